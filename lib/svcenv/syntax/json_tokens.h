// The tokens of a JSON text.
#ifndef SVCENV_SYNTAX_JSON_TOKENS_H_
#define SVCENV_SYNTAX_JSON_TOKENS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "simdjson.h"

namespace svcenv {

// Returns whether JSON calls this byte whitespace.
inline bool IsJsonSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Returns the offset of the first byte from `offset` on that is not whitespace.
size_t SkipJsonSpace(std::string_view text, size_t offset);

// Finds tokens with simdjson's first stage, in windows of whole lines: no JSON string contains a
// raw line break, and the index of a window of some dozen kilobytes stays in the cache. From a
// window that simdjson refuses on, and where the parser asks for it, tokens are found byte by byte:
// they then end exactly where a reader would say so, and errors can be explained.
class JsonTokens {
 public:
  // `text` must outlive this object and be smaller than 4 GiB.
  explicit JsonTokens(std::string_view text) : text_(text) {}

  // Continues with the token at `offset` or after it. Offsets never decrease.
  void Seek(size_t offset);

  // The same, byte by byte from there on.
  void SeekByBytes(size_t offset);
  bool by_bytes() const { return by_bytes_; }

  // Moves to the next token. Returns false after the last one.
  bool Next() {
    if (next_ == count_ && !NextWindow()) return false;
    begin_ = window_begin_ + static_cast<size_t>(indexes_[next_++]);
    return true;
  }

  size_t begin() const { return begin_; }
  // Where the next token or the text begins, less the whitespace before it. By bytes: where this
  // token ends.
  size_t end() const;

 private:
  bool NextWindow();
  bool NextByBytes();
  bool IndexWindow();

  const std::string_view text_;
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser_;
  const uint32_t* indexes_ = nullptr;  // in the window
  size_t next_ = 0;
  size_t count_ = 0;
  size_t window_begin_ = 0;  // by bytes, a window is one token
  size_t window_end_ = 0;
  size_t begin_ = 0;
  bool by_bytes_ = false;
};

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_JSON_TOKENS_H_
