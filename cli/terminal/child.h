// Starts child processes with pipes. Checks every call, so that a child never gets one of this
// process's own streams by accident.
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

// A pipe that a child inherits only as one of its streams.
struct Pipe {
  Descriptor read;
  Descriptor write;

  static absl::StatusOr<Pipe> Make();
};

// The descriptors that become a child's streams. If one is not set, the child shares the
// stream of this process.
struct ChildStreams {
  std::optional<int> in;
  std::optional<int> out;
  std::optional<int> err;
};

// A running child. Call Wait exactly once.
class ChildProcess {
 public:
  // Starts the program words[0], found by PATH, with the other words as arguments. The child gets
  // the default actions for `default_signals`. Fails with kNotFound if there is no such program.
  static absl::StatusOr<ChildProcess> Start(std::vector<std::string> words,
                                            const ChildStreams& streams,
                                            absl::Span<const int> default_signals = {});

  // Sends SIGTERM.
  void Terminate() const;

  // Waits until the child ends, and returns its status as waitpid does, even if this process was
  // started with SIGCHLD ignored.
  absl::StatusOr<int> Wait() const;

 private:
  explicit ChildProcess(pid_t pid) : pid_(pid) {}

  pid_t pid_;
};

// Returns the status for the errno of a system call, with the message of ErrnoText.
absl::Status SystemError(int code);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_TERMINAL_CHILD_H_
