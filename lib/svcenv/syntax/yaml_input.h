// The text of one YAML document as libyaml gets it.
#ifndef SVCENV_SYNTAX_YAML_INPUT_H_
#define SVCENV_SYNTAX_YAML_INPUT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace svcenv {

// Where libyaml 0.2.5 and go-yaml v2 differ, the text is edited so that libyaml reads what go-yaml
// would. Almost every document needs no edit and is given as it stands in the file.
class YamlInput {
 public:
  // The document is the part of `file_text` from `begin` to `end`.
  YamlInput(std::string_view file_text, uint32_t begin, uint32_t end);

  // What libyaml gets, a line break at its end aside.
  std::string_view text() const { return edits_.empty() ? source_ : edited_; }
  bool is_edited() const { return !edits_.empty(); }

  // The offset in the file of the byte at `offset` of text().
  uint32_t FileOffset(size_t offset) const;

  // A text that libyaml read, as the source has it.
  std::string Restored(std::string_view text) const;

  // Each removes what libyaml stumbles over at `offset` of text(); false if it is something else,
  // or the document has been edited too often.

  // `\'` in double quotes, at the backslash.
  bool EditEscapedQuotes(size_t offset);
  // `a:,` in flow style, at the colon: to go-yaml the colon belongs to the text.
  bool EditColon(size_t offset);
  // `!a,b`, at the ! or later: go-yaml takes more bytes into a tag.
  bool EditTag(size_t offset);

 private:
  // `length` bytes at `offset` of the source become `replacement`.
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
  std::vector<Edit> edits_;  // in their order in the source
  std::string edited_;
  std::string mark_stand_in_;   // for a byte order mark
  std::string colon_stand_in_;  // for a colon
  size_t work_ = 0;             // bytes that were read in vain
};

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_YAML_INPUT_H_
