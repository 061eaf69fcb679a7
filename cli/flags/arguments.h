// The flags and arguments of a command: declared once, then parsed and shown by --help.
//
//   Arguments arguments;
//   arguments.Group("Objects");
//   arguments.Add(&files, "-f,--filename", "FILE", "read the objects of FILE");
//   const absl::Status status = arguments.Parse({"-f", "pod.yaml"});
#ifndef SVCENV_CLI_FLAGS_ARGUMENTS_H_
#define SVCENV_CLI_FLAGS_ARGUMENTS_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

namespace svcenv::cli {

// A flag as help shows it.
struct Flag {
  std::string group;
  std::vector<std::string> names;  // "-f", "--filename"
  std::string value_name;          // empty: it takes no value
  std::string help;
  bool value_optional = false;  // a value stands behind a `=` only
};

// A flag as it was given; the value is empty for one that takes none.
struct GivenFlag {
  std::string_view name;  // as declared
  std::string value;
};

// Where a command begins that stands behind the flags of this one.
enum class CommandBegin {
  kAtFirstWord,  // that is no flag, as POSIX has it for env and nohup; a `--` before it is skipped
  kAfterDashes,  // `--`; what stands before it are flags and arguments
};

class Arguments {
 public:
  Arguments();
  ~Arguments();

  Arguments(const Arguments&) = delete;
  Arguments& operator=(const Arguments&) = delete;

  // What is added next stands under this title in the help.
  void Group(std::string_view title);

  // `names` is "-f,--filename" or "--filename". A flag with one value: the last one counts. One
  // with several: each time that it is given adds one.
  void Add(std::string* value, std::string_view names, std::string_view value_name,
           std::string_view help);
  void Add(std::vector<std::string>* values, std::string_view names, std::string_view value_name,
           std::string_view help);
  void Add(bool* value, std::string_view names, std::string_view help);

  // A flag whose value may be left out, and is `usual` then: "--color", "--color=always".
  void AddWithUsual(std::string* value, std::string_view usual, std::string_view names,
                    std::string_view value_name, std::string_view help);

  // Flags whose order among each other counts. Each time that one is given adds to `given`; with
  // CommandBegin::kAtFirstWord only.
  void AddInOrder(std::vector<GivenFlag>* given, std::string_view names,
                  std::string_view value_name, std::string_view help);

  // Arguments that are no flags; at most one of the two.
  void Argument(std::string* value, std::string_view name);
  void Argument(std::vector<std::string>* values, std::string_view name);

  // Another command and its arguments, as they are, behind the flags.
  void Command(std::vector<std::string>* words, CommandBegin begin);
  std::optional<CommandBegin> command_begin() const;

  // Whether -h or --help is among the flags.
  bool AsksForHelp(const std::vector<std::string>& arguments) const;

  // Reads what stands behind the command's name. An InvalidArgument says what is wrong in one line,
  // with the nearest flag where there is one.
  absl::Status Parse(const std::vector<std::string>& arguments);

  // The flags, in the order of their declaration.
  const std::vector<Flag>& flags() const;

  // The flags as help shows them, by group.
  std::string Help() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The columns of help texts.
inline constexpr size_t kHelpWidth = 80;

// The words of `text` in lines of at most kHelpWidth columns, each but the first after `indent`
// blanks; its own line ends stay.
std::string Wrap(std::string_view text, size_t indent);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_FLAGS_ARGUMENTS_H_
