// `$(VAR)` templates: parsed once, then asked for their references or expanded many times.
//
//   const Template t = Template::Parse("redis://$(REDIS_SERVICE_HOST):$(PORT)", DollarRule::kUtf8);
//   t.references();  // REDIS_SERVICE_HOST, PORT
//   const std::optional<std::string> expanded = t.Expand(find);
//
// A text that is expanded once and not asked for anything needs no Template: expand_references.h.
//
// Not shell syntax: ${VAR} and $VAR are plain text. Any text is a valid template: `$(` without `)`
// and a `$` before any other character stay as they are.
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

// Thread-compatible; views into the parsed text, which must outlive it.
class Template {
 public:
  struct Token {
    std::string_view text;  // literal bytes, or the name: any bytes up to the first `)`
    bool is_reference = false;
  };
  using Tokens = absl::InlinedVector<Token, 4>;

  // O(size of text).
  static Template Parse(std::string_view text ABSL_ATTRIBUTE_LIFETIME_BOUND, DollarRule rule);
  // The same for std::string: clang 14 warns of a temporary only if it is not converted to a view.
  template <typename String, std::enable_if_t<std::is_same_v<String, std::string>, int> = 0>
  static Template Parse(const String& text ABSL_ATTRIBUTE_LIFETIME_BOUND, DollarRule rule) {
    return Parse(std::string_view(text), rule);
  }

  const Tokens& tokens() const { return tokens_; }
  bool has_references() const { return has_references_; }

  // The names referred to, in order, repeated as in the text. Each is a view into the parsed text,
  // so that its place there can be told.
  std::vector<std::string_view> references() const;

  // Returns the text with each reference replaced by the value that `lookup` returns for its name;
  // without a value `$(NAME)` stays. Values are not expanded again. Returns nothing if the result
  // would be more than `limit` bytes. `lookup` is called as
  // std::optional<std::string_view>(std::string_view name); its result is copied before the next
  // call. O(size of the result).
  // third_party/forked/golang/expansion/expand.go, Expand.
  template <typename Lookup>
  std::optional<std::string> Expand(Lookup&& lookup, size_t limit = SIZE_MAX) const;

  // For people and tests: "redis://" $(REDIS_SERVICE_HOST) ":" $(PORT)
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
