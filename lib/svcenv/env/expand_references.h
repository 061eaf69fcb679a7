// Expands the `$(VAR)` references of a string.
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

// Expands `text` as Template::Expand does, but much faster. Returns `text` itself if it contains no
// `$`, and otherwise a string in `arena`, or nullopt if the result would exceed `limit` bytes.
// Calls `lookup` as Template::Expand does; `lookup` may also allocate from `arena`.
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
