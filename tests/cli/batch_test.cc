// svcenv batch as a process that reads lines and answers them.
#include "svcenv/batch/batch.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/ended.h"

namespace svcenv::cli {
namespace {

constexpr off_t kMiB = 1 << 20;

// Standard input of the program, kept to see how much was read of it.
class Input {
 public:
  ~Input() { close(file_); }

  void Add(std::string_view text) {
    ASSERT_EQ(write(file_, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  // NUL bytes that take no memory.
  void AddHole(off_t bytes) { ASSERT_GE(lseek(file_, bytes, SEEK_CUR), bytes); }

  off_t size() const { return lseek(file_, 0, SEEK_END); }
  off_t offset() const { return lseek(file_, 0, SEEK_CUR); }
  void Use() const {
    lseek(file_, 0, SEEK_SET);
    dup2(file_, STDIN_FILENO);
  }

 private:
  const int file_ = memfd_create("input", MFD_CLOEXEC);
};

TEST(BatchTest, RefusesALongLineAndGoesOn) {
  constexpr off_t kLong = 400 * kMiB;
  Input input;
  input.Add("{\"id\": 1}\n{\"id\": 2, \"x\": \"");
  input.AddHole(kLong);
  input.Add("\"}\n{\"id\": 3}\n");
  const Ended ended = RunSvcenv({"batch"}, "/", [&] { input.Use(); });
  constexpr char kNoPod[] =
      "\"error\":{\"code\":\"pod-not-found\",\"message\":\"no Pod in objects\","
      "\"field\":\"pod\"}}\n";
  EXPECT_EQ(ended.out,
            absl::StrCat("{\"id\":1,", kNoPod,
                         "{\"id\":null,\"error\":{\"code\":\"bad-request\",\"message\":\"line 2: "
                         "the request is longer than 64 MiB\",\"field\":\"\"}}\n",
                         "{\"id\":3,", kNoPod));
  EXPECT_EQ(ended.err, "");
  EXPECT_EQ(ended.exit_status, 0);
  EXPECT_LT(ended.most_memory_kib * 1024, kLong);
}

TEST(BatchTest, AnswersALineOfTheLongestSize) {
  const std::string_view begin = "{\"id\": 1, \"x\": \"", end = "\"}";
  for (const bool fits : {true, false}) {
    Input input;
    const size_t size = (kMaxRequestMiB << 20) - begin.size() - end.size() + (fits ? 0 : 1);
    input.Add(absl::StrCat(begin, std::string(size, 'x'), end, "\n"));
    const Ended ended = RunSvcenv({"batch"}, "/", [&] { input.Use(); });
    EXPECT_EQ(ended.out.substr(0, 9), fits ? "{\"id\":1,\"" : "{\"id\":nul");
  }
}

TEST(BatchTest, StopsWhenItCannotWrite) {
  Input input;
  std::string requests;
  for (int i = 0; i < 100000; ++i) absl::StrAppend(&requests, "{\"id\": ", i, "}\n");
  input.Add(requests);
  const Ended ended = RunSvcenv({"batch"}, "/", [&] {
    input.Use();
    Replace(STDOUT_FILENO, "/dev/full", O_WRONLY);
  });
  EXPECT_EQ(ended.exit_status, 2);
  EXPECT_EQ(ended.err, "error: cannot write to standard output: no space left on device\n");
  const off_t read = input.offset();
  EXPECT_LT(read, input.size() / 2);
}

}  // namespace
}  // namespace svcenv::cli
