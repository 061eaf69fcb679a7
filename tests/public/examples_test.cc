// Runs the programs of examples/cpp.
#include <sys/wait.h>

#include <cstdio>
#include <string>

#include "gtest/gtest.h"
#include "tests/cli/golden_file.h"

namespace svcenv {
namespace {

struct Ended {
  std::string out;
  int status = 0;
};

Ended RunExample(const std::string& command) {
  Ended ended;
  FILE* pipe = popen(("cd examples/cpp && ./" + command).c_str(), "r");
  char buffer[4096];
  for (size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) ended.out.append(buffer, n);
  ended.status = WEXITSTATUS(pclose(pipe));
  return ended;
}

TEST(ExamplesTest, Environment) {
  const Ended ended = RunExample("environment shop.yaml 2>&1");
  EXPECT_EQ(ended.status, 0);
  EXPECT_EQ(ended.out, cli::ReadFile("examples/cpp/environment.out"));
}

TEST(ExamplesTest, Lint) {
  const Ended ended = RunExample("lint shop.yaml");
  EXPECT_EQ(ended.status, 1);
  EXPECT_EQ(ended.out, cli::ReadFile("examples/cpp/lint.out"));
}

TEST(ExamplesTest, Review) {
  const Ended ended = RunExample("review policy.yaml shop.yaml review.json");
  EXPECT_EQ(ended.status, 0);
  EXPECT_EQ(ended.out, cli::ReadFile("examples/cpp/review.out"));
}

}  // namespace
}  // namespace svcenv
