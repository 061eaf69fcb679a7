// The text of one YAML document, prepared for libyaml.
#ifndef SVCENV_SYNTAX_YAML_INPUT_H_
#define SVCENV_SYNTAX_YAML_INPUT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace svcenv {

// Edits the text where libyaml 0.2.5 and go-yaml v2 differ, so that libyaml reads what go-yaml
// would. Almost all documents need no edit and are passed without a copy.
class YamlInput {
 public:
  // The document is the part of `file_text` from `begin` to `end`.
  YamlInput(std::string_view file_text, uint32_t begin, uint32_t end);

  // Returns the text for libyaml, without the final line break that YamlParser adds.
  std::string_view text() const { return edits_.empty() ? source_ : edited_; }
  bool is_edited() const { return !edits_.empty(); }

  // Returns the file offset of the byte at `offset` of text().
  uint32_t FileOffset(size_t offset) const;

  // Undoes the edits in a scalar that libyaml read.
  std::string Restored(std::string_view text) const;

  // The functions below remove an obstacle for libyaml at `offset` of text(). They return false if
  // there is none of that kind, or if the document has been edited too often.

  // Edits `\'` in double quotes. `offset` is at the backslash.
  bool EditEscapedQuotes(size_t offset);
  // Edits `a:,` in flow style, where the colon is part of the scalar for go-yaml. `offset` is at
  // the colon.
  bool EditColon(size_t offset);
  // Edits `!a,b`, where go-yaml allows more characters in a tag. `offset` is at the ! or later.
  bool EditTag(size_t offset);

 private:
  // Replaces `length` bytes at `offset` of the source with `replacement`.
  struct Edit {
    size_t offset = 0;
    size_t length = 0;
    std::string_view replacement;
    size_t edited_offset = 0;
  };

  void EditByteOrderMarks();
  void EditCarriageReturns();
  bool Apply(std::vector<Edit> edits);
  size_t SourceOffset(size_t offset) const;

  const std::string_view source_;
  const uint32_t begin_;
  std::vector<Edit> edits_;  // in source order
  std::string edited_;
  std::string mark_placeholder_;   // placeholder for a byte order mark
  std::string colon_placeholder_;  // placeholder for a colon
  size_t work_ = 0;                // bytes of all edited versions
};

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_YAML_INPUT_H_
