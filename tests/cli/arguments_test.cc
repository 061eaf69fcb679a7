#include "cli/flags/arguments.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace svcenv::cli {
namespace {

using ::testing::ElementsAre;

// What `svcenv diff` declares: CLI11 2.4.2 rejects an argument called A beside -A.
TEST(ArgumentsTest, AnArgumentMayHaveTheNameOfAFlag) {
  std::vector<std::string> operands;
  bool all = false;
  Arguments arguments;
  arguments.Argument(&operands, "A");
  arguments.Add(&all, "-A,--all-namespaces", "");
  EXPECT_EQ(arguments.Parse({"old", "-A", "new"}), absl::OkStatus());
  EXPECT_THAT(operands, ElementsAre("old", "new"));
  EXPECT_TRUE(all);
}

// CLI11 2.6 splits a value in brackets if an option takes several values.
TEST(ArgumentsTest, EachValueIsOneFlag) {
  std::vector<std::string> files;
  Arguments arguments;
  arguments.Add(&files, "-f,--filename", "FILE", "");
  EXPECT_EQ(arguments.Parse({"-f", "[a,b]", "--filename=c,d", "-f=e"}), absl::OkStatus());
  EXPECT_THAT(files, ElementsAre("[a,b]", "c,d", "e"));
}

}  // namespace
}  // namespace svcenv::cli
