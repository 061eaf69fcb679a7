// Runs the program on the cases of testdata/*.txt. To write down what it does now, and look at the
// diff:
//
//   UPDATE_GOLDENS=1 ./bazelw run //tests/cli:golden_test
//
// SVCENV_PROGRAM=PATH runs another program, such as one for another machine (tests/cross/run).
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "tests/cli/golden_file.h"

namespace svcenv::cli {
namespace {

constexpr char kDirectory[] = "tests/cli/testdata";
constexpr int kWrongInputs = 40;  // there are at least so many

std::string Program() {
  const char* const other = std::getenv("SVCENV_PROGRAM");
  return other == nullptr ? "cli/svcenv" : other;
}

// By path.
std::map<std::string, GoldenFile>& Files() {
  static auto& files = *new std::map<std::string, GoldenFile>([] {
    std::map<std::string, GoldenFile> result;
    for (const auto& entry : std::filesystem::directory_iterator(kDirectory)) {
      if (entry.path().extension() != ".txt") continue;
      result[entry.path().string()] = ParseGoldenFile(ReadFile(entry.path().string()));
    }
    return result;
  }());
  return files;
}

struct Place {
  std::string path;
  size_t index;
};

void PrintTo(const Place& place, std::ostream* out) { *out << place.path; }

std::vector<Place> Places() {
  std::vector<Place> places;
  for (const auto& [path, file] : Files()) {
    for (size_t i = 0; i < file.cases.size(); ++i) places.push_back({path, i});
  }
  return places;
}

std::string NameOf(const testing::TestParamInfo<Place>& info) {
  std::string name = std::filesystem::path(info.param.path).stem().string() + "_" +
                     Files()[info.param.path].cases[info.param.index].name;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return !absl::ascii_isalnum(c); }, '_');
  return name;
}

class GoldenTest : public testing::TestWithParam<Place> {};

TEST_P(GoldenTest, IsAsWrittenDown) {
  GoldenFile& file = Files()[GetParam().path];
  GoldenCase& golden = file.cases[GetParam().index];
  const Outcome outcome = RunCase(file, golden, Program());
  EXPECT_EQ(outcome.wrong_calls, "") << golden.name;
  if (std::getenv("UPDATE_GOLDENS") != nullptr) {
    golden.expected = outcome;
    return;
  }
  EXPECT_EQ(outcome.out, golden.expected.out) << golden.name;
  EXPECT_EQ(outcome.err, golden.expected.err) << golden.name;
  EXPECT_EQ(outcome.status, golden.expected.status) << golden.name;
}

INSTANTIATE_TEST_SUITE_P(, GoldenTest, testing::ValuesIn(Places()), NameOf);

TEST(GoldenFilesTest, WrongInputWritesNothingAndSaysWhatToDo) {
  int wrong = 0;
  for (const auto& [path, file] : Files()) {
    for (const GoldenCase& golden : file.cases) {
      if (golden.expected.status != 2) continue;
      ++wrong;
      if (!absl::StrContains(golden.name, "as a result")) {  // of lint, for machines
        EXPECT_EQ(golden.expected.out, "") << golden.name;
      }
      const bool helps = golden.expected.err.find("help: ") != std::string::npos ||
                         golden.expected.err.find("Usage:") != std::string::npos ||
                         golden.expected.err.find("standard output") != std::string::npos;
      EXPECT_TRUE(helps) << golden.name << ":\n" << golden.expected.err;
    }
  }
  EXPECT_GE(wrong, kWrongInputs);
}

class Rewriter : public testing::Environment {
 public:
  void TearDown() override {
    const char* workspace = std::getenv("BUILD_WORKSPACE_DIRECTORY");
    if (std::getenv("UPDATE_GOLDENS") == nullptr) return;
    for (const auto& [path, file] : Files()) {
      WriteFile((workspace != nullptr ? std::string(workspace) + "/" : std::string()) + path,
                ToText(file));
    }
  }
};

const testing::Environment* const rewriter = testing::AddGlobalTestEnvironment(new Rewriter);

}  // namespace
}  // namespace svcenv::cli
