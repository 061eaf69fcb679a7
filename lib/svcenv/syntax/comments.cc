#include "svcenv/syntax/comments.h"

#include <algorithm>
#include <cstring>

#include "absl/strings/match.h"

namespace svcenv {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

class Scanner {
 public:
  // Returns where the comment of the next line begins within it, or npos.
  size_t NextLine(std::string_view line) {
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    const size_t indent = std::min(line.find_first_not_of(' '), line.size());
    if (in_block_) {
      if (indent == line.size()) return line.npos;
      if (block_indent_ == kNotSeen && static_cast<int>(indent) > parent_) {
        block_indent_ = static_cast<int>(indent);
      }
      if (block_indent_ != kNotSeen && static_cast<int>(indent) >= block_indent_) {
        return line.npos;
      }
      in_block_ = false;
    }
    return quote_ == 0 && IsMarker(line) ? Scan(line.substr(3), 3) : Scan(line, 0);
  }

 private:
  static constexpr int kNotSeen = -2;

  // Returns whether the line is a "---" or "..." marker. A marker closes all open collections.
  bool IsMarker(std::string_view line) {
    if (!absl::StartsWith(line, "---") && !absl::StartsWith(line, "...")) return false;
    if (line.size() > 3 && !IsBlank(line[3])) return false;
    flow_ = 0;
    return true;
  }

  // `rest` begins at `offset` in its line.
  size_t Scan(std::string_view rest, size_t offset) {
    int parent = -1;     // the column of the last key or dash
    bool plain = false;  // within a plain scalar
    int start = parent;  // the column where the last scalar began
    for (size_t i = 0; i < rest.size(); ++i) {
      const char c = rest[i];
      if (quote_ != 0) {
        i = SkipQuoted(rest, i);
        continue;
      }
      const bool after_blank = i == 0 || IsBlank(rest[i - 1]);
      const bool before_blank = i + 1 == rest.size() || IsBlank(rest[i + 1]);
      if (c == '#' && after_blank) return offset + i;
      if (IsBlank(c)) continue;
      if (c == ':' && (before_blank || !plain)) {
        plain = false;
        parent = std::max(parent, start);
      } else if (IsFlow(c, plain)) {
        plain = false;
      } else if (plain) {
        continue;
      } else if (c == '"' || c == '\'') {
        quote_ = c;
        start = static_cast<int>(offset + i);
      } else if ((c == '-' || c == '?') && before_blank) {
        parent = static_cast<int>(offset + i);
      } else if (c == '&' || c == '!' || c == '*') {
        i = std::min(rest.find_first_of(" \t", i), rest.size()) - 1;
      } else if ((c == '|' || c == '>') && flow_ == 0) {
        BeginBlock(rest.substr(i + 1), parent);
        plain = true;  // nothing but a comment follows
      } else {
        plain = true;
        start = static_cast<int>(offset + i);
      }
    }
    return std::string_view::npos;
  }

  // Returns whether `c` is punctuation of a flow collection.
  bool IsFlow(char c, bool plain) {
    if (c == '[' || c == '{') {
      if (plain && flow_ == 0) return false;
      ++flow_;
      return true;
    }
    if (flow_ == 0 || (c != ']' && c != '}' && c != ',')) return false;
    if (c != ',') --flow_;
    return true;
  }

  // Returns the index of the last byte of the quoted character or escape at `i`.
  size_t SkipQuoted(std::string_view rest, size_t i) {
    if (rest[i] == '\\' && quote_ == '"') return i + 1;
    if (rest[i] != quote_) return i;
    if (quote_ == '\'' && i + 1 < rest.size() && rest[i + 1] == '\'') return i + 1;
    quote_ = 0;
    return i;
  }

  // `header` follows the | or >: "2-".
  void BeginBlock(std::string_view header, int parent) {
    in_block_ = true;
    parent_ = parent;
    block_indent_ = kNotSeen;
    for (const char c : header.substr(0, 2)) {
      if (c >= '1' && c <= '9') block_indent_ = std::max(parent, 0) + (c - '0');
    }
  }

  char quote_ = 0;  // of the open quoted scalar; 0: none
  int flow_ = 0;    // number of open [] and {} collections
  bool in_block_ = false;
  int parent_ = -1;              // column of the parent of a block scalar
  int block_indent_ = kNotSeen;  // indentation of its lines
};

}  // namespace

std::vector<Comment> CommentsWith(std::string_view text, std::string_view word) {
  std::vector<Comment> comments;
  // Searches only after the first '#', which JSON rarely contains.
  const std::string_view rest = text.substr(std::min(text.find('#'), text.size()));
  if (memmem(rest.data(), rest.size(), word.data(), word.size()) == nullptr) return comments;
  Scanner scanner;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    const size_t hash = scanner.NextLine(line);
    if (hash != line.npos && absl::StrContains(line.substr(hash), word)) {
      Comment comment;
      comment.begin = begin + hash;
      comment.text = line.substr(hash + 1);
      comment.line = begin;
      comment.after = std::min(end + 1, text.size());
      comment.alone = line.find_first_not_of(" \t") == hash;
      comments.push_back(comment);
    }
    begin = end + 1;
  }
  return comments;
}

}  // namespace svcenv
