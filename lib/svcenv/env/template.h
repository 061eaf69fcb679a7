// `$(VAR)` templates: parsed once, then asked for their references or expanded many times.
//
//   Template t = Template::Parse("redis://$(REDIS_SERVICE_HOST):$(PORT)", DollarRule::kUtf8);
//   t.references();                              // REDIS_SERVICE_HOST, PORT
//   std::string out;
//   t.Expand([&](std::string_view name) { return Find(name); }, &out);
//
// A text that is expanded once and not asked for anything needs no Template:
//
//   ExpandReferences(text, DollarRule::kUtf8, find, &out);
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

// The same as Template::Parse(text, rule).Expand(lookup, out, limit), without a Template. Allocates
// nothing where `out` has room.
template <typename Lookup>
bool ExpandReferences(std::string_view text, DollarRule rule, Lookup&& lookup, std::string* out,
                      size_t limit = SIZE_MAX);

// ------------------------------------------------------------------------------ implementation

namespace template_internal {

// What a `$` comes to before `rest`, which begins with a byte that is not ASCII. `*length`: how
// much of `rest` that takes in.
std::string_view DollarBefore(std::string_view rest, DollarRule rule, size_t* length);

// Calls literal(text) and reference(name) for the parts of `text` from front to back, until one of
// them is false. O(size of text).
template <typename Literal, typename Reference>
void Scan(std::string_view text, DollarRule rule, Literal&& literal, Reference&& reference) {
  size_t begin = 0;  // of the literal that is being collected
  bool may_close = true;
  size_t dollar = text.find('$');
  while (dollar != std::string_view::npos && dollar + 1 < text.size()) {
    const unsigned char next = static_cast<unsigned char>(text[dollar + 1]);
    size_t after = dollar + 2;
    if (next == '(' && may_close) {
      const size_t close = text.find(')', after);
      may_close = close != std::string_view::npos;  // else this `$(` and all after it are plain
      if (may_close) {
        if (dollar > begin && !literal(text.substr(begin, dollar - begin))) return;
        if (!reference(text.substr(after, close - after))) return;
        begin = after = close + 1;
      }
    } else if (next == '$') {
      if (!literal(text.substr(begin, dollar + 1 - begin))) return;
      begin = after;
    } else if (next >= 0x80 && rule != DollarRule::kBytes) {
      size_t length = 0;
      const std::string_view instead = DollarBefore(text.substr(dollar + 1), rule, &length);
      after = dollar + 1 + length;
      if (!instead.empty()) {
        if (dollar > begin && !literal(text.substr(begin, dollar - begin))) return;
        if (!literal(instead)) return;
        begin = after;
      }
    }
    dollar = text.find('$', after);
  }
  if (begin < text.size()) literal(text.substr(begin));
}

// Appends pieces to a text, up to a limit.
class Appender {
 public:
  Appender(std::string* out, size_t limit) : out_(*out), before_(out->size()), left_(limit) {}

  bool Add(std::string_view piece) {
    if (piece.size() > left_) {
      fits_ = false;
      out_.resize(before_);
      return false;
    }
    left_ -= piece.size();
    out_.append(piece);
    return true;
  }

  // A reference whose name is `name`, a view into the text that has it.
  template <typename Lookup>
  bool AddReference(std::string_view name, Lookup& lookup) {
    const std::optional<std::string_view> value = lookup(name);
    // `$(` stands before the name, and `)` behind it.
    return Add(value.has_value() ? *value : std::string_view(name.data() - 2, name.size() + 3));
  }

  bool fits() const { return fits_; }

 private:
  std::string& out_;
  const size_t before_;
  size_t left_;
  bool fits_ = true;
};

}  // namespace template_internal

template <typename Lookup>
bool Template::Expand(Lookup&& lookup, std::string* out, size_t limit) const {
  template_internal::Appender appender(out, limit);
  for (const Token& token : tokens_) {
    if (!(token.is_reference ? appender.AddReference(token.text, lookup)
                             : appender.Add(token.text))) {
      break;
    }
  }
  return appender.fits();
}

template <typename Lookup>
bool ExpandReferences(std::string_view text, DollarRule rule, Lookup&& lookup, std::string* out,
                      size_t limit) {
  template_internal::Appender appender(out, limit);
  template_internal::Scan(
      text, rule, [&](std::string_view literal) { return appender.Add(literal); },
      [&](std::string_view name) { return appender.AddReference(name, lookup); });
  return appender.fits();
}

}  // namespace svcenv

#endif  // SVCENV_ENV_TEMPLATE_H_
