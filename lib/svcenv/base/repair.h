// How a program can carry out a remedy in the text of a manifest.
#ifndef SVCENV_BASE_REPAIR_H_
#define SVCENV_BASE_REPAIR_H_

#include <cstdint>
#include <string>

namespace svcenv {

enum class RepairKind : uint8_t {
  kQuote,        // put the scalar at the position in quotes, as it is written
  kIndent,       // indent the key at the position, so that it belongs to the empty key before it
  kMoveEntry,    // move the entry of env with the name `text` before the first one that uses it
  kRemoveEntry,  // remove the entry of env with the name at the position; an equal one is before it
  kUseReference,  // write the ${NAME} at the position as $(NAME)
  kWrite,         // write `text` instead of the key or the $(NAME) at the position
  kEscape,        // write the $(NAME) at the position as $$(NAME)
};

struct Repair {
  RepairKind kind;
  std::string text = {};
  // Whether the result is what the author can only have meant. Otherwise somebody must agree.
  bool safe = true;
};

}  // namespace svcenv

#endif  // SVCENV_BASE_REPAIR_H_
