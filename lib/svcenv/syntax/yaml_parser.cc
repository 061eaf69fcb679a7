#include "svcenv/syntax/yaml_parser.h"

#include <algorithm>
#include <cstring>
#include <new>

#include "absl/strings/match.h"
#include "svcenv/syntax/text.h"

namespace svcenv {
namespace {

// go-yaml reads this many bytes at a time and reports a decoding error only if it reads that far.
// The same chunks make libyaml report the same errors.
constexpr size_t kChunk = 512;
constexpr size_t kLibyamlBuffer = 16384;

bool ContinuesCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

bool IsAscii(std::string_view text) {
  unsigned char all = 0;
  for (char c : text) all |= static_cast<unsigned char>(c);
  return all < 0x80;
}

}  // namespace

YamlParser::YamlParser(const YamlInput& input) : text_(input.text()), is_ascii_(IsAscii(text_)) {
  if (!yaml_parser_initialize(&parser_)) throw std::bad_alloc();
  std::memset(&event_, 0, sizeof(event_));
  yaml_parser_set_input(&parser_, &YamlParser::Read, this);
  if (absl::StartsWith(text_, kByteOrderMark))
    byte_ = kByteOrderMark.size();  // libyaml does not count it
}

YamlParser::~YamlParser() {
  yaml_event_delete(&event_);
  yaml_parser_delete(&parser_);
}

bool YamlParser::Next() {
  yaml_event_delete(&event_);
  if (yaml_parser_parse(&parser_, &event_)) return true;
  if (parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
  return false;
}

int YamlParser::Read(void* self, unsigned char* buffer, size_t size, size_t* size_read) {
  YamlParser& parser = *static_cast<YamlParser*>(self);
  const std::string_view text = parser.text_;
  const size_t kept = kLibyamlBuffer - std::min(size, kLibyamlBuffer);
  const size_t wanted = std::min(size, kChunk - std::min(kept, kChunk - 1));
  if (parser.read_ < text.size()) {
    *size_read = text.copy(reinterpret_cast<char*>(buffer), wanted, parser.read_);
  } else {
    // Add a final line break, as kubectl's line reader does.
    const bool ends_line = text.empty() || text.back() == '\n';
    *size_read = parser.read_ == text.size() && !ends_line ? 1 : 0;
    if (*size_read == 1) *buffer = '\n';
  }
  parser.read_ += *size_read;
  return 1;
}

size_t YamlParser::Offset(const yaml_mark_t& mark) {
  if (is_ascii_) return std::min(mark.index, text_.size());
  while (character_ > mark.index && byte_ > 0) {
    do {
      --byte_;
    } while (byte_ > 0 && ContinuesCharacter(text_[byte_]));
    --character_;
  }
  while (character_ < mark.index && byte_ < text_.size()) {
    do {
      ++byte_;
    } while (byte_ < text_.size() && ContinuesCharacter(text_[byte_]));
    ++character_;
  }
  return byte_;
}

size_t YamlParser::problem_offset() {
  if (parser_.error == YAML_READER_ERROR) return std::min(parser_.problem_offset, text_.size());
  return Offset(parser_.problem_mark);
}

}  // namespace svcenv
