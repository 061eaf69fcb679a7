// Large files: of any size, and changed while the program runs.
#include <unistd.h>

#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/cli/child.h"

namespace svcenv::cli {
namespace {

std::string Write(std::string_view name, std::string_view text) {
  std::string path = absl::StrCat(testing::TempDir(), "/", name);
  std::ofstream(path) << text;
  return path;
}

// A text of 2 MiB or more is divided among threads; one of whole pages has no byte to spare.
TEST(LargeFileTest, HasWholePages) {
  std::string text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
  text.resize(2 << 20, '\n');
  const std::string path = Write("pages.yaml", text);
  for (const char* threads : {"1", "2", "4"}) {
    Child child({"lint", "-j", threads, "-f", path});
    child.Finish();
    EXPECT_EQ(child.status(), 0) << child.err();
  }
}

// The output is larger than a pipe holds, so that the program waits amid it.
TEST(LargeFileTest, IsCutWhileOutputIsWritten) {
  std::string text = R"({"apiVersion": "v1", "kind": "List", "items": [)";
  for (int i = 0; i < 64; ++i) {
    absl::StrAppend(&text, i == 0 ? "\n" : ",\n", R"({"apiVersion": "v1", "kind": "Pod",)",
                    R"( "metadata": {"name": "p)", i,
                    R"("}, "spec": {"containers": [{"name": "c",)",
                    R"( "env": [{"name": "A", "value": ")", std::string(50000, 'x'), "\"}]}]}}");
  }
  text += "\n]}\n";
  const std::string path = Write("cut.json", text);
  Child whole({"env", "-o", "env", "-f", path});
  whole.Finish();
  ASSERT_EQ(whole.status(), 0) << whole.err();
  Child child({"env", "-o", "env", "-f", path});
  child.AwaitOutput();
  ASSERT_EQ(truncate(path.c_str(), 0), 0);
  child.Finish();
  EXPECT_EQ(child.status(), 0) << child.err();
  EXPECT_EQ(child.err(), whole.err());
  EXPECT_TRUE(child.out() == whole.out()) << child.out().size() << " of " << whole.out().size();
}

}  // namespace
}  // namespace svcenv::cli
