// `$(VAR)` references in a text that is expanded once.
//
//   Arena arena;
//   const auto expanded = ExpandReferences(text, DollarRule::kUtf8, find, &arena);
#ifndef SVCENV_ENV_EXPAND_REFERENCES_H_
#define SVCENV_ENV_EXPAND_REFERENCES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/base/attributes.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/arena_text.h"
#include "svcenv/env/template_scan.h"

namespace svcenv {

// What Template::Expand makes of `text`, in a fraction of the time: `text` itself where no `$` is
// in it, else a new one, which lives as long as `arena`, or none where that would be more than
// `limit` bytes. `lookup` is called as Template::Expand says, and may have memory of the arena, too.
template <typename Lookup>
std::optional<std::string_view> ExpandReferences(std::string_view text, DollarRule rule,
                                                 Lookup&& lookup, Arena* arena,
                                                 size_t limit = SIZE_MAX) {
  template_internal::Window window(text.data(), text.data() + text.size());
  if (window.dollars == 0) return text;
  ArenaText out(arena, text.size(), limit);
  const bool fits = template_internal::Scan(
      text, rule, &window,
      [&](std::string_view literal) ABSL_ATTRIBUTE_ALWAYS_INLINE { return out.Add(literal); },
      [&](std::string_view name) { return out.Add(template_internal::ValueOf(name, lookup)); });
  if (!fits) return std::nullopt;
  return std::move(out).Finish();
}

}  // namespace svcenv

#endif  // SVCENV_ENV_EXPAND_REFERENCES_H_
