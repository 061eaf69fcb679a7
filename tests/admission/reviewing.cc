#include "tests/admission/reviewing.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "cli/sources/json_value.h"
#include "gtest/gtest.h"
#include "svcenv/admission/review.h"
#include "svcenv/base/arena.h"
#include "svcenv/batch/batch.h"
#include "svcenv/kubernetes/version.h"
#include "svcenv/manifest/load.h"
#include "svcenv/syntax/text.h"

namespace svcenv {
namespace {

using Json = nlohmann::ordered_json;

class Sink : public DocumentSink {
 public:
  void Document(const Item&, Reader& reader) override { documents.push_back(*cli::ToJson(reader)); }
  void DropItems() override {}

  std::vector<Json> documents;
};

std::vector<Json> ObjectsOf(std::string_view manifests) {
  Sources sources;
  const uint32_t file = sources.Add("test", std::string(manifests));
  Arena arena;
  Sink sink;
  Diagnostics losses;
  const absl::Status status = ReadDocuments(sources, file, arena, sink, losses);
  EXPECT_TRUE(status.ok()) << status;
  return std::move(sink.documents);
}

}  // namespace

Json ObjectOf(std::string_view manifest) {
  std::vector<Json> objects = ObjectsOf(manifest);
  EXPECT_EQ(objects.size(), 1u);
  return objects.empty() ? Json() : std::move(objects.front());
}

std::unique_ptr<Snapshot> SnapshotOf(std::string_view manifests, std::string_view kube_version) {
  auto cluster = std::make_shared<Cluster>();
  LoadOptions options;
  options.source = LoadOptions::Source::kVerbatim;
  const LoadResult loaded = LoadManifest("test", std::string(manifests), options, cluster.get());
  for (const Diagnostic& diagnostic : loaded.diagnostics) ADD_FAILURE() << diagnostic.message;
  return std::make_unique<Snapshot>(std::move(cluster), *ParseVersion(kube_version)->profile);
}

Policy PolicyOf(std::string_view yaml) {
  Sources sources;
  const uint32_t file = sources.Add("policy", std::string(yaml));
  ParsedPolicy parsed = ReadPolicy(sources, file);
  for (const Diagnostic& error : parsed.errors) ADD_FAILURE() << FormatDiagnostic(error, sources);
  return std::move(parsed.policy);
}

Json RequestFor(const Json& object) {
  return {{"apiVersion", "admission.k8s.io/v1"},
          {"kind", "AdmissionReview"},
          {"request",
           {{"uid", "705ab4f5-6393-11e8-b7cc-42010a800002"},
            {"namespace", "shop"},
            {"operation", "CREATE"},
            {"object", object}}}};
}

Reviewed ReviewRequest(const Json& request, const Snapshot& snapshot, const Policy& policy) {
  const ReviewAnswer given = Review(request.dump(), snapshot, policy);
  const Json answer = Json::parse(given.json);
  EXPECT_EQ(answer["apiVersion"], "admission.k8s.io/v1");
  EXPECT_EQ(answer["kind"], "AdmissionReview");
  const Json& response = answer["response"];
  EXPECT_EQ(response["uid"], request["request"]["uid"]);
  Reviewed result;
  result.allowed = response["allowed"].get<bool>();
  if (response.contains("status")) {
    result.code = response["status"]["code"].get<int>();
    result.message = response["status"]["message"].get<std::string>();
  }
  EXPECT_EQ(given.status.ok(), result.code != 400);
  if (response.contains("warnings")) {
    result.warnings = response["warnings"].get<std::vector<std::string>>();
  }
  result.after = request["request"]["object"];
  if (response.contains("patch")) {
    EXPECT_EQ(response["patchType"], "JSONPatch");
    std::string patch;
    EXPECT_TRUE(absl::Base64Unescape(response["patch"].get<std::string>(), &patch));
    result.patch = Json::parse(patch);
    result.after = result.after.patch(result.patch);
  }
  return result;
}

Reviewed ReviewObject(const Json& object, const Snapshot& snapshot, const Policy& policy) {
  return ReviewRequest(RequestFor(object), snapshot, policy);
}

Json EnvironmentsOf(const Json& pod, std::string_view manifests) {
  Json objects = ObjectsOf(manifests);
  objects.push_back(pod);
  const Json request = {{"objects", std::move(objects)},
                        {"namespace", "shop"},
                        {"pod", pod["metadata"]["name"]},
                        {"podIP", "10.244.0.7"}};
  Json answer = Json::parse(AnswerRequest(request.dump(), DefaultVersion(), 0));
  for (Json& container : answer["containers"]) container.erase("diagnostics");
  return answer;
}

}  // namespace svcenv
