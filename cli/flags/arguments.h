// Declares the flags and arguments of a command, parses them, and writes their help.
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

// A value that a flag accepts.
struct Choice {
  std::string name;
  std::string help;
};

// A flag as help shows it.
struct Flag {
  std::string group;
  std::vector<std::string> names;  // "-f", "--filename"
  std::string value_name;          // empty if the flag takes no value
  std::string help;
  bool value_optional = false;  // if true, a value must follow a `=`
  std::vector<Choice> choices;  // if not empty, the only valid values

  // Returns the flag and its value as the user writes them: "-f, --filename FILE".
  std::string Usage() const;
  // Returns the whole help: `help`, then a line for each choice.
  std::string WholeHelp() const;
  // Returns one sentence: the first clause of `help`, and the names of the choices.
  std::string BriefHelp() const;
};

// One use of a flag on the command line. The value is empty if the flag takes none.
struct FlagUse {
  std::string_view name;  // as declared
  std::string value;
};

// Which help the user asks for.
enum class HelpKind { kNone, kShort, kWhole };

// Where the flags end and another command begins.
enum class CommandBegin {
  kAtFirstWord,  // at the first word that is not a flag, as in POSIX env; skips a `--` before it
  kAfterDashes,  // after `--`, which follows the flags and arguments
};

class Arguments {
 public:
  Arguments();
  ~Arguments();

  Arguments(const Arguments&) = delete;
  Arguments& operator=(const Arguments&) = delete;

  // Starts a group: help lists the flags that are added next under `title`.
  void Group(std::string_view title);

  // Adds a flag. `names` is "-f,--filename" or "--filename". If the flag is repeated, a string gets
  // the last value and a vector gets all. Parse writes to `value`, which must outlive this object.
  void Add(std::string* value, std::string_view names, std::string_view value_name,
           std::string_view help);
  void Add(std::vector<std::string>* values, std::string_view names, std::string_view value_name,
           std::string_view help);
  void Add(bool* value, std::string_view names, std::string_view help);

  // Adds a flag with an optional value, as in "--color" and "--color=always". `usual` is the value
  // if it is omitted.
  void AddWithUsual(std::string* value, std::string_view usual, std::string_view names,
                    std::string_view value_name, std::string_view help);

  // Adds -o,--output FORMAT. `help` is one clause, before the list of the formats.
  void AddFormat(std::string* value, std::string_view help, std::vector<Choice> formats);

  // Adds a flag whose position among other flags matters: Parse appends each use to `uses`.
  // Requires CommandBegin::kAtFirstWord.
  void AddInOrder(std::vector<FlagUse>* uses, std::string_view names, std::string_view value_name,
                  std::string_view help);

  // Accepts one positional argument, or any number. Call at most one of the two.
  void Argument(std::string* value, std::string_view name);
  void Argument(std::vector<std::string>* values, std::string_view name);

  // Accepts another command with its own arguments, which are not parsed, after the flags.
  void Command(std::vector<std::string>* words, CommandBegin begin);
  std::optional<CommandBegin> command_begin() const;

  // Returns kWhole if --help is among the flags, else kShort if -h is.
  HelpKind AskedHelp(const std::vector<std::string>& arguments) const;

  // Parses the words after the command's name. Returns InvalidArgument with a message of one line,
  // which offers the nearest flag if there is one.
  absl::Status Parse(const std::vector<std::string>& arguments);

  // Returns the flags in the order of their declaration.
  const std::vector<Flag>& flags() const;

  // Returns the whole help of the flags, by group.
  std::string Help() const;
  // Returns the brief help of some flags, in this order. `names` are names of declared flags.
  std::string BriefHelp(const std::vector<std::string_view>& names) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The width of help, in columns.
inline constexpr size_t kHelpWidth = 80;

// Wraps `text` to lines of at most kHelpWidth columns. Indents each line except the first by
// `indent` spaces. Keeps the line breaks of `text`.
std::string Wrap(std::string_view text, size_t indent);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_FLAGS_ARGUMENTS_H_
