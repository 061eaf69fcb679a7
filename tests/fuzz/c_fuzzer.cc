// Fuzzes the C API. An input consists of up to four parts, separated by %% lines: an admission
// request, which also serves as a request of `svcenv batch`, objects, a policy, and a version.
// Missing parts default to valid ones. Checks the results that the header promises, and that a
// patch applies to the object of the request and changes only environments.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_split.h"
#include "nlohmann/json.hpp"
#include "svcenv/c/svcenv.h"

namespace {

using ::nlohmann::json;

constexpr std::string_view kDivider = "\n%%\n";

constexpr std::string_view kRequest =
    R"json({"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u","operation":"CREATE","namespace":"shop",
"object":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},"spec":{"containers":[{"name":"c","args":["$(A_PORT)"]}]}}}})json";

constexpr std::string_view kObjects = R"({"apiVersion":"v1","kind":"List","items":[
{"apiVersion":"v1","kind":"Service","metadata":{"name":"kubernetes","namespace":"default"},"spec":{"clusterIP":"10.96.0.1","ports":[{"name":"https","port":443}]}},
{"apiVersion":"v1","kind":"Service","metadata":{"name":"a","namespace":"shop"},"spec":{"clusterIP":"10.96.0.7","ports":[{"port":1}]}},
{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m","namespace":"shop"},"data":{"A_PORT":"1","B":"2"}}]})";

constexpr std::string_view kPolicy =
    "links: minimal\nwarn: [reference-unresolved, links-unused, service-collision]\n"
    "deny: [env-too-large]\nexempt: {images: [exempt]}\nlimits: {environment: 4096}\n";

void Expect(bool holds) {
  if (!holds) std::abort();
}

// Returns an output string and frees it.
std::string Take(char* text, size_t length) {
  Expect(text != nullptr && text[length] == '\0');
  std::string result(text, length);
  svcenv_free(text);
  return result;
}

// Checks that svcenv_snapshot_new or svcenv_policy_new returned either a handle or an error.
template <typename Handle>
void CheckNew(svcenv_status status, const Handle* handle, char* error, size_t length) {
  Expect(status == SVCENV_OK || status == SVCENV_INVALID);
  Expect((handle != nullptr) == (status == SVCENV_OK));
  Expect((error != nullptr) == (status == SVCENV_INVALID));
  if (error != nullptr) Expect(!Take(error, length).empty());
}

json WithoutEnvironment(json pod) {
  json& spec = pod["spec"];
  spec.erase("enableServiceLinks");
  if (pod.contains("metadata") && pod["metadata"].contains("annotations")) {
    json& annotations = pod["metadata"]["annotations"];
    if (annotations.is_object()) annotations.erase("svcenv.io/links-off");
    if (annotations.empty()) pod["metadata"].erase("annotations");
  }
  for (const char* list : {"initContainers", "containers", "ephemeralContainers"}) {
    if (!spec.contains(list)) continue;
    for (json& container : spec[list]) {
      if (!container.is_object()) continue;
      container.erase("env");
      for (const char* probe : {"livenessProbe", "readinessProbe", "startupProbe"}) {
        if (container.contains(probe) && container[probe].is_object()) {
          container[probe].erase("exec");
        }
      }
    }
  }
  return pod;
}

void CheckPatch(const std::string& request, const json& response) {
  std::string patch;
  Expect(absl::Base64Unescape(response["patch"].get<std::string>(), &patch));
  const json operations = json::parse(patch);
  // Unlike Go, nlohmann rejects unpaired surrogates.
  const json parsed = json::parse(request, nullptr, /*allow_exceptions=*/false);
  if (parsed.is_discarded()) return;
  const json& object = parsed["request"]["object"];
  Expect(WithoutEnvironment(object) == WithoutEnvironment(object.patch(operations)));
}

void CheckReview(const svcenv_snapshot* snapshot, const svcenv_policy* policy,
                 const std::string& request) {
  char* text = nullptr;
  size_t length = 0;
  Expect(svcenv_review(snapshot, policy, request.data(), request.size(), &text, &length) ==
         SVCENV_OK);
  const std::string answer = Take(text, length);
  const json response = json::parse(answer)["response"];
  Expect(response["allowed"].is_boolean() && response["uid"].is_string());
  Expect(response["allowed"].get<bool>() != response.contains("status"));
  size_t warned = 0;
  for (const json& warning : response.value("warnings", json::array())) {
    warned += warning.get<std::string>().size();
  }
  Expect(warned <= 4096);
  if (response.contains("patch")) CheckPatch(request, response);
}

void CheckBatch(const std::string& request) {
  char* text = nullptr;
  size_t length = 0;
  Expect(svcenv_batch(request.data(), request.size(), &text, &length) == SVCENV_OK);
  Expect(json::parse(Take(text, length)).contains("id"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::vector<std::string> parts = absl::StrSplit(input, kDivider);
  const auto part = [&](size_t index, std::string_view otherwise) {
    return index < parts.size() ? parts[index] : std::string(otherwise);
  };
  const std::string request = part(0, kRequest);
  const std::string objects = part(1, kObjects);
  const std::string rules = part(2, kPolicy);
  const std::string version = part(3, "1.37");

  svcenv_snapshot* snapshot = nullptr;
  svcenv_policy* policy = nullptr;
  char* error = nullptr;
  size_t length = 0;
  svcenv_status status = svcenv_snapshot_new(objects.data(), objects.size(), version.c_str(),
                                             &snapshot, &error, &length);
  CheckNew(status, snapshot, error, length);
  status = svcenv_policy_new(rules.data(), rules.size(), &policy, &error, &length);
  CheckNew(status, policy, error, length);
  if (snapshot != nullptr && policy != nullptr) CheckReview(snapshot, policy, request);
  svcenv_free(snapshot);
  svcenv_free(policy);
  CheckBatch(request);
  return 0;
}
