// `$(VAR)` templates: parsed once, then asked for their references or expanded many times.
//
//   const Template t = Template::Parse("redis://$(REDIS_SERVICE_HOST):$(PORT)", DollarRule::kUtf8);
//   t.references();  // REDIS_SERVICE_HOST, PORT
//   std::string out;
//   t.Expand(find, &out);
//
// A text that is expanded once and not asked for anything needs no Template: expand_references.h.
//
// Not shell syntax: ${VAR} and $VAR are plain text. Any text is a valid template: `$(` without `)`
// and a `$` before any other character stay as they are.
#ifndef SVCENV_ENV_TEMPLATE_H_
#define SVCENV_ENV_TEMPLATE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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
  static Template Parse(std::string_view text, DollarRule rule);

  const Tokens& tokens() const { return tokens_; }
  bool has_references() const { return has_references_; }

  // The names referred to, in order, repeated as in the text. Each is a view into the parsed text,
  // so that its place there can be told.
  std::vector<std::string_view> references() const;

  // Appends the text with each reference replaced by what `lookup` gives for its name, in one pass:
  // what was put in is not looked at again. Without a value `$(NAME)` stays.
  // `lookup` is called as std::optional<std::string_view>(std::string_view name), and what it gives
  // is copied before it is called again. False, and nothing is appended, where it would be more
  // than `limit` bytes.
  template <typename Lookup>
  bool Expand(Lookup&& lookup, std::string* out, size_t limit = SIZE_MAX) const;

  // For people and tests: "redis://" $(REDIS_SERVICE_HOST) ":" $(PORT)
  std::string ToString() const;

 private:
  Tokens tokens_;
  bool has_references_ = false;
};

// ------------------------------------------------------------------------------ implementation

template <typename Lookup>
bool Template::Expand(Lookup&& lookup, std::string* out, size_t limit) const {
  const size_t before = out->size();
  for (const Token& token : tokens_) {
    const std::string_view piece =
        token.is_reference ? template_internal::ValueOf(token.text, lookup) : token.text;
    if (piece.size() > limit - (out->size() - before)) {
      out->resize(before);
      return false;
    }
    out->append(piece);
  }
  return true;
}

}  // namespace svcenv

#endif  // SVCENV_ENV_TEMPLATE_H_
