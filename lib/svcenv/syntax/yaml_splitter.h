// The documents of a YAML stream, divided by lines that begin with `---`.
#ifndef SVCENV_SYNTAX_YAML_SPLITTER_H_
#define SVCENV_SYNTAX_YAML_SPLITTER_H_

#include <cstddef>
#include <string_view>

namespace svcenv {

// Divides a text as k8s.io/apimachinery/pkg/util/yaml's YAMLReader (0.37.2) does: textually, before
// any YAML is read.
class YamlSplitter {
 public:
  YamlSplitter(std::string_view text, size_t offset) : text_(text), next_(offset) {}

  enum class Result { kDocument, kEnd, kBadSeparator };

  // Finds the next document, from begin() to end(); or a line that begins with `---` and goes on
  // with what is no comment, at end(): then there is no more.
  Result Next();

  size_t begin() const { return begin_; }
  size_t end() const { return end_; }
  // Where the document after this one is looked for.
  size_t next() const { return next_; }

 private:
  bool IsSeparator(size_t line) const { return text_.substr(line, 3) == "---"; }
  bool IsGoodSeparator(size_t line) const;
  size_t NextLine(size_t offset) const;

  const std::string_view text_;
  size_t next_;
  size_t begin_ = 0;
  size_t end_ = 0;
};

// `text` without the characters in front that Go's unicode.IsSpace takes for blanks.
std::string_view TrimGoSpace(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_YAML_SPLITTER_H_
