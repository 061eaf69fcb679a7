#include "svcenv/check/api_server_env.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "svcenv/base/nearest.h"
#include "svcenv/env/field_value.h"
#include "svcenv/env/version_rules.h"
#include "svcenv/kubernetes/names.h"
#include "svcenv/kubernetes/quantity.h"

namespace svcenv {
namespace {

constexpr std::string_view kFieldPaths[] = {"metadata.name",
                                            "metadata.namespace",
                                            "metadata.uid",
                                            "spec.nodeName",
                                            "spec.serviceAccountName",
                                            "status.hostIP",
                                            "status.hostIPs",
                                            "status.podIP",
                                            "status.podIPs"};

constexpr std::string_view kResources[] = {"limits.cpu",      "limits.ephemeral-storage",
                                           "limits.memory",   "requests.cpu",
                                           "requests.memory", "requests.ephemeral-storage"};

constexpr std::string_view kIsNeeded = "Required value";
constexpr std::string_view kNamesNoSource = "no source is set";
constexpr std::string_view kKeyRemedy = "use letters, digits, '-', '_', and '.', as in app.mode";

// Returns "write A" with the nearest name, or else "use one of" all names.
std::string RemedyFromList(std::string_view text, absl::Span<const std::string_view> known) {
  const std::vector<std::string> nearest = Nearest(text, known, 1);
  if (!nearest.empty()) return absl::StrCat("write ", nearest.front());
  return absl::StrCat("use one of ", absl::StrJoin(known, ", "));
}

std::string_view EnvNameProblem(std::string_view name, const VersionProfile& version) {
  return version.relaxed_env_names ? RelaxedEnvNameProblem(name) : StrictEnvNameProblem(name);
}

// Suggests a name similar to `name` that is valid in every version.
std::string NameRemedy(std::string_view name) {
  std::string better(name);
  for (char& c : better) {
    if (!absl::ascii_isalnum(c) && c != '-' && c != '.') c = '_';
  }
  if (better.empty() || absl::ascii_isdigit(better.front()) || better.front() == '.') {
    better.insert(0, "_");
  }
  return absl::StrCat("use a name of letters, digits, and '_', such as ", better.substr(0, 40));
}

// Checks one valueFrom; `field_` is its path within the container.
class SourceChecker {
 public:
  SourceChecker(const EnvVar& variable, std::string field, const PodSpec& spec,
                const VersionProfile& version, Refusals& refusals)
      : variable_(variable),
        source_(*variable.value_from),
        field_(std::move(field)),
        spec_(spec),
        version_(version),
        refusals_(refusals) {}

  void Run() {
    if (source_.field) CheckField(*source_.field);
    if (source_.resource) CheckResource(*source_.resource);
    if (source_.config_map_key) CheckKey(*source_.config_map_key, ".configMapKeyRef");
    if (source_.secret_key) CheckKey(*source_.secret_key, ".secretKeyRef");
    if (source_.file_key) CheckFile(*source_.file_key);
    CheckCount();
  }

 private:
  void Add(std::string_view field, std::string_view message, std::string remedy,
           Position position) {
    refusals_.Add(field_ + std::string(field), message, std::move(remedy),
                  position.known() ? position : source_.position);
  }
  void AddMissing(std::string_view field, std::string_view message, std::string remedy,
                  Position position) {
    refusals_.AddMissing(field_ + std::string(field), message, std::move(remedy),
                         position.known() ? position : source_.position);
  }
  bool Require(std::string_view field, const Located& text, std::string remedy) {
    if (text.empty()) AddMissing(field, kIsNeeded, std::move(remedy), text.position);
    return !text.empty();
  }

  void CheckCount() {
    std::vector<std::string_view> sources;
    if (source_.field) sources.push_back("fieldRef");
    if (source_.resource) sources.push_back("resourceFieldRef");
    if (source_.config_map_key) sources.push_back("configMapKeyRef");
    if (source_.secret_key) sources.push_back("secretKeyRef");
    if (source_.file_key) sources.push_back("fileKeyRef");
    if (sources.empty()) {
      AddMissing(
          "", kNamesNoSource,
          absl::StrCat("set one of fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef",
                       version_.file_key_ref ? ", fileKeyRef" : "", ", or remove it"),
          source_.position);
    } else if (sources.size() > 1 && variable_.value.empty()) {
      Add("", absl::StrCat("more than one source is set: ", absl::StrJoin(sources, ", ")),
          "keep one of them", source_.position);
    }
  }

  // `place` is where a missing string would be written.
  void AddBadText(std::string_view field, const Located& text, std::string_view problem,
                  std::string_view remedy, std::string_view remedy_if_missing, Position place) {
    if (text.position.known()) place = text.position;
    if (IsSubstituted(text.text)) return;
    if (text.empty()) return AddMissing(field, kIsNeeded, std::string(remedy_if_missing), place);
    Add(field, absl::StrCat(GoQuote(text.text), " ", problem), std::string(remedy), place);
  }

  void CheckField(const FieldReference& reference);
  void CheckResource(const ResourceReference& reference);
  void CheckDivisor(std::string_view resource, const Located& divisor);
  void CheckKey(const ObjectReference& reference, std::string_view field);
  void CheckFile(const FileReference& reference);

  const EnvVar& variable_;
  const EnvSource& source_;
  const std::string field_;
  const PodSpec& spec_;
  const VersionProfile& version_;
  Refusals& refusals_;
};

// validateObjectFieldSelector, and ConvertDownwardAPIFieldLabel in pkg/apis/core/pods/helpers.go.
void SourceChecker::CheckField(const FieldReference& reference) {
  const auto& [path, position] = reference.field_path;
  const std::string_view field = ".fieldRef.fieldPath";
  if (!Require(field, reference.field_path, "set it to a pod field, such as metadata.name")) return;
  if (IsSubstituted(path) || IsSubstituted(reference.api_version.text)) return;
  if (!reference.api_version.empty() && reference.api_version.text != "v1") {
    return Add(
        ".fieldRef.apiVersion",
        absl::StrCat(GoQuote(reference.api_version.text), " is not a valid API version of Pod"),
        "write v1, or remove it", reference.api_version.position);
  }
  const SubscriptedPath split = SplitSubscript(path);
  if (split.has_key && (split.path == "metadata.labels" || split.path == "metadata.annotations")) {
    const bool is_label = split.path == "metadata.labels";
    const std::string_view problem =
        QualifiedNameProblem(is_label ? std::string(split.key) : absl::AsciiStrToLower(split.key));
    if (problem.empty()) return;
    return Add(field,
               absl::StrCat("the ", is_label ? "label" : "annotation", " key ", GoQuote(split.key),
                            " ", problem),
               "write the key as in the metadata, such as app.kubernetes.io/name", position);
  }
  if (path == "spec.host" ||
      std::find(std::begin(kFieldPaths), std::end(kFieldPaths), path) != std::end(kFieldPaths)) {
    return;
  }
  std::string remedy = RemedyFromList(path, kFieldPaths);
  for (const std::string_view map : {"metadata.labels", "metadata.annotations"}) {
    if (absl::StartsWith(path, map)) remedy = absl::StrCat("name a key: ", map, "['KEY']");
  }
  Add(field, absl::StrCat(GoQuote(path), " is not a supported field path"), std::move(remedy),
      position);
}

void SourceChecker::CheckResource(const ResourceReference& reference) {
  const auto& [resource, position] = reference.resource;
  const std::string_view field = ".resourceFieldRef.resource";
  const bool is_huge_pages = absl::StartsWith(resource, "requests.hugepages-") ||
                             absl::StartsWith(resource, "limits.hugepages-");
  const bool is_known =
      std::find(std::begin(kResources), std::end(kResources), resource) != std::end(kResources);
  if (!Require(field, reference.resource, "set it to a resource, such as limits.memory")) return;
  if (is_known || is_huge_pages) return CheckDivisor(resource, reference.divisor);
  if (IsSubstituted(resource)) return;
  const bool lacks_list = !absl::StrContains(resource, '.');
  Add(field, absl::StrCat(GoQuote(resource), " is not a supported resource"),
      lacks_list ? RemedyFromList(absl::StrCat("limits.", resource), kResources)
                 : RemedyFromList(resource, kResources),
      position);
}

// validateContainerResourceDivisor: compares canonical strings.
void SourceChecker::CheckDivisor(std::string_view resource, const Located& divisor) {
  static constexpr std::string_view kCpu[] = {"1m", "1"};
  static constexpr std::string_view kOther[] = {"1",   "1k",  "1M",  "1G",  "1T",  "1P", "1E",
                                                "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"};
  if (divisor.empty()) return;
  const absl::StatusOr<Quantity> quantity =
      Quantity::ParseField(divisor.text, QuantityRulesOf(version_));
  if (!quantity.ok() || quantity->IsZero()) return;  // the reader rejects invalid ones
  const bool is_cpu = absl::EndsWith(resource, ".cpu");
  const absl::Span<const std::string_view> known =
      is_cpu ? absl::Span<const std::string_view>(kCpu) : kOther;
  if (std::find(known.begin(), known.end(), quantity->ToString()) != known.end()) return;
  Add(".resourceFieldRef.divisor",
      absl::StrCat(GoQuote(divisor.text), " is not a valid divisor for ", resource),
      absl::StrCat("use one of ", absl::StrJoin(known, ", ")), divisor.position);
}

// validateConfigMapKeySelector, validateSecretKeySelector.
void SourceChecker::CheckKey(const ObjectReference& reference, std::string_view field) {
  const Position position = reference.position;
  if (const std::string_view problem = Dns1123SubdomainProblem(reference.name.text);
      !problem.empty()) {
    AddBadText(absl::StrCat(field, ".name"), reference.name, problem, kSubdomainRemedy,
               "set it to the name of the object that has the key", position);
  }
  if (const std::string_view problem = ConfigMapKeyProblem(reference.key.text); !problem.empty()) {
    AddBadText(absl::StrCat(field, ".key"), reference.key, problem, kKeyRemedy,
               "set it to the key that has the value", position);
  }
}

// validateFileKeySelector, validateFileKeyRefVolumes.
void SourceChecker::CheckFile(const FileReference& reference) {
  if (!version_.file_key_ref) {
    return Add(".fileKeyRef", absl::StrCat("Kubernetes ", version_.name, " does not support it"),
               "use another source, or Kubernetes 1.35 or later", reference.path.position);
  }
  if (Require(".fileKeyRef.key", reference.key, "set it to a variable in the file") &&
      !RelaxedEnvNameProblem(reference.key.text).empty()) {
    Add(".fileKeyRef.key",
        absl::StrCat(GoQuote(reference.key.text), " ", RelaxedEnvNameProblem(reference.key.text)),
        NameRemedy(reference.key.text), reference.key.position);
  }
  if (Require(".fileKeyRef.path", reference.path,
              "set it to the path of the file within the volume") &&
      GoesUp(reference.path.text)) {
    Add(".fileKeyRef.path", "must not contain '..'", "use a path within the volume",
        reference.path.position);
  }
  if (!Require(".fileKeyRef.volumeName", reference.volume_name, "set it to an emptyDir volume"))
    return;
  const auto& volumes = spec_.volumes;
  const auto volume = std::find_if(volumes.rbegin(), volumes.rend(), [&](const Volume& candidate) {
    return candidate.name.text == reference.volume_name.text;
  });
  if (volume == volumes.rend()) {
    std::vector<std::string_view> names;
    for (const Volume& candidate : volumes) names.push_back(candidate.name.text);
    Add(".fileKeyRef.volumeName",
        absl::StrCat("the pod has no volume ", GoQuote(reference.volume_name.text)),
        names.empty() ? "add an emptyDir volume with that name to spec.volumes"
                      : RemedyFromList(reference.volume_name.text, names),
        reference.volume_name.position);
  } else if (volume->kind != "emptyDir") {
    Add(".fileKeyRef.volumeName",
        absl::StrCat("the volume ", GoQuote(reference.volume_name.text), " is not an emptyDir"),
        "use an emptyDir volume, or make this one an emptyDir", reference.volume_name.position);
  }
}

}  // namespace

bool GoesUp(std::string_view path) {
  const std::vector<std::string_view> parts = absl::StrSplit(path, '/');
  return std::find(parts.begin(), parts.end(), "..") != parts.end();
}

void CheckEnv(const Container& container, const PodSpec& spec, const VersionProfile& version,
              Refusals& refusals) {
  for (size_t i = 0; i < container.env.size(); ++i) {
    const EnvVar& variable = container.env[i];
    const std::string field = absl::StrCat("env[", i, "]");
    refusals.AddFinalName(field + ".name", variable.name,
                          EnvNameProblem(variable.name.text, version),
                          NameRemedy(variable.name.text));
    if (variable.value_from != nullptr) {
      SourceChecker(variable, field + ".valueFrom", spec, version, refusals).Run();
    }
  }
}

void CheckEnvFrom(const Container& container, const VersionProfile& version, Refusals& refusals) {
  for (size_t i = 0; i < container.env_from.size(); ++i) {
    const EnvFrom& source = container.env_from[i];
    const std::string field = absl::StrCat("envFrom[", i, "]");
    if (!source.prefix.empty()) {
      refusals.AddFinalName(field + ".prefix", source.prefix,
                            EnvNameProblem(source.prefix.text, version),
                            NameRemedy(source.prefix.text));
    }
    const auto check = [&](const std::optional<ObjectReference>& reference, std::string_view name) {
      if (!reference.has_value()) return;
      Located object = reference->name;
      if (!object.position.known()) object.position = reference->position;
      refusals.AddName(absl::StrCat(field, ".", name, ".name"), object,
                       Dns1123SubdomainProblem(object.text), kSubdomainRemedy);
    };
    check(source.config_map, "configMapRef");
    check(source.secret, "secretRef");
    if (!source.config_map.has_value() && !source.secret.has_value()) {
      refusals.AddMissing(field, kNamesNoSource, "set configMapRef or secretRef", source.position);
    } else if (source.config_map.has_value() && source.secret.has_value()) {
      refusals.Add(field, "more than one source is set: configMapRef, secretRef",
                   "split it into two envFrom entries", source.position);
    }
  }
}

}  // namespace svcenv
