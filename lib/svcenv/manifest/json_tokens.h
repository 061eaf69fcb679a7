// Where the tokens of a JSON text begin.
#ifndef SVCENV_MANIFEST_JSON_TOKENS_H_
#define SVCENV_MANIFEST_JSON_TOKENS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "simdjson.h"

namespace svcenv {

// Finds them by simdjson's first stage, as many lines at a time as give a window of some dozen
// kilobytes: no string of JSON goes beyond its line, and the index of a window stays in the cache.
// In what begins as a string the quotes that end it are not tokens.
class JsonTokens {
 public:
  // `text` must outlive it, and be smaller than 4 GiB.
  explicit JsonTokens(std::string_view text) : text_(text) {}

  // The first token is the one at `offset` or after it. Offsets grow from one call to the next.
  void Seek(size_t offset);

  // Goes to the next token; false behind the last one, and where the text is no JSON.
  bool Next() {
    if (next_ == count_ && !NextWindow()) return false;
    begin_ = window_begin_ + static_cast<size_t>(indexes_[next_++]);
    return true;
  }

  // Where the token begins.
  size_t begin() const { return begin_; }
  // Behind its last byte, blanks after it apart.
  size_t end() const;

  // What stands there is no JSON, so that Next was false.
  bool failed() const { return failed_; }

 private:
  bool NextWindow();

  const std::string_view text_;
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser_;
  const uint32_t* indexes_ = nullptr;  // in the window
  size_t next_ = 0;
  size_t count_ = 0;
  size_t window_begin_ = 0;
  size_t window_end_ = 0;
  size_t begin_ = 0;
  bool failed_ = false;
};

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_JSON_TOKENS_H_
