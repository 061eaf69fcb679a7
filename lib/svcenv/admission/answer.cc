#include "svcenv/admission/answer.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "svcenv/base/utf8.h"

namespace svcenv {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kLongestWarning = 120;  // characters
constexpr size_t kLongestWarnings = 4096;
constexpr size_t kRoomForCount = 32;

Json Add(std::string path, Json value) {
  return {{"op", "add"}, {"path", std::move(path)}, {"value", std::move(value)}};
}

void AddContainer(const ContainerPlan& plan, const std::string& path, Json* patch) {
  Json env = Json::array();
  for (const AddedVariable& variable : plan.added) {
    env.push_back({{"name", std::string(variable.name)}, {"value", variable.value}});
  }
  if (plan.container->env.empty()) {
    patch->push_back(Add(path + "/env", std::move(env)));
  } else {
    for (size_t i = 0; i < env.size(); ++i) {
      patch->push_back(Add(absl::StrCat(path, "/env/", i), std::move(env[i])));
    }
  }
  for (const ProbeText& text : plan.probes) {
    patch->push_back(
        {{"op", "replace"},
         {"path", absl::StrCat(path, "/", std::string(text.probe), "/exec/command/", text.index)},
         {"value", text.text}});
  }
}

// At most kLongestWarning characters of one line.
std::string Shape(std::string_view text) {
  std::string result = "svcenv: ";
  size_t characters = result.size();
  for (size_t i = 0; i < text.size(); ++i) {
    if (StartsCharacter(text[i]) && ++characters > kLongestWarning) {
      while (!StartsCharacter(result.back())) result.pop_back();
      result.pop_back();
      return absl::StrCat(result, "…");
    }
    result.push_back(absl::ascii_iscntrl(text[i]) ? ' ' : text[i]);
  }
  return result;
}

}  // namespace

Json PatchOf(const PodSpec& spec, const LinkPlan& plan) {
  Json patch = Json::array();
  if (plan.enable_service_links.has_value()) {
    patch.push_back(Add("/spec/enableServiceLinks", *plan.enable_service_links));
  }
  const auto add = [&](const std::vector<Container>& containers, std::string_view list) {
    for (const ContainerPlan& one : plan.containers) {
      for (size_t i = 0; i < containers.size(); ++i) {
        if (one.container != &containers[i]) continue;
        AddContainer(one, absl::StrCat("/spec/", std::string(list), "/", i), &patch);
      }
    }
  };
  add(spec.init_containers, "initContainers");
  add(spec.containers, "containers");
  add(spec.ephemeral_containers, "ephemeralContainers");
  return patch;
}

std::vector<std::string> ShapeWarnings(const std::vector<std::string>& texts) {
  std::vector<std::string> unique;
  std::set<std::string> seen;
  for (const std::string& text : texts) {
    std::string shaped = Shape(text);
    if (seen.insert(shaped).second) unique.push_back(std::move(shaped));
  }
  std::vector<std::string> result;
  size_t total = 0;
  for (std::string& text : unique) {
    total += text.size();
    if (total > kLongestWarnings - kRoomForCount) {
      result.push_back(absl::StrCat("svcenv: and ", unique.size() - result.size(), " more"));
      break;
    }
    result.push_back(std::move(text));
  }
  return result;
}

std::string ToText(const AdmissionAnswer& answer) {
  Json response = {{"uid", answer.uid}, {"allowed", answer.allowed}};
  if (!answer.allowed) {
    response["status"] = {{"status", "Failure"},
                          {"message", answer.message},
                          {"reason", answer.code == 403 ? "Forbidden" : "BadRequest"},
                          {"code", answer.code}};
  }
  if (!answer.patch.is_null() && !answer.patch.empty()) {
    response["patchType"] = "JSONPatch";
    response["patch"] =
        absl::Base64Escape(answer.patch.dump(-1, ' ', false, Json::error_handler_t::replace));
  }
  if (!answer.warnings.empty()) response["warnings"] = answer.warnings;
  const Json review = {{"apiVersion", "admission.k8s.io/v1"},
                       {"kind", "AdmissionReview"},
                       {"response", std::move(response)}};
  return review.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace svcenv
