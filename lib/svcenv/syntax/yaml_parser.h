// Wraps libyaml's parser. Converts its marks to byte offsets.
#ifndef SVCENV_SYNTAX_YAML_PARSER_H_
#define SVCENV_SYNTAX_YAML_PARSER_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "svcenv/syntax/yaml_input.h"
#include "yaml.h"

namespace svcenv {

// Returns a view of a libyaml string, which may be null.
inline std::string_view View(const yaml_char_t* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

// Parses one text into events. Throws std::bad_alloc if libyaml runs out of memory.
class YamlParser {
 public:
  // `input` must outlive this object, and its text must not change.
  explicit YamlParser(const YamlInput& input);
  ~YamlParser();
  YamlParser(const YamlParser&) = delete;
  YamlParser& operator=(const YamlParser&) = delete;

  // Reads the next event. Returns false on error.
  bool Next();
  const yaml_event_t& event() const { return event_; }

  // Returns the offset in input.text() of a mark of the event. Cheap if marks are passed in order.
  size_t Offset(const yaml_mark_t& mark);

  // Visits the tokens that libyaml has read ahead of the current event.
  template <typename Visitor>
  void ForEachTokenAhead(const Visitor& visit) const {
    for (const yaml_token_t* token = parser_.tokens.head; token != parser_.tokens.tail; ++token) {
      visit(*token);
    }
  }

  // Describe the error after Next returned false.
  std::string_view problem() const { return parser_.problem == nullptr ? "" : parser_.problem; }
  std::string_view context() const { return parser_.context == nullptr ? "" : parser_.context; }
  size_t problem_offset();
  size_t context_offset() { return Offset(parser_.context_mark); }

 private:
  static int Read(void* self, unsigned char* buffer, size_t size, size_t* size_read);

  const std::string_view text_;
  yaml_parser_t parser_;
  yaml_event_t event_;
  size_t read_ = 0;  // bytes passed to libyaml
  bool is_ascii_ = false;
  // The number and the first byte of the last character that Offset found.
  size_t character_ = 0;
  size_t byte_ = 0;
};

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_YAML_PARSER_H_
