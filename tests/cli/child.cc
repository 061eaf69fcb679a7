#include "tests/cli/child.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace svcenv::cli {

Child::Child(const std::vector<std::string>& arguments, const std::function<void()>& prepare) {
  std::vector<char*> argv = {const_cast<char*>("svcenv")};
  for (const std::string& one : arguments) argv.push_back(const_cast<char*>(one.c_str()));
  argv.push_back(nullptr);
  int out[2], err[2];
  if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0) std::abort();
  pid_ = fork();
  if (pid_ == 0) {
    unsetenv("BUILD_WORKING_DIRECTORY");
    dup2(out[1], STDOUT_FILENO);
    dup2(err[1], STDERR_FILENO);
    if (prepare != nullptr) prepare();
    execv("cli/svcenv", argv.data());
    _exit(127);
  }
  close(out[1]);
  close(err[1]);
  out_end_ = out[0];
  err_end_ = err[0];
}

Child::~Child() {
  if (status_ < 0) Finish();
}

void Child::AwaitOutput() const {
  pollfd wanted{out_end_, POLLIN, 0};
  while (poll(&wanted, 1, -1) < 0 && errno == EINTR) {
  }
}

void Child::Finish() {
  struct End {
    int descriptor;
    std::string* text;
  };
  std::vector<End> open = {{out_end_, &out_}, {err_end_, &err_}};
  while (!open.empty()) {
    std::vector<pollfd> wanted;
    for (const End& end : open) wanted.push_back({end.descriptor, POLLIN, 0});
    if (poll(wanted.data(), wanted.size(), -1) < 0) continue;
    for (size_t i = open.size(); i-- > 0;) {
      if (wanted[i].revents == 0) continue;
      char buffer[65536];
      const ssize_t got = read(open[i].descriptor, buffer, sizeof buffer);
      if (got > 0) {
        open[i].text->append(buffer, static_cast<size_t>(got));
      } else {
        close(open[i].descriptor);
        open.erase(open.begin() + static_cast<std::ptrdiff_t>(i));
      }
    }
  }
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace svcenv::cli
