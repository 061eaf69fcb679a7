#include "cli/sources/collected_object.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "cli/terminal/errors.h"
#include "nlohmann/json.hpp"
#include "svcenv/kubernetes/kinds.h"

namespace svcenv::cli {

const std::string_view kKeysTemplate =
    "{{range .items}}{{.metadata.namespace}}{{\"\\t\"}}{{.metadata.name}}"
    "{{range $key, $value := .data}}{{\"\\t\"}}k {{$key}}{{end}}"
    "{{range $key, $value := .binaryData}}{{\"\\t\"}}b {{$key}}{{end}}"
    "{{with .metadata.annotations}}{{with index . \"svcenv.io/lint-ignore\"}}"
    "{{\"\\t\"}}i {{printf \"%q\" .}}{{end}}{{end}}{{\"\\n\"}}{{end}}";

namespace {

using Json = nlohmann::json;

constexpr int kDeepest = 500;
constexpr char kApiVersion[] = "svcenv.io/v1";
constexpr char kIgnoreAnnotation[] = "svcenv.io/lint-ignore";
// Repeats the whole object, with the values of ConfigMaps and Secrets.
constexpr char kLastApplied[] = "kubectl.kubernetes.io/last-applied-configuration";

absl::Status Unexpected() {
  return InputError("kubectl-failed", "cannot read the answer of kubectl: unexpected output",
                    "run kubectl get -o json to see it; check KUBECTL");
}

std::string TextIn(const Json& map, const char* key) {
  const auto found = map.is_object() ? map.find(key) : map.end();
  return found != map.end() && found->is_string() ? found->get<std::string>() : "";
}

// Returns the value, or null if there is none.
Json ValueIn(const Json& map, const char* key) {
  const auto found = map.is_object() ? map.find(key) : map.end();
  return found != map.end() && map.is_object() ? *found : Json();
}

// Returns a map of those of its fields that are set.
template <size_t N>
Json Part(const Json& map, const std::array<const char*, N>& fields) {
  Json part = Json::object();
  for (const char* field : fields) {
    if (Json value = ValueIn(map, field); !value.is_null()) part[field] = std::move(value);
  }
  return part;
}

// Returns a list with Part of each item.
template <size_t N>
Json Parts(const Json& list, const std::array<const char*, N>& fields) {
  Json parts = Json::array();
  if (!list.is_array()) return parts;
  for (const Json& item : list) parts.push_back(Part(item, fields));
  return parts;
}

constexpr std::array<const char*, 7> kMetaFields = {
    "name", "namespace", "generateName", "uid", "creationTimestamp", "labels", "annotations"};
constexpr std::array<const char*, 4> kOwnerFields = {"apiVersion", "kind", "name", "controller"};

// Returns the controller among the owners, or null.
Json ControllerOf(const Json& meta) {
  const Json owners = ValueIn(meta, "ownerReferences");
  if (!owners.is_array()) return Json();
  for (const Json& owner : owners) {
    const Json is_controller = ValueIn(owner, "controller");
    if (is_controller.is_boolean() && is_controller.get<bool>()) return Part(owner, kOwnerFields);
  }
  return Json();
}

Json MetaOf(const Json& meta, std::string_view kind) {
  Json kept = Part(meta, kMetaFields);
  // Pods may show their annotations to their containers. Those of Nodes change by themselves.
  const auto annotations = kept.find("annotations");
  if (annotations != kept.end() && annotations->is_object() && kind != "Pod") {
    annotations->erase(kLastApplied);
  }
  if (annotations != kept.end() && (kind == "Node" || annotations->empty())) {
    kept.erase("annotations");
  }
  if (Json owner = ControllerOf(meta); !owner.is_null()) {
    kept["ownerReferences"] = Json::array({std::move(owner)});
  }
  return kept;
}

// Returns when the containers were started: {"name", "state": {"running": {"startedAt"}}}.
Json StartedIn(const Json& statuses) {
  constexpr std::array<const char*, 1> kStartedField = {"startedAt"};
  Json started = Json::array();
  if (!statuses.is_array()) return started;
  for (const Json& one : statuses) {
    const Json running = Part(ValueIn(ValueIn(one, "state"), "running"), kStartedField);
    if (running.empty()) continue;
    started.push_back({{"name", TextIn(one, "name")}, {"state", {{"running", running}}}});
  }
  return started;
}

Json PodStatusOf(const Json& status) {
  constexpr std::array<const char*, 5> kFields = {"phase", "hostIP", "hostIPs", "podIP", "podIPs"};
  Json kept = Part(status, kFields);
  for (const char* list :
       {"initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses"}) {
    if (Json started = StartedIn(ValueIn(status, list)); !started.empty()) {
      kept[list] = std::move(started);
    }
  }
  return kept;
}

Json NodeStatusOf(const Json& status) {
  constexpr std::array<const char*, 3> kFields = {"addresses", "allocatable", "capacity"};
  constexpr std::array<const char*, 1> kInfoFields = {"kubeletVersion"};
  Json kept = Part(status, kFields);
  kept["nodeInfo"] = Part(ValueIn(status, "nodeInfo"), kInfoFields);
  return kept;
}

Json StatusOf(const Json& status, std::string_view kind) {
  constexpr std::array<const char*, 1> kServiceFields = {"loadBalancer"};
  constexpr std::array<const char*, 2> kConditionFields = {"type", "status"};
  if (kind == "Pod") return PodStatusOf(status);
  if (kind == "Node") return NodeStatusOf(status);
  if (kind == "Service") return Part(status, kServiceFields);
  if (kind != "Job") return Json::object();
  Json conditions = Parts(ValueIn(status, "conditions"), kConditionFields);
  return conditions.empty() ? Json::object()
                            : Json::object({{"conditions", std::move(conditions)}});
}

CollectedObject Collected(const Json& object) {
  const Json meta = ValueIn(object, "metadata");
  CollectedObject collected;
  collected.key =
      absl::StrCat(TextIn(object, "kind"), std::string_view("\0", 1), TextIn(meta, "namespace"),
                   std::string_view("\0", 1), TextIn(meta, "name"));
  collected.json = object.dump(-1, ' ', false, Json::error_handler_t::replace);
  return collected;
}

// Returns nullopt for a workload that follows from another one.
std::optional<CollectedObject> Reduce(Json object) {
  const std::string kind_name = TextIn(object, "kind");
  const Json meta = ValueIn(object, "metadata");
  const Kind* kind = FindKind(kind_name);
  const bool makes_pods = kind != nullptr && kind->makes_pods();
  if (makes_pods && kind_name != "Pod") {
    const Kind* const owner = FindKind(TextIn(ControllerOf(meta), "kind"));
    if (owner != nullptr && owner->makes_pods()) return std::nullopt;
  }
  object["metadata"] = MetaOf(meta, kind_name);
  Json status = StatusOf(ValueIn(object, "status"), kind_name);
  object.erase("status");
  if (!status.empty()) object["status"] = std::move(status);
  if (kind_name == "Node") object.erase("spec");
  // These are never requested; a program in place of kubectl may answer with them.
  if (kind_name == "ConfigMap" || kind_name == "Secret") return std::nullopt;
  return Collected(object);
}

// Calls `take` with each item of a List while parsing it, so that only one is in memory as values,
// or with the object that `text` contains. Returns false if it is not valid JSON.
bool ForEachObject(const std::string& text, absl::FunctionRef<void(Json)> take) {
  std::string field;
  bool is_list = false, is_too_deep = false;
  const auto each = [&](int depth, Json::parse_event_t event, Json& value) {
    is_too_deep |= depth > kDeepest;
    if (depth == 1 && event == Json::parse_event_t::key) field = value.get<std::string>();
    if (depth == 1 && event == Json::parse_event_t::array_start) is_list |= field == "items";
    const bool is_item = depth == 2 && field == "items" && event == Json::parse_event_t::object_end;
    if (is_item) take(std::move(value));
    return !is_item && !is_too_deep;
  };
  Json rest = Json::parse(text, each, /*allow_exceptions=*/false);
  if (is_too_deep || rest.is_discarded() || !rest.is_object()) return false;
  if (!is_list) take(std::move(rest));
  return true;
}

}  // namespace

absl::Status AppendObjects(const std::string& answer, std::vector<CollectedObject>* objects) {
  const bool is_valid = ForEachObject(answer, [&](Json object) {
    std::optional<CollectedObject> reduced = Reduce(std::move(object));
    if (reduced.has_value()) objects->push_back(*std::move(reduced));
  });
  return is_valid ? absl::OkStatus() : Unexpected();
}

absl::Status AppendKeys(std::string_view kind, std::string_view answer,
                        std::vector<CollectedObject>* objects) {
  for (const std::string_view line : absl::StrSplit(answer, '\n', absl::SkipEmpty())) {
    const std::vector<std::string_view> words = absl::StrSplit(line, '\t');
    if (words.size() < 2) return Unexpected();
    Json object = {
        {"apiVersion", kApiVersion},
        {"kind", absl::StrCat(kind, "Keys")},
        {"metadata", {{"namespace", std::string(words[0])}, {"name", std::string(words[1])}}},
        {"keys", Json::array()}};
    for (size_t i = 2; i < words.size(); ++i) {
      std::string_view word = words[i];
      if (absl::ConsumePrefix(&word, "k ")) {
        object["keys"].push_back(std::string(word));
      } else if (absl::ConsumePrefix(&word, "b ")) {
        object["binaryKeys"].push_back(std::string(word));
      } else if (absl::ConsumePrefix(&word, "i \"") && absl::ConsumeSuffix(&word, "\"")) {
        const bool is_list = std::all_of(word.begin(), word.end(), [](char c) {
          return absl::ascii_islower(c) || c == '-' || c == ',' || c == ' ';
        });
        if (is_list) object["metadata"]["annotations"][kIgnoreAnnotation] = std::string(word);
      } else {
        return Unexpected();
      }
    }
    objects->push_back(Collected(object));
  }
  return absl::OkStatus();
}

CollectedObject Unreadable(std::string_view kind, std::string_view namespace_,
                           std::string_view name) {
  Json which = {{"kind", std::string(kind)}};
  if (!namespace_.empty()) which["namespace"] = std::string(namespace_);
  if (!name.empty()) which["name"] = std::string(name);
  return Collected({{"apiVersion", kApiVersion}, {"kind", "Unreadable"}, {"objects", which}});
}

}  // namespace svcenv::cli
