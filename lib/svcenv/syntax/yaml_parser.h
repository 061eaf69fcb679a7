// libyaml's parser over a YamlInput, with places in bytes.
#ifndef SVCENV_SYNTAX_YAML_PARSER_H_
#define SVCENV_SYNTAX_YAML_PARSER_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "svcenv/syntax/yaml_input.h"
#include "yaml.h"

namespace svcenv {

// A text of libyaml, which may be null.
inline std::string_view View(const yaml_char_t* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

// The events of one text. Memory that libyaml lacks is a std::bad_alloc.
class YamlParser {
 public:
  // The text of `input` must stay as it is.
  explicit YamlParser(const YamlInput& input);
  ~YamlParser();
  YamlParser(const YamlParser&) = delete;
  YamlParser& operator=(const YamlParser&) = delete;

  // Reads the next event. False after an error.
  bool Next();
  const yaml_event_t& event() const { return event_; }

  // The offset in input.text() of a mark of the event. Cheap if marks are asked for in their order.
  size_t Offset(const yaml_mark_t& mark);

  // Visits the tokens that were read and are in no event yet.
  template <typename Visitor>
  void ForEachTokenAhead(const Visitor& visit) const {
    for (const yaml_token_t* token = parser_.tokens.head; token != parser_.tokens.tail; ++token) {
      visit(*token);
    }
  }

  // After an error.
  std::string_view problem() const { return parser_.problem == nullptr ? "" : parser_.problem; }
  std::string_view context() const { return parser_.context == nullptr ? "" : parser_.context; }
  size_t problem_offset();
  size_t context_offset() { return Offset(parser_.context_mark); }

 private:
  static int Read(void* self, unsigned char* buffer, size_t size, size_t* size_read);

  const std::string_view text_;
  yaml_parser_t parser_;
  yaml_event_t event_;
  size_t read_ = 0;  // bytes that libyaml was given
  bool is_ascii_ = false;
  // A character of text_: its number, and its first byte.
  size_t character_ = 0;
  size_t byte_ = 0;
};

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_YAML_PARSER_H_
