// The place of a finding, and the lines and list items around it; for this package only.
#ifndef SVCENV_CHECK_FIX_PLACE_H_
#define SVCENV_CHECK_FIX_PLACE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "svcenv/base/diagnostic.h"
#include "svcenv/check/fix.h"
#include "svcenv/syntax/layout.h"

namespace svcenv {

struct FixPlace {
  std::string_view text;  // of the file
  const Layout& layout;
  const Diagnostic& finding;
  const Repair& repair;

  std::string_view Slice(TextRange range) const {
    return text.substr(range.begin, range.end - range.begin);
  }
};

// The entries of a list, `env`, of which one holds the finding.
struct EnvEntries {
  size_t list = Layout::kNone;
  std::vector<size_t> items;
  std::vector<std::string_view> names;  // of the items; empty if it is not known
  size_t at = 0;                        // the item with the finding
};

// Returns the entries around the scalar, which is the value of a key of an entry. Nothing if an
// alias repeats any of them, so that an edit would change more than it shows.
std::optional<EnvEntries> EntriesAround(const Layout& layout, size_t scalar);

// Returns whether the entry's value refers to $(name).
bool RefersTo(const Layout& layout, size_t item, std::string_view name);

// Returns the whole lines of an item of a block list, with the comment lines that belong to it.
// Nothing if something else is on these lines. The end of the text may be within the last one.
std::optional<TextRange> LinesOfItem(const FixPlace& place, size_t item);

// Returns the range without the comment lines before the item.
std::optional<TextRange> LinesWithoutComments(const FixPlace& place, size_t item);

// Returns where the line with the byte begins.
uint32_t BeginOfLine(std::string_view text, uint32_t offset);

// Each returns the edits of a kind of repair, without edits if it is not possible.
Fix PlanMove(const FixPlace& place, size_t scalar);
Fix PlanRemoval(const FixPlace& place, size_t scalar);
Fix PlanIndent(const FixPlace& place, size_t scalar);

}  // namespace svcenv

#endif  // SVCENV_CHECK_FIX_PLACE_H_
