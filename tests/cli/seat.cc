#include "tests/cli/seat.h"

#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <utility>

#include "gtest/gtest.h"

namespace svcenv::cli {
namespace {

constexpr int kPatienceMs = 60'000;

}  // namespace

Seat::Seat(std::vector<std::string> words, unsigned short columns) {
  winsize size{};
  size.ws_col = columns;
  size.ws_row = 24;
  child_ = forkpty(&terminal_, nullptr, nullptr, &size);
  if (child_ == 0) {
    unsetenv("BUILD_WORKING_DIRECTORY");
    setenv("PS1", "prompt> ", 1);
    unsetenv("ENV");
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    execvp(argv[0], argv.data());
    _exit(99);
  }
}
Seat::~Seat() {
  close(terminal_);
  if (child_ > 0) {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
  }
}
void Seat::Type(std::string_view text) const {
  EXPECT_EQ(write(terminal_, text.data(), text.size()), static_cast<ssize_t>(text.size()));
}

void Seat::Resize(unsigned short columns) const {
  winsize size{};
  size.ws_col = columns;
  size.ws_row = 24;
  EXPECT_EQ(ioctl(terminal_, TIOCSWINSZ, &size), 0);
}

std::string Seat::See(std::string_view text) {
  while (shown_.find(text) == std::string::npos) {
    pollfd waited{terminal_, POLLIN, 0};
    char buffer[4096];
    ssize_t got = 0;
    if (poll(&waited, 1, kPatienceMs) <= 0 ||
        (got = read(terminal_, buffer, sizeof(buffer))) <= 0) {
      ADD_FAILURE() << "'" << text << "' is not shown:\n" << shown_;
      return "";
    }
    shown_.append(buffer, static_cast<size_t>(got));
  }
  const size_t end = shown_.find(text) + text.size();
  const std::string seen = shown_.substr(0, end);
  shown_.erase(0, end);
  return seen;
}

std::string Seat::SeeRest() {
  char buffer[4096];
  for (ssize_t got; (got = read(terminal_, buffer, sizeof(buffer))) > 0;) {
    shown_.append(buffer, static_cast<size_t>(got));
  }
  return std::exchange(shown_, std::string());
}

int Seat::Wait() {
  int status = -1;
  waitpid(child_, &status, 0);
  child_ = -1;
  return status;
}

}  // namespace svcenv::cli
