// Splits a JSON text into tokens.
#ifndef SVCENV_SYNTAX_JSON_TOKENS_H_
#define SVCENV_SYNTAX_JSON_TOKENS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "simdjson.h"

namespace svcenv {

// Returns whether a byte is JSON whitespace.
inline bool IsJsonSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Returns the offset of the first non-whitespace byte at or after `offset`, or the size of the
// text.
size_t SkipJsonSpace(std::string_view text, size_t offset);

// Finds tokens with simdjson's first stage in windows of whole lines. A JSON string cannot contain
// a raw line break, and the index of a window of about 64 KiB stays in the cache. Switches to a
// byte-by-byte search at the first window that simdjson rejects, or on request. That search finds
// the exact ends of tokens, which are needed to explain errors.
class JsonTokens {
 public:
  // `text` must outlive this object and be smaller than 4 GiB.
  explicit JsonTokens(std::string_view text) : text_(text) {}

  // Continues with the first token at or after `offset`. Offsets must not decrease.
  void Seek(size_t offset);

  // Like Seek, but searches byte by byte from there on.
  void SeekByBytes(size_t offset);
  bool by_bytes() const { return by_bytes_; }

  // Moves to the next token. Returns false after the last one.
  bool Next() {
    if (next_ == count_ && !NextWindow()) return false;
    begin_ = window_begin_ + static_cast<size_t>(indexes_[next_++]);
    return true;
  }

  size_t begin() const { return begin_; }
  // Returns the end of this token if the search is byte by byte. Otherwise returns where the next
  // token begins or the window ends, excluding whitespace.
  size_t end() const;

 private:
  bool NextWindow();
  bool NextByBytes();
  bool IndexWindow();

  const std::string_view text_;
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser_;
  const uint32_t* indexes_ = nullptr;  // of tokens, relative to the window
  size_t next_ = 0;
  size_t count_ = 0;
  size_t window_begin_ = 0;  // byte by byte, a window is one token
  size_t window_end_ = 0;
  size_t begin_ = 0;
  bool by_bytes_ = false;
};

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_JSON_TOKENS_H_
