// Format table: aligned columns, for people.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "svcenv/render/formats.h"
#include "svcenv/render/heading.h"
#include "svcenv/render/terminal_text.h"

namespace svcenv {
namespace {

// What text looks like; the colours can be read on light and on dark terminals.
enum class Style { kPlain, kHeading, kTitle, kService, kConfigMap, kSecret, kOwn, kDoubt };

// SGR parameters of ECMA-48: bold, dim, cyan, green, magenta, dim, red.
constexpr std::string_view kStyles[] = {"", "1", "2", "36", "32", "35", "2", "31"};

struct Cell {
  std::string text;
  Style style = Style::kPlain;
  std::string mark;  // behind the text, never cut
};

struct Row {
  Cell name, value, from;
};

constexpr size_t kGap = 2;
constexpr size_t kNarrowest = 8;  // to which value and from are cut at most

size_t ColumnsOf(const Cell& cell) {
  return svcenv::ColumnsOf(cell.text) + svcenv::ColumnsOf(cell.mark);
}

Style StyleOf(const Origin& origin) {
  switch (origin.kind) {
    case OriginKind::kService:
      return Style::kService;
    case OriginKind::kConfigMap:
    case OriginKind::kConfigMapKey:
      return Style::kConfigMap;
    case OriginKind::kSecret:
    case OriginKind::kSecretKey:
      return Style::kSecret;
    default:
      return Style::kOwn;
  }
}

// The origin without what the table says anyway: the namespace of the heading, a key of the
// variable's own name.
std::string OriginText(const Variable& variable, std::string_view namespace_) {
  std::string text = variable.origin.ToString();
  if (StyleOf(variable.origin) == Style::kOwn) return text;
  const size_t key = text.rfind(" key ");
  if (key != std::string::npos && text.substr(key + 5) == variable.name) text.erase(key);
  const std::string prefix = absl::StrCat(" ", namespace_, "/");
  const size_t at = text.find(prefix);
  if (at != std::string::npos) text.erase(at + 1, prefix.size() - 1);
  return text;
}

Row VariableRow(const Variable& variable, std::string_view namespace_,
                const RenderOptions& options) {
  Row row;
  row.name.text = Visible(variable.name);
  row.from = {Visible(OriginText(variable, namespace_)), StyleOf(variable.origin), ""};
  if (!variable.known()) {
    row.value = {Visible(absl::StrCat("<unknown: ", variable.unknown, ">")), Style::kDoubt, ""};
  } else if (variable.secret && options.mask_secrets) {
    row.value = {std::string(kMask), Style::kSecret, ""};
  } else {
    row.value.text = Visible(variable.value);
  }
  if (variable.assumed) row.value.mark = " (assumed)";
  return row;
}

// A row for each source of envFrom that is not known: the names of its variables are not known.
void AddUnknownSources(const ResolvedContainer& resolved, std::string_view namespace_,
                       std::vector<Row>* rows) {
  const std::vector<UnknownSource>& unknown = resolved.environment.unknown_sources();
  const std::vector<EnvFrom>& sources = resolved.container->env_from;
  for (size_t i = 0; i < sources.size(); ++i) {
    const EnvFrom& source = sources[i];
    if (!source.config_map.has_value() && !source.secret.has_value()) continue;
    const bool of_map = source.config_map.has_value();
    const ObjectName object{of_map ? "ConfigMap" : "Secret", std::string(namespace_),
                            std::string((of_map ? source.config_map : source.secret)->name.text)};
    const auto found = std::find_if(unknown.begin(), unknown.end(),
                                    [&](const UnknownSource& u) { return u.object == object; });
    if (found == unknown.end()) continue;
    rows->push_back({{Visible(absl::StrCat(source.prefix.text, "*")), Style::kPlain, ""},
                     {Visible(absl::StrCat("<unknown: ", object.ToString(), " ", found->why, ">")),
                      Style::kDoubt, ""},
                     {absl::StrCat("envFrom[", i, "]"),
                      source.secret.has_value() ? Style::kSecret : Style::kConfigMap, ""}});
  }
}

// Lays rows out and writes them.
class Table {
 public:
  Table(const RenderOptions& options, Output* output) : options_(options), output_(*output) {}

  void Write(std::string_view heading, std::vector<Row> rows) {
    if (written_) output_.Append("\n");
    written_ = true;
    Put({Visible(heading), Style::kHeading, ""}, 0);
    output_.Append("\n");
    if (rows.empty()) return output_.Append("(no variables)\n");
    rows.insert(rows.begin(), Row{{"NAME", Style::kTitle, ""},
                                  {"VALUE", Style::kTitle, ""},
                                  {"FROM", Style::kTitle, ""}});
    Measure(rows);
    for (const Row& row : rows) {
      const bool has_own_line = ColumnsOf(row.name) > name_;
      Put(row.name, has_own_line ? 0 : name_ + kGap);
      if (has_own_line) output_.Append(absl::StrCat("\n", std::string(name_ + kGap, ' ')));
      Put(row.value, value_ + kGap, value_);
      Put(row.from, 0, from_);
      output_.Append("\n");
    }
  }

 private:
  // The widths of the columns. What does not fit is cut in value and from; names never are, but the
  // long ones get a line of their own.
  void Measure(const std::vector<Row>& rows) {
    name_ = value_ = from_ = 0;
    for (const Row& row : rows) {
      name_ = std::max(name_, ColumnsOf(row.name));
      value_ = std::max(value_, ColumnsOf(row.value));
      from_ = std::max(from_, ColumnsOf(row.from));
    }
    const size_t width = options_.width;
    if (width == 0 || name_ + value_ + from_ + 2 * kGap <= width) return;
    name_ = 0;
    for (const Row& row : rows) {
      const size_t columns = ColumnsOf(row.name);
      if (columns <= width * 2 / 5) name_ = std::max(name_, columns);
    }
    const size_t taken = name_ + 2 * kGap;
    const size_t left = std::max(width > taken ? width - taken : 0, 2 * kNarrowest);
    from_ = std::min(from_, std::max(left / 2, left - std::min(left, value_)));
    value_ = std::min(value_, left - from_);
  }

  // A cell, cut to `widest` columns and filled up to `columns`.
  void Put(const Cell& cell, size_t columns, size_t widest = std::string::npos) {
    const size_t mark = svcenv::ColumnsOf(cell.mark);
    const std::string text = Cut(cell.text, widest - std::min(widest, mark));
    Styled(text, cell.style);
    Styled(cell.mark, Style::kDoubt);
    const size_t used = svcenv::ColumnsOf(text) + mark;
    if (used < columns) output_.Append(std::string(columns - used, ' '));
  }

  void Styled(std::string_view text, Style style) {
    if (!options_.color || style == Style::kPlain || text.empty()) return output_.Append(text);
    output_.Append(
        absl::StrCat("\x1b[", kStyles[static_cast<size_t>(style)], "m", text, "\x1b[0m"));
  }

  const RenderOptions& options_;
  Output& output_;
  bool written_ = false;
  size_t name_ = 0, value_ = 0, from_ = 0;
};

}  // namespace

// A table for each container; one for all services of a namespace that stand side by side.
void WriteTable(Results results, const RenderOptions& options, Output* output) {
  Table table(options, output);
  for (size_t i = 0; i < results.size(); ++i) {
    const Result& result = results[i];
    if (!result.ok()) continue;
    std::vector<Row> rows;
    const auto add = [&](const Variable& variable) {
      rows.push_back(VariableRow(variable, result.object.namespace_, options));
    };
    ForEachVariable(result, options.sort, add);
    if (result.resolved.has_value()) {
      AddUnknownSources(*result.resolved, result.object.namespace_, &rows);
      table.Write(HeadingOf(result), std::move(rows));
      continue;
    }
    while (i + 1 < results.size() && results[i + 1].service != nullptr &&
           results[i + 1].object.namespace_ == result.object.namespace_) {
      ForEachVariable(results[++i], options.sort, add);
    }
    table.Write(absl::StrCat("Services of ", result.object.namespace_), std::move(rows));
  }
}

}  // namespace svcenv
