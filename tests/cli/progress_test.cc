// Tests the progress messages of slow reads: a pipe that stays open, and a slow kubectl. Nothing
// here takes a fixed time: the slow side continues once the test has seen the expected message.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/golden_file.h"
#include "tests/cli/seat.h"

namespace svcenv::cli {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr unsigned short kColumns = 40;

std::vector<std::string> Shell(const std::string& command) {
  return {"env", "-u", "BUILD_WORKING_DIRECTORY", "sh", "-c", command};
}

// A pipe in the file system.
class NamedPipe {
 public:
  explicit NamedPipe(const std::string& name) : path_(testing::TempDir() + "/" + name) {
    std::filesystem::remove(path_);
    EXPECT_EQ(mkfifo(path_.c_str(), 0600), 0);
  }
  ~NamedPipe() { std::filesystem::remove(path_); }

  const std::string& path() const { return path_; }

  // Returns when the program reads the pipe, and holds it open.
  void Open() {
    writer_ = open(path_.c_str(), O_WRONLY | O_CLOEXEC);
    EXPECT_GE(writer_, 0);
  }
  void Fill() {
    const std::string text = ReadFile("examples/spark.yaml");
    EXPECT_EQ(write(writer_, text.data(), text.size()), static_cast<ssize_t>(text.size()));
    close(writer_);
  }

 private:
  const std::string path_;
  int writer_ = -1;
};

TEST(ProgressTest, ALineThatIsErasedWhenFilesTakeLong) {
  NamedPipe pipe("a-rather-long-name-of-a-pipe.yaml");
  Seat seat(Shell(absl::StrCat("cli/svcenv env -o json >/dev/null -f ", pipe.path())), kColumns);
  pipe.Open();
  std::string shown = seat.See("\rreading ");
  shown += seat.See("…");  // cut to the width
  pipe.Fill();
  shown += seat.SeeRest();
  EXPECT_THAT(shown, Not(HasSubstr("\n"))) << shown;
  EXPECT_THAT(shown, EndsWith(absl::StrCat("\r", std::string(kColumns - 1, ' '), "\r"))) << shown;
}

// Opened once: what a writer that does not wait has written is there.
TEST(ProgressTest, APipeIsReadWhole) {
  const NamedPipe pipe("quick.yaml");
  for (int i = 0; i < 20; ++i) {
    Seat seat(Shell(absl::StrCat("cat examples/spark.yaml >", pipe.path(),
                                 " & cli/svcenv env -o env -f ", pipe.path())));
    seat.See("SPARK_MASTER_SERVICE_HOST=10.132.232.14");
  }
}

TEST(ProgressTest, NothingElsewhere) {
  const std::string text = testing::TempDir() + "/stderr";
  NamedPipe pipe("slow.yaml"), other("other.yaml");
  Seat seat(Shell(absl::StrCat("cli/svcenv env -o json >/dev/null 2>", text, " -f ", pipe.path())),
            kColumns);
  pipe.Open();
  // By the time that another one shows the line, this one would have.
  Seat shows(Shell(absl::StrCat("cli/svcenv env -o json >/dev/null -f ", other.path())), kColumns);
  other.Open();
  shows.See("\rreading ");
  pipe.Fill();
  EXPECT_EQ(seat.SeeRest(), "");
  EXPECT_EQ(ReadFile(text), "");
}

TEST(ProgressTest, ASlowClusterAndWhatKubectlAsks) {
  const std::string directory = testing::TempDir() + "/slow-cluster";
  std::filesystem::remove_all(directory);
  std::filesystem::create_directory(directory);
  const std::string kubectl = directory + "/kubectl";
  WriteFile(kubectl,
            absl::StrCat("#!/bin/sh\ncd ", directory,
                         "\nuntil [ -e ask ]; do sleep 0.05; done; printf 'open a page' >&2"
                         "\nuntil [ -e answer ]; do sleep 0.05; done"
                         "\necho '{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": []}'\n"));
  std::filesystem::permissions(kubectl, std::filesystem::perms::owner_all);
  Seat seat(Shell(absl::StrCat("NO_COLOR=1 KUBECTL=", kubectl, " cli/svcenv services -n shop")),
            kColumns);
  seat.See("\rkubectl get services -n shop … ");
  WriteFile(directory + "/ask", "");
  seat.See("\rkubectl: open a page\r\n");
  WriteFile(directory + "/answer", "");
  seat.See("error[no-services]: no services found");
}

}  // namespace
}  // namespace svcenv::cli
