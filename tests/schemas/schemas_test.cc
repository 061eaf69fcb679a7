// Validates inputs and outputs of the program against docs/schemas with python3-jsonschema. The
// data are the requests of the conformance vectors and the manifests of the golden cases.
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "tests/cli/golden_file.h"

namespace svcenv {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr char kProgram[] = "cli/svcenv";
constexpr int kNotInstalled = 77;

// Runs validate.py on the values, one per line, and returns its exit status. It writes errors to
// stdout.
int Validate(std::string_view schema, const std::vector<std::string>& values) {
  std::string directory = fs::path(testing::TempDir()) / "schemas-XXXXXX";
  if (mkdtemp(directory.data()) == nullptr) return -1;
  const std::string file = directory + "/values";
  cli::WriteFile(file, absl::StrJoin(values, "\n"));
  const int status =
      std::system(absl::StrCat("/usr/bin/python3 tests/schemas/validate.py docs/schemas/", schema,
                               ".schema.json ", file)
                      .c_str());
  fs::remove_all(directory);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#define EXPECT_VALID(schema, values)                                          \
  do {                                                                        \
    const int status = Validate(schema, values);                              \
    if (status == kNotInstalled) GTEST_SKIP() << "no python3-jsonschema";     \
    EXPECT_EQ(status, 0) << "of " << (values).size() << " values, see above"; \
  } while (false)

std::vector<std::string> Requests() {
  std::vector<std::string> requests = {
      R"({"id": 1, "snapshot": "s", "objects": [{"kind": "Pod", "metadata": {"name": "p"},
          "spec": {"containers": [{"name": "c"}]}}]})",
      R"({"useSnapshot": "s", "pod": "p"})",
      R"({"dropSnapshot": "s"})",
  };
  for (std::string& request : requests) request = Json::parse(request).dump();
  std::ifstream in("tests/conformance/1.37.jsonl");
  for (std::string line; std::getline(in, line);) {
    const Json vector = Json::parse(line);
    if (vector.at("op") == "environment") requests.push_back(vector.at("request").dump());
  }
  return requests;
}

// Runs `command` on the files of all golden cases and returns the outputs that are not empty. Runs
// it only once for the cases without files of their own.
std::vector<std::string> OutputsOnGoldenInputs(const std::string& command) {
  std::vector<std::string> outputs;
  for (const auto& entry : fs::directory_iterator("tests/cli/testdata")) {
    const cli::GoldenFile file = cli::ParseGoldenFile(cli::ReadFile(entry.path().string()));
    bool common_is_done = file.files.empty();
    for (cli::GoldenCase golden : file.cases) {
      if (golden.files.empty() && std::exchange(common_is_done, true)) continue;
      golden.command = command;
      const cli::Outcome outcome = cli::RunCase(file, golden, kProgram);
      if (outcome.status == 2) continue;
      EXPECT_LE(outcome.status, 1) << entry.path() << ": " << golden.name;
      outputs.push_back(Json::parse(outcome.out).dump());
    }
  }
  return outputs;
}

// Returns the JSON that the golden cases of a command write.
std::vector<std::string> GoldenOutputs(std::string_view command) {
  std::vector<std::string> outputs;
  for (const auto& entry : fs::directory_iterator("tests/cli/testdata")) {
    for (const cli::GoldenCase& golden :
         cli::ParseGoldenFile(cli::ReadFile(entry.path().string())).cases) {
      if (!absl::StrContains(golden.command, command)) continue;
      const Json json = Json::parse(golden.expected.out, nullptr, /*allow_exceptions=*/false);
      if (json.is_structured()) outputs.push_back(json.dump());
    }
  }
  return outputs;
}

TEST(SchemasTest, WrongValuesAreRefused) {
  const std::string subject = R"("kind": "Pod", "namespace": "n", "name": "p", "container": "c")";
  for (const auto& [schema, value] : std::vector<std::pair<std::string, std::string>>{
           {"lint", R"([{"code": "no-such-thing"}])"},
           {"env", absl::StrCat("[{", subject, "}]")},
           {"explain", absl::StrCat("[{", subject, "}]")},
           {"explain", absl::StrCat("[{", subject, R"(, "error": {"message": "m"}}])")},
           {"size", absl::StrCat("[{", subject, R"(, "fits": true}])")},
           {"graph", R"({"nodes": [{"id": "a", "class": "service", "kind": "Service",
                         "name": "a"}], "edges": []})"},
           {"diff", R"([])"},
           {"diff", R"({"a": "x", "b": "y", "containers": [{"changes": [{"name": "A",
                        "change": "other"}], "notKnown": []}]})"}}) {
    const int status = Validate(schema, {Json::parse(value).dump()});
    if (status == kNotInstalled) GTEST_SKIP() << "no python3-jsonschema";
    EXPECT_EQ(status, 1) << schema << ": " << value;
  }
}

TEST(SchemasTest, BatchRequests) {
  const std::vector<std::string> requests = Requests();
  ASSERT_GT(requests.size(), 1000u);
  EXPECT_VALID("batch-request", requests);
}

TEST(SchemasTest, BatchAnswers) {
  cli::GoldenCase batch;
  batch.command = "svcenv batch";
  batch.input = absl::StrCat(absl::StrJoin(Requests(), "\n"), "\nno request\n");
  const cli::Outcome outcome = cli::RunCase({}, batch, kProgram);
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const std::vector<std::string> answers = {outcome.out};
  ASSERT_GT(outcome.out.size(), 100000u);
  EXPECT_VALID("batch-answer", answers);
}

TEST(SchemasTest, EnvAsJson) {
  const std::vector<std::string> outputs =
      OutputsOnGoldenInputs("svcenv env -o json --mask-secrets -f .");
  ASSERT_GT(outputs.size(), 20u);
  EXPECT_VALID("env", outputs);
}

TEST(SchemasTest, LintAsJson) {
  const std::vector<std::string> outputs = OutputsOnGoldenInputs("svcenv lint -o json -f .");
  ASSERT_GT(outputs.size(), 20u);
  EXPECT_VALID("lint", outputs);
}

TEST(SchemasTest, ExplainAsJson) {
  std::vector<std::string> outputs = GoldenOutputs("svcenv explain");
  ASSERT_GE(outputs.size(), 3u);
  for (const char* name : {"A", "REDIS_SERVICE_HOST"}) {
    const std::vector<std::string> of_name =
        OutputsOnGoldenInputs(absl::StrCat("svcenv explain ", name, " -o json -f ."));
    ASSERT_GT(of_name.size(), 20u);
    outputs.insert(outputs.end(), of_name.begin(), of_name.end());
  }
  EXPECT_VALID("explain", outputs);
}

TEST(SchemasTest, SizeAsJson) {
  const std::vector<std::string> outputs =
      OutputsOnGoldenInputs("svcenv size -o json -f . --complete");
  ASSERT_GT(outputs.size(), 20u);
  EXPECT_VALID("size", outputs);
}

TEST(SchemasTest, GraphAsJson) {
  std::vector<std::string> outputs = GoldenOutputs("svcenv graph");
  ASSERT_GE(outputs.size(), 2u);
  for (const char* by : {"auto", "namespace"}) {
    const std::vector<std::string> of_by =
        OutputsOnGoldenInputs(absl::StrCat("svcenv graph -o json -f . --by ", by));
    ASSERT_GT(of_by.size(), 20u);
    outputs.insert(outputs.end(), of_by.begin(), of_by.end());
  }
  EXPECT_VALID("graph", outputs);
}

TEST(SchemasTest, DiffAsJson) {
  std::vector<std::string> outputs = GoldenOutputs("svcenv diff");
  ASSERT_GE(outputs.size(), 2u);
  const std::vector<std::string> of_versions =
      OutputsOnGoldenInputs("svcenv diff . -o json --kube-version-b 1.29 --complete");
  ASSERT_GT(of_versions.size(), 20u);
  outputs.insert(outputs.end(), of_versions.begin(), of_versions.end());
  EXPECT_VALID("diff", outputs);
}

TEST(SchemasTest, VersionAsJson) {
  const std::vector<std::string> outputs = GoldenOutputs("svcenv version -o json");
  ASSERT_GE(outputs.size(), 1u);
  EXPECT_VALID("version", outputs);
}

}  // namespace
}  // namespace svcenv
