// What completion offers for a value or an argument.
#ifndef SVCENV_CLI_COMPLETION_OFFERS_H_
#define SVCENV_CLI_COMPLETION_OFFERS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "cli/commands/command.h"
#include "cli/flags/arguments.h"
#include "cli/sources/kubectl.h"

namespace svcenv::cli {

// The offered words, in order.
class Offers {
 public:
  // Offers only words that start with `begun`, each prefixed with `before`.
  Offers(std::string_view begun, std::string_view before) : begun_(begun), before_(before) {}

  void Add(std::string_view word, std::string_view meaning = "");
  void AddFiles() { files_ = true; }
  std::string_view begun() const { return begun_; }

  // Returns the offers in the format of Complete.
  std::string Take() const;

 private:
  std::string_view begun_, before_;
  std::string text_;
  bool files_ = false;
};

// The words before the one to complete, parsed.
struct Typed {
  absl::Span<const CommandRow> commands;
  std::vector<std::string> arguments;  // the positional ones
  std::vector<std::string> files;      // of -f
  bool recursive = false;
  std::string namespace_;
  bool all_namespaces = false;
  KubectlFlags kubectl;
  bool is_rendered = false;     // by kustomize or helm, which completion does not run
  const Flag* open = nullptr;   // the flag in the last word, if its value comes next
  bool only_arguments = false;  // after --
};

// Offers the valid words for an argument that help calls `name`, like "TARGET", or that help lists,
// like "auto|always|never". Offers nothing for other names.
void OfferKind(std::string_view name, const Typed& typed, Offers* offers);

// Offers the valid values of a flag.
void OfferValues(const Flag& flag, const Typed& typed, Offers* offers);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_COMPLETION_OFFERS_H_
