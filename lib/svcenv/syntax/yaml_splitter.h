// Splits a YAML stream into documents at lines that begin with `---`.
#ifndef SVCENV_SYNTAX_YAML_SPLITTER_H_
#define SVCENV_SYNTAX_YAML_SPLITTER_H_

#include <cstddef>
#include <string_view>

namespace svcenv {

// Splits a text as the YAMLReader of k8s.io/apimachinery/pkg/util/yaml (0.37.2) does: line by line,
// without parsing YAML.
class YamlSplitter {
 public:
  YamlSplitter(std::string_view text, size_t offset) : text_(text), next_(offset) {}

  enum class Result { kDocument, kEnd, kBadSeparator };

  // Finds the next document, between begin() and end(). Returns kBadSeparator if the line at end()
  // begins with `---` but continues with anything except a comment; do not call Next again then.
  Result Next();

  size_t begin() const { return begin_; }
  size_t end() const { return end_; }
  // Returns where the search for the next document starts.
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

// Returns `text` without leading whitespace as defined by Go's unicode.IsSpace.
std::string_view TrimGoSpace(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_YAML_SPLITTER_H_
