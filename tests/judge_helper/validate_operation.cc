#include <set>
#include <string>

#include "absl/strings/match.h"
#include "re2/re2.h"
#include "svcenv/check/api_server.h"
#include "svcenv/manifest/load.h"
#include "tests/judge_helper/operations.h"

namespace svcenv {
namespace {

// Fields that the API server reports differently than svcenv: a shorter path, or another field.
struct Rewrite {
  const char* field;
  const char* message;  // of svcenv
  const char* api_field;
};
constexpr Rewrite kRewrites[] = {
    {R"((volumeMounts)\[\d+\](\.subPath.*)$)", R"(absolute|leads out|relative path|\.\.)",
     R"(\1\2)"},
    {R"((envFrom)\[\d+\]$)", "", R"(\1)"},
    {R"((fieldRef)\.apiVersion$)", "", R"(\1.fieldPath)"},
    {R"((fieldRef)\.fieldPath$)", "the (label |annotation )?key", R"(\1)"},
    {R"(^spec\.clusterIP$)", "ExternalName", "spec.clusterIPs"},
    {R"(^spec\.clusterIP$)", "", "spec.clusterIPs[0]"},
};

std::string ApiField(const Diagnostic& diagnostic) {
  std::string field = diagnostic.field;
  for (const Rewrite& row : kRewrites) {
    if (RE2::PartialMatch(diagnostic.message, row.message) &&
        RE2::Replace(&field, row.field, row.api_field)) {
      break;
    }
  }
  return field;
}

}  // namespace

nlohmann::json ValidateOperation(const nlohmann::json& request, const VersionProfile& version) {
  Cluster cluster;
  LoadOptions options;
  options.unknown_fields = LoadOptions::UnknownFields::kReported;
  options.version = &version;
  Diagnostics found =
      LoadManifest("object.json", request.at("object").dump(), options, &cluster).diagnostics;
  for (const Workload& workload : cluster.workloads()) FindRefusals(workload, version, &found);
  for (const Service& service : cluster.services()) FindRefusals(service, version, &found);
  for (const ConfigMap& config_map : cluster.config_maps()) FindRefusals(config_map, &found);
  for (const Secret& secret : cluster.secrets()) FindRefusals(secret, &found);
  // The API server validates an object only if it has no unknown fields.
  std::set<std::string> unknown, refused;
  for (const Diagnostic& diagnostic : found) {
    if (diagnostic.code == "wrong-type") return ErrorAnswer(diagnostic.message);
    const bool is_unknown = absl::StrContains(diagnostic.message, "no such field") ||
                            absl::StrContains(diagnostic.message, "unknown field");
    (is_unknown ? unknown : refused).insert(ApiField(diagnostic));
  }
  return {{"refused", unknown.empty() ? refused : unknown}};
}

}  // namespace svcenv
