// A run of the program with pipes for its output, under limits of its own.
#ifndef SVCENV_TESTS_CLI_CHILD_H_
#define SVCENV_TESTS_CLI_CHILD_H_

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace svcenv::cli {

// Whether address space and stacks may be limited: a sanitizer takes terabytes of the former.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr bool kMayLimitMemory = false;
#else
inline constexpr bool kMayLimitMemory = true;
#endif
#else
inline constexpr bool kMayLimitMemory = true;
#endif

class Child {
 public:
  // Starts svcenv with these arguments; `prepare` runs in the new process before it.
  explicit Child(const std::vector<std::string>& arguments,
                 const std::function<void()>& prepare = nullptr);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();

  // Returns once something is in the pipe of stdout, or that is closed.
  void AwaitOutput() const;

  // Reads both pipes to their ends, and waits for the process.
  void Finish();

  // After Finish: the output, and the exit status, or 128 plus the number of the signal.
  const std::string& out() const { return out_; }
  const std::string& err() const { return err_; }
  int status() const { return status_; }

 private:
  pid_t pid_ = -1;
  int out_end_ = -1;
  int err_end_ = -1;
  std::string out_;
  std::string err_;
  int status_ = -1;
};

}  // namespace svcenv::cli

#endif  // SVCENV_TESTS_CLI_CHILD_H_
