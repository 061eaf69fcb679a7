// Ways to carry out a remedy by editing the manifest.
#ifndef SVCENV_BASE_REPAIR_H_
#define SVCENV_BASE_REPAIR_H_

#include <cstdint>
#include <string>

namespace svcenv {

enum class RepairKind : uint8_t {
  kQuote,         // quote the scalar at the position verbatim
  kIndent,        // indent the key at the position below the empty key before it
  kMoveEntry,     // move the env entry named `text` before the first entry that uses it
  kRemoveEntry,   // remove the env entry named at the position, which repeats an earlier one
  kUseReference,  // change the ${NAME} at the position to $(NAME)
  kWrite,         // replace the key or the $(NAME) at the position with `text`
  kEscape,        // change the $(NAME) at the position to $$(NAME)
};

struct Repair {
  RepairKind kind;
  std::string text = {};
  // Whether this is certainly what the author meant. If false, a person must confirm it.
  bool safe = true;
};

}  // namespace svcenv

#endif  // SVCENV_BASE_REPAIR_H_
