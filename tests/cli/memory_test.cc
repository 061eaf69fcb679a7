// Too little memory, and inputs that never end or are nested without end: a message and a status.
#include <sys/resource.h>

#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/cli/child.h"

namespace svcenv::cli {
namespace {

class MemoryTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!kMayLimitMemory) GTEST_SKIP() << "a sanitizer needs more";
  }

  static void Limit(__rlimit_resource_t resource, size_t bytes) {
    const rlimit limit{bytes, bytes};
    setrlimit(resource, &limit);
  }

  static std::string Write(std::string_view name, std::string_view text) {
    std::string path = absl::StrCat(testing::TempDir(), "/", name);
    std::ofstream(path) << text;
    return path;
  }
};

TEST_F(MemoryTest, EndlessInput) {
  Child child({"env", "-f", "/dev/zero"}, [] { Limit(RLIMIT_AS, size_t{60000} << 10); });
  child.Finish();
  EXPECT_EQ(child.status(), 2);
  EXPECT_EQ(child.out(), "");
  EXPECT_TRUE(
      absl::StartsWith(child.err(), "error[out-of-memory]: cannot read /dev/zero: out of memory\n"))
      << child.err();
}

TEST_F(MemoryTest, EndlessInputWithMemoryForIt) {
  Child child({"env", "-f", "/dev/zero"});
  child.Finish();
  EXPECT_EQ(child.status(), 2);
  EXPECT_EQ(child.out(), "");
  EXPECT_TRUE(
      absl::StartsWith(child.err(), "error[too-large]: cannot read /dev/zero: larger than 1 GiB\n"))
      << child.err();
}

// From a limit with which little more than the start succeeds up to one with which all does: the
// program ends as it should, or reports why not.
TEST_F(MemoryTest, AnyLimit) {
  std::string json = "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [";
  std::string yaml;
  for (int i = 0; i < 2000; ++i) {
    absl::StrAppend(&json, i == 0 ? "\n" : ",\n",
                    "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"p", i,
                    "\"}, \"spec\": {\"containers\": [{\"name\": \"c\", \"args\": [\"$(B)\"]}]}}");
    absl::StrAppend(&yaml, "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p", i,
                    "}\nspec:\n  containers:\n  - name: c\n    args: [$(B)]\n");
  }
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"lint", "-j", "3", "-f", Write("many.json", json + "\n]}\n")},
        std::vector<std::string>{"env", "-j", "3", "-o", "yaml", "-f", Write("many.yaml", yaml)}}) {
    Child whole(arguments);
    whole.Finish();
    ASSERT_LT(whole.status(), 2) << whole.err();
    bool succeeded = false;
    for (size_t mebibytes = 20; !succeeded; mebibytes += 10) {
      ASSERT_LT(mebibytes, 1024u);
      Child child(arguments, [&] { Limit(RLIMIT_AS, mebibytes << 20); });
      child.Finish();
      if (child.status() == 127) continue;  // the program could not be loaded
      succeeded = child.status() == whole.status();
      if (succeeded) {
        EXPECT_TRUE(child.out() == whole.out()) << mebibytes;
      } else {
        ASSERT_EQ(child.status(), 2) << mebibytes << " " << child.err();
        EXPECT_TRUE(absl::StrContains(child.err(), "out of memory")) << child.err();
      }
    }
  }
}

// 1 MiB of stack is enough for any depth that readers accept, and they report greater depths.
TEST_F(MemoryTest, DepthOnASmallStack) {
  const auto repeat = [](std::string_view text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
  };
  constexpr int kDepth = 9990;
  const std::string pod =
      R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":)"
      R"([{"name":"c","env":[{"name":"A","value":"1"}]}]},"x":)";
  const std::string yaml =
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c}]}\nx:";
  const std::vector<std::string> files = {
      Write("lists.json", absl::StrCat(pod, repeat("[", kDepth), repeat("]", kDepth), "}")),
      Write("maps.json",
            absl::StrCat(pod, repeat("{\"a\":", kDepth), "1", repeat("}", kDepth), "}")),
      Write("explained.json", absl::StrCat(pod, repeat("[", kDepth), repeat("]", kDepth), "1}")),
      Write("flow.yaml", absl::StrCat(yaml, " ", repeat("[", kDepth), repeat("]", kDepth), "\n")),
      Write("block.yaml", absl::StrCat(yaml, "\n", repeat("- ", kDepth), "a\n")),
      Write("merge.yaml",
            absl::StrCat(yaml, " ", repeat("{<<: ", 3000), "{}", repeat("}", 3000), "\n"))};
  for (const std::string& file : files) {
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"env"}, {"lint"}, {"resolve"}}) {
      std::vector<std::string> arguments = command;
      arguments.insert(arguments.end(), {"-f", file});
      Child child(arguments, [] { Limit(RLIMIT_STACK, size_t{1} << 20); });
      child.Finish();
      EXPECT_LE(child.status(), 2)
          << command[0] << " " << file << ": " << child.err().substr(0, 500);
    }
  }
}

}  // namespace
}  // namespace svcenv::cli
