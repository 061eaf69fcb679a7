#include <memory>
#include <string>
#include <utility>

#include "svcenv/admission/policy.h"
#include "svcenv/admission/review.h"
#include "svcenv/admission/snapshot.h"
#include "svcenv/manifest/load.h"
#include "tests/judge_helper/operations.h"

namespace svcenv {

nlohmann::json ReviewOperation(const nlohmann::json& request, const VersionProfile& version) {
  auto cluster = std::make_shared<Cluster>();
  Diagnostics diagnostics;
  LoadOptions options;
  options.as_applied = false;
  options.from_cluster = true;
  options.version = &version;
  LoadManifest("objects", request.at("objects").get<std::string>(), options, cluster.get(),
               &diagnostics);
  Sources sources;
  const uint32_t file = sources.Add("policy", request.at("policy").get<std::string>());
  const Policy policy = ReadPolicy(sources, file, &diagnostics);
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity == Severity::kError) return ErrorAnswer(diagnostic.message);
  }
  const Snapshot snapshot(std::move(cluster), version);
  const std::string answer = Review(request.at("review").get<std::string>(), snapshot, policy).json;
  return {{"answer", nlohmann::json::parse(answer)}};
}

}  // namespace svcenv
