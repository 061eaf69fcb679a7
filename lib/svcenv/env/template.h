// Parses `$(VAR)` templates, to list their references or to expand them many times.
//
//   const Template t = Template::Parse("redis://$(REDIS_SERVICE_HOST):$(PORT)", DollarRule::kUtf8);
//   t.references();  // REDIS_SERVICE_HOST, PORT
//   const std::optional<std::string> expanded = t.Expand(find);
//
// To expand a string only once, use ExpandReferences of expand_references.h.
//
// This is not shell syntax: ${VAR} and $VAR are literal. Every string is a valid template. `$$` is
// a literal `$`, `$(` without `)` is literal, and so is `$` before any other ASCII character.
#ifndef SVCENV_ENV_TEMPLATE_H_
#define SVCENV_ENV_TEMPLATE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/container/inlined_vector.h"
#include "svcenv/env/template_scan.h"

namespace svcenv {

// Thread-compatible. Views the parsed string, which must outlive it.
class Template {
 public:
  struct Token {
    std::string_view text;  // literal bytes, or a name: any bytes up to the first `)`
    bool is_reference = false;
  };
  using Tokens = absl::InlinedVector<Token, 4>;

  // Parses a template. Never fails. O(size of text).
  static Template Parse(std::string_view text ABSL_ATTRIBUTE_LIFETIME_BOUND, DollarRule rule);
  // Overload for std::string: Clang 14 does not warn about a temporary that is converted to a view.
  template <typename String, std::enable_if_t<std::is_same_v<String, std::string>, int> = 0>
  static Template Parse(const String& text ABSL_ATTRIBUTE_LIFETIME_BOUND, DollarRule rule) {
    return Parse(std::string_view(text), rule);
  }

  const Tokens& tokens() const { return tokens_; }
  bool has_references() const { return has_references_; }

  // Returns the names of the references, in order, including repeated ones. Each is a view into the
  // parsed string, so callers can compute its offset.
  std::vector<std::string_view> references() const;

  // Replaces each reference with the value that `lookup` returns for its name, or leaves `$(NAME)`
  // if it returns nullopt. Does not expand values again. Returns nullopt if the result would exceed
  // `limit` bytes. Calls `lookup` as std::optional<std::string_view>(std::string_view name) and
  // copies its result before the next call. O(size of the result).
  // third_party/forked/golang/expansion/expand.go, Expand.
  template <typename Lookup>
  std::optional<std::string> Expand(Lookup&& lookup, size_t limit = SIZE_MAX) const;

  // Returns a form for people and tests: "redis://" $(REDIS_SERVICE_HOST) ":" $(PORT)
  std::string ToString() const;

 private:
  Tokens tokens_;
  bool has_references_ = false;
};

// ------------------------------------------------------------------------------ implementation

template <typename Lookup>
std::optional<std::string> Template::Expand(Lookup&& lookup, size_t limit) const {
  std::string expanded;
  for (const Token& token : tokens_) {
    const std::string_view piece =
        token.is_reference ? template_internal::ValueOf(token.text, lookup) : token.text;
    if (piece.size() > limit - expanded.size()) return std::nullopt;
    expanded.append(piece);
  }
  return expanded;
}

}  // namespace svcenv

#endif  // SVCENV_ENV_TEMPLATE_H_
