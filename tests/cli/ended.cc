#include "tests/cli/ended.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "gtest/gtest.h"

namespace svcenv::cli {
namespace {

constexpr unsigned kPatienceSeconds = 240;

std::string ReadAll(int file) {
  std::string text;
  char buffer[65536];
  off_t at = 0;
  for (ssize_t got; (got = pread(file, buffer, sizeof buffer, at)) > 0; at += got) {
    text.append(buffer, static_cast<size_t>(got));
  }
  close(file);
  return text;
}

}  // namespace

void Replace(int descriptor, const std::string& path, int flags) {
  const int file = open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0 || dup2(file, descriptor) != descriptor) _exit(99);
}

void Break(int descriptor) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0 || dup2(ends[1], descriptor) != descriptor) _exit(99);
  close(ends[0]);
}

Ended RunSvcenv(const std::vector<std::string>& arguments, const std::string& directory,
                const std::function<void()>& before) {
  const std::string program = std::filesystem::absolute("cli/svcenv").string();
  std::vector<std::string> words = {"svcenv"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const int out = memfd_create("out", MFD_CLOEXEC);
  const int err = memfd_create("err", MFD_CLOEXEC);
  const pid_t child = fork();
  if (child == 0) {
    alarm(kPatienceSeconds);
    unsetenv("BUILD_WORKING_DIRECTORY");
    if (chdir(directory.c_str()) != 0) _exit(99);
    Replace(STDIN_FILENO, "/dev/null", O_RDONLY);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    before();
    execv(program.c_str(), argv.data());
    _exit(98);
  }
  Ended ended;
  int status = 0;
  rusage usage{};
  EXPECT_EQ(wait4(child, &status, 0, &usage), child);
  if (WIFEXITED(status)) ended.exit_status = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) ended.signal = WTERMSIG(status);
  ended.out = ReadAll(out);
  ended.err = ReadAll(err);
  ended.most_memory_kib = usage.ru_maxrss;
  return ended;
}

}  // namespace svcenv::cli
