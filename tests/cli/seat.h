// A program on a terminal of its own, and who sits at it.
#ifndef SVCENV_TESTS_CLI_SEAT_H_
#define SVCENV_TESTS_CLI_SEAT_H_

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

namespace svcenv::cli {

inline constexpr char kCtrlC[] = "\x03", kCtrlD[] = "\x04", kCtrlZ[] = "\x1a",
                      kCtrlBackslash[] = "\x1c";

// The terminal has 24 lines at first; the prompt of a shell is "prompt> ".
class Seat {
 public:
  explicit Seat(std::vector<std::string> words, unsigned short columns = 80);
  ~Seat();
  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;

  pid_t child() const { return child_; }

  void Type(std::string_view text) const;
  void Resize(unsigned short columns) const;

  // Waits for `text` to be shown. Returns the output up to and including it, and discards earlier
  // output. Fails the test if it is not shown within a minute.
  std::string See(std::string_view text);

  // Returns what the program shows until it ends, from where See stopped.
  std::string SeeRest();

  // What waitpid tells of the program.
  int Wait();

 private:
  int terminal_ = -1;
  pid_t child_ = -1;
  std::string shown_;
};

}  // namespace svcenv::cli

#endif  // SVCENV_TESTS_CLI_SEAT_H_
