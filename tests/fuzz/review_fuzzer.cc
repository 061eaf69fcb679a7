// Fuzzes admission requests. Checks that the answer is JSON and that a patch changes only what it
// may change.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "nlohmann/json.hpp"
#include "svcenv/admission/policy.h"
#include "svcenv/admission/review.h"
#include "svcenv/admission/snapshot.h"
#include "svcenv/manifest/load.h"

namespace {

constexpr char kServices[] = R"({"apiVersion":"v1","kind":"List","items":[
{"apiVersion":"v1","kind":"Service","metadata":{"name":"kubernetes","namespace":"default"},"spec":{"clusterIP":"10.96.0.1","ports":[{"name":"https","port":443}]}},
{"apiVersion":"v1","kind":"Service","metadata":{"name":"a","namespace":"shop"},"spec":{"clusterIP":"10.96.0.7","ports":[{"port":1}]}},
{"apiVersion":"v1","kind":"Service","metadata":{"name":"a-port-1-tcp","namespace":"shop"},"spec":{"clusterIP":"10.96.0.8","ports":[{"port":2}]}}]})";

constexpr char kPolicy[] =
    "links: minimal\nwarn: [reference-unresolved, links-unused, service-collision]\n"
    "deny: [env-too-large]\nexempt: {images: [exempt]}\nlimits: {environment: 4096}\n";

struct Hook {
  std::unique_ptr<svcenv::Snapshot> snapshot;
  svcenv::Policy policy;
};

const Hook& TheHook() {
  static const Hook& hook = *[] {
    auto* made = new Hook;
    auto cluster = std::make_shared<svcenv::Cluster>();
    const svcenv::LoadResult loaded =
        svcenv::LoadManifest("services", kServices, {}, cluster.get());
    made->snapshot = std::make_unique<svcenv::Snapshot>(std::move(cluster));
    svcenv::Sources sources;
    svcenv::ParsedPolicy parsed = svcenv::ReadPolicy(sources, sources.Add("policy", kPolicy));
    if (!loaded.diagnostics.empty() || !parsed.ok()) std::abort();
    made->policy = std::move(parsed.policy);
    return made;
  }();
  return hook;
}

bool MayTouch(std::string_view path) {
  return path == "/spec/enableServiceLinks" ||
         ((absl::StartsWith(path, "/spec/containers/") ||
           absl::StartsWith(path, "/spec/initContainers/") ||
           absl::StartsWith(path, "/spec/ephemeralContainers/")) &&
          (absl::StrContains(path, "/env") || absl::StrContains(path, "Probe/exec/command/")));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string answer = svcenv::Review(text, *TheHook().snapshot, TheHook().policy).json;
  const nlohmann::json response = nlohmann::json::parse(answer)["response"];
  if (!response["allowed"].is_boolean()) std::abort();
  if (!response.contains("patch")) return 0;
  std::string patch;
  if (!absl::Base64Unescape(response["patch"].get<std::string>(), &patch)) std::abort();
  const nlohmann::json operations = nlohmann::json::parse(patch);
  for (const auto& operation : operations) {
    if (!MayTouch(operation["path"].get<std::string>())) std::abort();
  }
  // The patch must apply to the object of the request. Unlike Go, nlohmann rejects unpaired
  // surrogates.
  nlohmann::json request = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!request.is_discarded()) request["request"]["object"].patch(operations);
  return 0;
}
