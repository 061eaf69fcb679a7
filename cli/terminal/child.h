// Child processes, and pipes to them. Every call that can fail is checked: a child never gets one
// of this process's own streams by accident.
#ifndef SVCENV_CLI_TERMINAL_CHILD_H_
#define SVCENV_CLI_TERMINAL_CHILD_H_

#include <sys/types.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace svcenv::cli {

// Owns a descriptor, and closes it.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() { Close(); }

  int number() const { return number_; }
  void Close();

 private:
  int number_;
};

// A pipe that a child gets only as one of its streams.
struct Pipe {
  Descriptor read;
  Descriptor write;

  static absl::StatusOr<Pipe> Make();
};

// The descriptors that become a child's streams; without one, the child shares this process's.
struct ChildStreams {
  std::optional<int> in;
  std::optional<int> out;
  std::optional<int> err;
};

// A process that was started here, to be waited for once.
class ChildProcess {
 public:
  // Starts the program words[0], which is searched for in PATH, with the other words as arguments.
  // The child has the default actions for `default_signals`. Fails with kNotFound if there is no
  // such program.
  static absl::StatusOr<ChildProcess> Start(std::vector<std::string> words,
                                            const ChildStreams& streams,
                                            absl::Span<const int> default_signals = {});

  // Asks it to end.
  void Terminate() const;

  // Waits until it ends, and returns its status as waitpid does. The action for SIGCHLD that this
  // process was started with does not matter.
  absl::StatusOr<int> Wait() const;

 private:
  explicit ChildProcess(pid_t pid) : pid_(pid) {}

  pid_t pid_;
};

// Returns the status for a failed system call, in the words of strerror.
absl::Status SystemError(int code);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_TERMINAL_CHILD_H_
