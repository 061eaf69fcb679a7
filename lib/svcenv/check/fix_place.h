// Locates a finding and the lines and list items around it; for this package only.
#ifndef SVCENV_CHECK_FIX_PLACE_H_
#define SVCENV_CHECK_FIX_PLACE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
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

// The entries of an `env` list that contains the finding. A view of the layout.
struct EnvEntries {
  const Layout* layout = nullptr;
  size_t list = Layout::kNone;
  absl::Span<const size_t> items;
  size_t at = 0;  // the item with the finding

  // Returns the name of an item, or "" if it is unknown.
  std::string_view NameOf(size_t i) const;
};

// Returns the entries around a scalar that is the value of a key in an entry. Returns nothing if an
// alias repeats any of them, because an edit would change more than it shows.
std::optional<EnvEntries> EntriesAround(const Layout& layout, size_t scalar);

// Returns whether the entry's value refers to $(name).
bool RefersTo(const Layout& layout, size_t item, std::string_view name);

// Returns the lines of an item of a block list, including the comment lines before it. Returns
// nothing if these lines contain anything else. The last line may lack a line break.
std::optional<TextRange> LinesOfItem(const FixPlace& place, size_t item);

// Returns the same without the comment lines before the item.
std::optional<TextRange> LinesWithoutComments(const FixPlace& place, size_t item);

// Returns the offset where the line that contains `offset` begins.
uint32_t BeginOfLine(std::string_view text, uint32_t offset);

// Plan a kind of repair. Return a Fix without edits if it is not possible.
Fix PlanMove(const FixPlace& place, size_t scalar);
Fix PlanRemoval(const FixPlace& place, size_t scalar);
Fix PlanIndent(const FixPlace& place, size_t scalar);

}  // namespace svcenv

#endif  // SVCENV_CHECK_FIX_PLACE_H_
