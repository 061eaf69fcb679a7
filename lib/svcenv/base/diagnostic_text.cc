// Formats diagnostics for people.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "svcenv/base/diagnostic.h"

namespace svcenv {
namespace {

constexpr Style kGutter = Style::kBlue;
constexpr std::string_view kTab = "    ";
constexpr size_t kNarrowest = 20;  // columns for text on any terminal

Style StyleOf(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return Style::kBoldCyan;
    case Severity::kWarning:
      return Style::kBoldYellow;
    case Severity::kError:
      return Style::kBoldRed;
  }
  return Style::kBold;
}

// Returns source text in its visible form.
std::string Shown(std::string_view source) {
  return absl::StrReplaceAll(VisibleExcerpt(source), {{"\t", kTab}});
}

// The source line, and the columns to mark in it.
struct MarkedLine {
  std::string text;
  size_t begin;
  size_t columns;
};

// Clips the line to `width` columns unless `width` is 0.
MarkedLine Mark(const Excerpt& excerpt, size_t bytes, size_t width) {
  // The position can be at the end of the line, which the excerpt does not contain.
  const std::string_view rest = excerpt.text.substr(std::min(excerpt.offset, excerpt.text.size()));
  std::string before = Shown(excerpt.text.substr(0, excerpt.offset));
  const std::string marked = Shown(rest.substr(0, bytes));
  const std::string after = Shown(rest.substr(std::min(bytes, rest.size())));
  size_t columns = std::max<size_t>(1, ColumnsOf(marked));
  if (width > 0) {
    const size_t needed = columns + ColumnsOf(after);
    before = CutFront(before, std::max(width / 3, width - std::min(width, needed)));
    columns = std::min(columns, width - ColumnsOf(before));
  }
  const size_t begin = ColumnsOf(before);
  std::string text = absl::StrCat(before, marked, after);
  return {width > 0 ? Cut(text, width) : text, begin, columns};
}

class Writer {
 public:
  // `line` is the number of the quoted line, or 0 if it has none.
  Writer(const PeopleOptions& options, uint32_t line)
      : options_(options),
        number_(line > 0 ? absl::StrCat(line) : " "),
        margin_(number_.size(), ' ') {}

  void Head(const Diagnostic& diagnostic) {
    const bool has_code = !diagnostic.code.empty() && diagnostic.code != kFailed;
    const std::string head = Visible(
        absl::StrCat(SeverityName(diagnostic.severity), has_code ? "[" : "",
                     has_code ? std::string_view(diagnostic.code) : "", has_code ? "]" : ""));
    absl::StrAppend(&text_, Styled(head, StyleOf(diagnostic.severity), options_.color),
                    Styled(": ", Style::kBold, options_.color));
    AppendWrapped(Visible(diagnostic.message), head.size() + 2, Style::kBold);
  }

  void Place(std::string_view place) {
    absl::StrAppend(&text_, margin_, InGutter("-->"), " ", Visible(place), "\n");
  }

  void Quote(const Excerpt& excerpt, size_t bytes, Severity severity) {
    const size_t margin = number_.size() + 3;  // "25 | "
    const MarkedLine line = Mark(excerpt, bytes, options_.width == 0 ? 0 : ColumnsAfter(margin));
    absl::StrAppend(&text_, margin_, InGutter(" |"), "\n");
    absl::StrAppend(&text_, InGutter(absl::StrCat(number_, " |")), line.text.empty() ? "" : " ",
                    line.text, "\n");
    absl::StrAppend(&text_, margin_, InGutter(" |"), " ", std::string(line.begin, ' '),
                    Styled(std::string(line.columns, '^'), StyleOf(severity), options_.color),
                    "\n");
  }

  // Appends "   = help: TEXT". `label` may be empty.
  void Note(std::string_view label, std::string_view text) {
    absl::StrAppend(&text_, margin_, InGutter(" ="), " ",
                    Styled(label, Style::kBold, options_.color));
    AppendWrapped(Visible(text), margin_.size() + 3 + label.size(), Style::kPlain);
  }

  std::string Take() && { return std::move(text_); }

 private:
  std::string InGutter(std::string_view text) const {
    return Styled(text, kGutter, options_.color);
  }

  // Returns the number of terminal columns after a margin.
  size_t ColumnsAfter(size_t margin) const {
    return std::max(kNarrowest, options_.width - std::min(options_.width, margin));
  }

  // Appends a visible string to a line that has `column` columns. Indents further lines equally.
  void AppendWrapped(std::string_view visible, size_t column, Style style) {
    std::string_view before;
    const std::string indent = absl::StrCat("\n", std::string(column, ' '));
    for (const std::string_view line :
         WrapWords(visible, options_.width == 0 ? std::string_view::npos : ColumnsAfter(column))) {
      absl::StrAppend(&text_, before, Styled(line, style, options_.color));
      before = indent;
    }
    text_.push_back('\n');
  }

  const PeopleOptions& options_;
  const std::string number_;
  const std::string margin_;  // spaces of the same width
  std::string text_;
};

}  // namespace

std::string FormatDiagnostic(const Diagnostic& diagnostic, const Sources& sources,
                             RemedyPhrase phrase, const PeopleOptions& options) {
  const Location at = sources.Locate(diagnostic.position);
  std::optional<Excerpt> excerpt;
  if (!diagnostic.confidential) excerpt = sources.ExcerptAt(diagnostic.position);
  Writer writer(options, at.line);
  writer.Head(diagnostic);
  if (diagnostic.position.known()) writer.Place(at.ToString());
  if (excerpt.has_value()) {
    writer.Quote(*excerpt, BytesAtFault(diagnostic, sources), diagnostic.severity);
  }
  std::string place;
  if (!diagnostic.object.name.empty()) place = absl::StrCat("in ", diagnostic.object.ToString());
  if (!diagnostic.container.empty()) {
    absl::StrAppend(&place, place.empty() ? "in " : ", ", "container ", diagnostic.container);
  }
  if (!place.empty()) writer.Note("", place);
  if (!diagnostic.affects.empty()) writer.Note("", diagnostic.affects);
  if (const std::string help = diagnostic.remedy.ToString(phrase); !help.empty()) {
    writer.Note("help: ", help);
  }
  return std::move(writer).Take();
}

std::string FormatDiagnostics(const Diagnostics& diagnostics, const Sources& sources) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) {
    absl::StrAppend(&text, text.empty() ? "" : "\n", FormatDiagnostic(diagnostic, sources));
  }
  return text;
}

}  // namespace svcenv
