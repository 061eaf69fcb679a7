// Scans `$(VAR)` templates. Implementation of template.h and expand_references.h.
#ifndef SVCENV_ENV_TEMPLATE_SCAN_H_
#define SVCENV_ENV_TEMPLATE_SCAN_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "svcenv/base/byte_mask.h"

namespace svcenv {

// The expansion of `$` before a byte that is not ASCII.
// third_party/forked/golang/expansion/expand.go, tryReadVariableName.
enum class DollarRule {
  kLatin1,  // <= 1.33: the byte is a Latin-1 character, written in UTF-8: `$é` becomes 24 C3 83 A9
  kUtf8,    // >= 1.34: the character; a byte that does not start one becomes U+FFFD
  kBytes,   // the byte; for strings that are not from a Kubernetes object
};

namespace template_internal {

// Returns the replacement of a `$` and the first `*length` bytes of `rest`, which starts with a
// byte that is not ASCII. Returns "" if they are literal.
std::string_view DollarBefore(std::string_view rest, DollarRule rule, size_t* length);

// Returns the value of `name`, or `$(name)` without one. `name` must view a string in which `$(`
// precedes it and `)` follows.
template <typename Lookup>
std::string_view ValueOf(std::string_view name, Lookup& lookup) {
  const std::optional<std::string_view> value = lookup(name);
  return value.has_value() ? *value : std::string_view(name.data() - 2, name.size() + 3);
}

inline std::string_view Between(const char* begin, const char* end) {
  return {begin, static_cast<size_t>(end - begin)};
}

// A piece of a string. Finds all its `$` and `)` at once, as bits of a ByteMask.
struct Window {
  // Starts at `from`, or at a later `$`. Has no dollars only if there is none before `text_end`.
  Window(const char* from, const char* text_end) : text_end(text_end) { MoveTo(from); }

  // Drops the dollars before `from`, and moves on if the window has none left.
  void SkipTo(const char* from) {
    if (from < end) {
      dollars &= ~uint64_t{0} << (from - begin);
      if (dollars != 0) return;
      from = end;
    }
    MoveTo(from);
  }

  // Returns the next `)` at or after `bit` of the window, or null if there is none.
  const char* CloseFrom(int bit) const {
    const uint64_t later = closes >> bit;
    if (later != 0) return begin + bit + __builtin_ctzll(later);
    return Find(')', end);
  }

  const char* const text_end;
  const char* begin;
  const char* end;
  uint64_t dollars;
  uint64_t closes = 0;

 private:
  const char* Find(char c, const char* from) const {
    if (from == text_end) return nullptr;
    return static_cast<const char*>(std::memchr(from, c, static_cast<size_t>(text_end - from)));
  }
  size_t size() const { return static_cast<size_t>(end - begin); }
  void Open(const char* from) {
    const bool to_end = text_end - from <= static_cast<ptrdiff_t>(kByteMaskSize);
    begin = from;
    end = to_end ? text_end : from + kByteMaskSize;
    dollars = ByteMask(begin, size(), '$');
  }
  void MoveTo(const char* from) {
    Open(from);
    if (dollars == 0) {
      const char* const dollar = Find('$', end);
      if (dollar == nullptr) return;
      Open(dollar);
    }
    closes = ByteMask(begin, size(), ')');
  }
};

// Calls literal(text) and reference(name) for the parts of `text` in order. Stops and returns false
// when a call returns false. `window` must be at the start of `text`. O(size of text).
template <typename Literal, typename Reference>
bool Scan(std::string_view text, DollarRule rule, Window* window, Literal&& literal,
          Reference&& reference) {
  const char* const text_end = text.data() + text.size();
  const char* begin = text.data();  // of the pending literal
  bool may_close = true;
  while (window->dollars != 0) {
    const int bit = __builtin_ctzll(window->dollars);
    const char* const dollar = window->begin + bit;
    const char* after = dollar + 1;
    if (after == text_end) break;
    const unsigned char next = static_cast<unsigned char>(*after);
    if (next == '(' && may_close) {
      const char* const close = window->CloseFrom(bit);
      may_close = close != nullptr;  // if not, this and all later `$(` are literal
      if (may_close) {
        if (dollar != begin && !literal(Between(begin, dollar))) return false;
        if (!reference(Between(dollar + 2, close))) return false;
        begin = after = close + 1;
      }
    } else if (next == '$') {
      if (!literal(Between(begin, after))) return false;
      begin = ++after;
    } else if (next >= 0x80 && rule != DollarRule::kBytes) {
      size_t length = 0;
      const std::string_view instead = DollarBefore(Between(after, text_end), rule, &length);
      after += length;
      if (!instead.empty()) {
        if (dollar != begin && !literal(Between(begin, dollar))) return false;
        if (!literal(instead)) return false;
        begin = after;
      }
    }
    window->SkipTo(after);
  }
  return begin == text_end || literal(Between(begin, text_end));
}

}  // namespace template_internal
}  // namespace svcenv

#endif  // SVCENV_ENV_TEMPLATE_SCAN_H_
