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
  LoadOptions options;
  options.source = LoadOptions::Source::kServed;
  options.version = &version;
  const LoadResult loaded =
      LoadManifest("objects", request.at("objects").get<std::string>(), options, cluster.get());
  if (!loaded.ok()) return ErrorAnswer(FirstError(loaded.diagnostics)->message);
  Sources sources;
  const uint32_t file = sources.Add("policy", request.at("policy").get<std::string>());
  const ParsedPolicy parsed = ReadPolicy(sources, file);
  if (!parsed.ok()) return ErrorAnswer(parsed.errors.front().message);
  const Snapshot snapshot(std::move(cluster), version);
  const std::string answer =
      Review(request.at("review").get<std::string>(), snapshot, parsed.policy).json;
  return {{"answer", nlohmann::json::parse(answer)}};
}

}  // namespace svcenv
