// `$(VAR)` templates: parsed once, then asked for their references or expanded many times.
//
//   Template t = Template::Parse("redis://$(REDIS_SERVICE_HOST):$(PORT)", DollarRule::kUtf8);
//   t.references();                              // REDIS_SERVICE_HOST, PORT
//   std::string out;
//   t.Expand([&](std::string_view name) { return Find(name); }, &out);
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
#include <vector>

#include "absl/container/inlined_vector.h"

namespace svcenv {

// What comes out for a `$` before a byte that is not ASCII.
// third_party/forked/golang/expansion/expand.go, tryReadVariableName.
enum class DollarRule {
  kLatin1,  // <= 1.33: the byte, taken as a Latin-1 character, in UTF-8: `$é` gives 24 C3 83 A9
  kUtf8,    // >= 1.34: the character; a byte that starts none becomes U+FFFD
  kBytes,   // the byte as it is: for texts that are no Kubernetes object's, of any bytes
};

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
  // `lookup` is called as std::optional<std::string_view>(std::string_view name); what it gives
  // must stay until Expand returns. False, and nothing is appended, where it would be more than
  // `limit` bytes.
  template <typename Lookup>
  bool Expand(Lookup&& lookup, std::string* out, size_t limit = SIZE_MAX) const;

  // For people and tests: "redis://" $(REDIS_SERVICE_HOST) ":" $(PORT)
  std::string ToString() const;

 private:
  Tokens tokens_;
  bool has_references_ = false;
};

template <typename Lookup>
bool Template::Expand(Lookup&& lookup, std::string* out, size_t limit) const {
  absl::InlinedVector<std::string_view, 8> pieces;
  size_t size = 0;
  for (const Token& token : tokens_) {
    std::optional<std::string_view> piece = token.text;
    if (token.is_reference) piece = lookup(token.text);
    // `$(` stands before the name, and `)` behind it.
    if (!piece.has_value()) piece = {token.text.data() - 2, token.text.size() + 3};
    size += piece->size();
    if (size > limit) return false;
    pieces.push_back(*piece);
  }
  size_t at = out->size();
  out->resize(at + size);
  for (const std::string_view piece : pieces) {
    at += piece.copy(out->data() + at, piece.size());
  }
  return true;
}

}  // namespace svcenv

#endif  // SVCENV_ENV_TEMPLATE_H_
