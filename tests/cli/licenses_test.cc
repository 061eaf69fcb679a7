#include "cli/licenses/texts.h"
#include "gtest/gtest.h"
#include "tests/cli/golden_file.h"

namespace svcenv::cli {
namespace {

TEST(Licenses, AreTheFilesOfTheTree) {
  EXPECT_EQ(kNotice, ReadFile("NOTICE"));
  EXPECT_EQ(kLicense, ReadFile("LICENSE"));
  EXPECT_FALSE(kNotice.empty());
  EXPECT_FALSE(kLicense.empty());
}

}  // namespace
}  // namespace svcenv::cli
