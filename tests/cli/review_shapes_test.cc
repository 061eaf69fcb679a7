// `svcenv review` of requests in which anything may be of another type, or missing.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "nlohmann/json.hpp"

extern char** environ;

namespace svcenv::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string PathOf(const char* name) { return testing::TempDir() + "/" + name; }

std::string Contents(const char* name) {
  std::ifstream file(PathOf(name));
  return {std::istreambuf_iterator<char>(file), {}};
}

void Write(const char* name, const std::string& text) { std::ofstream(PathOf(name)) << text; }

struct ReviewRun {
  int status = -1;  // as waitpid gives it
  std::string out, error;

  int code() const { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }
};

ReviewRun Review(const Json& request, bool apply) {
  Write("request.json", request.dump());
  std::vector<std::string> words = {"svcenv",           "review",   PathOf("request.json"), "-f",
                                    PathOf("svc.yaml"), "--policy", PathOf("policy.yaml")};
  if (apply) words.push_back("--apply");
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  constexpr int kFlags = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_addopen(&actions, 1, PathOf("out").c_str(), kFlags, 0600);
  posix_spawn_file_actions_addopen(&actions, 2, PathOf("error").c_str(), kFlags, 0600);
  pid_t child = 0;
  ReviewRun run;
  EXPECT_EQ(posix_spawn(&child, "cli/svcenv", &actions, nullptr, arguments.data(), environ), 0);
  posix_spawn_file_actions_destroy(&actions);
  EXPECT_EQ(waitpid(child, &run.status, 0), child);
  run.out = Contents("out");
  run.error = Contents("error");
  return run;
}

Json RequestOf(const std::string& operation) {
  return Json::parse(R"json({
    "apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
    "request": {"uid": "u", "operation": ")json" +
                     operation +
                     R"json(", "subResource": "", "namespace": "shop", "oldObject": null,
      "object": {"apiVersion": "v1", "kind": "Pod",
        "metadata": {"name": "app", "annotations": {"svcenv.io/links": "minimal"}},
        "spec": {"enableServiceLinks": true, "containers": [
          {"name": "c", "args": ["$(REDIS_PORT)"], "env": [{"name": "A", "value": "$(GONE)"}],
           "livenessProbe": {"exec": {"command": ["$(REDIS_PORT)"]}}}]}}}})json");
}

std::vector<Json::json_pointer> NodesOf(const Json& json) {
  std::vector<Json::json_pointer> nodes = {Json::json_pointer()};
  for (size_t i = 0; i < nodes.size(); ++i) {
    const Json& node = json[nodes[i]];
    if (!node.is_structured()) continue;
    for (const auto& [key, value] : node.items()) {
      nodes.push_back(node.is_array() ? nodes[i] / std::stoul(key) : nodes[i] / key);
    }
  }
  return nodes;
}

// Calls `visit` with each node replaced by a value of each type, and removed.
void ForEachShape(const Json& request, const std::function<void(const Json&)>& visit) {
  const Json values[] = {nullptr, 7, "x", true, Json::array({7}), Json::object({{"x", 7}})};
  for (const Json::json_pointer& node : NodesOf(request)) {
    for (const Json& value : values) {
      Json changed = request;
      changed[node] = value;
      visit(changed);
    }
    if (node.empty()) continue;
    Json changed = request;
    Json& parent = changed[node.parent_pointer()];
    if (parent.is_array()) {
      parent.erase(std::stoul(node.back()));
    } else {
      parent.erase(node.back());
    }
    visit(changed);
  }
}

class ReviewShapesTest : public testing::Test {
 protected:
  ReviewShapesTest() {
    Write("svc.yaml",
          "{apiVersion: v1, kind: Service, metadata: {name: redis, namespace: shop}, spec: "
          "{clusterIP: 10.96.0.7, ports: [{port: 6379}]}}\n");
    Write("policy.yaml", "links: annotated\nwarn: [reference-unresolved]\n");
  }
};

TEST_F(ReviewShapesTest, EveryRequestIsAnsweredOrRefused) {
  for (const char* operation : {"CREATE", "UPDATE", "DELETE", "CONNECT"}) {
    ForEachShape(RequestOf(operation), [](const Json& request) {
      for (const bool apply : {false, true}) {
        const ReviewRun run = Review(request, apply);
        const int code = run.code();
        const bool refused = code == 2 && run.out.empty() && !run.error.empty();
        const bool answered = (code == 0 || code == 1) && (!run.out.empty() || !run.error.empty());
        EXPECT_TRUE(refused || answered)
            << "status " << run.status << (apply ? ", --apply: " : ": ") << request << run.error;
      }
    });
  }
}

TEST_F(ReviewShapesTest, SaysWhatIsWrong) {
  Json request = RequestOf("CREATE");
  request["request"] = 7;
  const ReviewRun no_request = Review(request, false);
  EXPECT_EQ(no_request.code(), 2);
  EXPECT_NE(no_request.error.find("request"), std::string::npos) << no_request.error;
  request = RequestOf("DELETE");
  request["request"].erase("object");
  const ReviewRun no_object = Review(request, true);
  EXPECT_EQ(no_object.code(), 2);
  EXPECT_EQ(no_object.error,
            "error[bad-request]: the request has no object to write\n"
            "  = help: omit --apply, or pass a request that creates or updates an object\n");
  EXPECT_EQ(Review(request, false).code(), 0);
}

}  // namespace
}  // namespace svcenv::cli
