// svcenv as a plugin, started by kubectl itself.
#include <stdlib.h>

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/golden_file.h"

namespace svcenv::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

TEST(PluginTest, KubectlFindsItAndItKnowsItsName) {
  if (std::system("command -v kubectl >/dev/null") != 0) {
    GTEST_SKIP() << "there is no kubectl here (Debian: kubernetes-client)";
  }
  const fs::path bin = fs::path(testing::TempDir()) / "plugins";
  fs::create_directories(bin);
  fs::remove(bin / "kubectl-svcenv");
  fs::create_symlink(fs::absolute("cli/svcenv"), bin / "kubectl-svcenv");
  const auto run = [&](const std::string& arguments) {
    const std::string command =
        absl::StrCat("env -u BUILD_WORKING_DIRECTORY PATH=", bin.string(), ":$PATH kubectl svcenv ",
                     arguments, " >", bin.string(), "/text 2>&1");
    (void)std::system(command.c_str());
    return ReadFile(bin / "text");
  };
  EXPECT_THAT(run("env -f examples/spark.yaml -o env"),
              HasSubstr("SPARK_MASTER_SERVICE_HOST=10.132.232.14\n"));
  EXPECT_THAT(run("env --bogus"), HasSubstr("\n  = help: try 'kubectl svcenv env --help'\n"));
  EXPECT_THAT(run("help services"), HasSubstr("\n  kubectl svcenv services -f services.yaml\n"));
  EXPECT_THAT(run("env svc/redis -f examples/spark.yaml"),
              HasSubstr("help: run kubectl svcenv services redis to show "));
}

}  // namespace
}  // namespace svcenv::cli
