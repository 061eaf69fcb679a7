// Format table: aligned columns for people.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/env/service_variables.h"
#include "svcenv/render/columns.h"
#include "svcenv/render/formats.h"
#include "svcenv/render/heading.h"

namespace svcenv {
namespace {

constexpr size_t kNarrowest = 8;  // minimum width to which VALUE and FROM are cut

bool IsOwn(const Origin& origin) {
  switch (origin.kind) {
    case OriginKind::kService:
    case OriginKind::kConfigMap:
    case OriginKind::kConfigMapKey:
    case OriginKind::kSecret:
    case OriginKind::kSecretKey:
      return false;
    default:
      return true;
  }
}

// Returns a color that is readable on light and dark terminals.
Style StyleOf(const Origin& origin) {
  switch (origin.kind) {
    case OriginKind::kService:
      return Style::kCyan;
    case OriginKind::kConfigMap:
    case OriginKind::kConfigMapKey:
      return Style::kGreen;
    case OriginKind::kSecret:
    case OriginKind::kSecretKey:
      return Style::kMagenta;
    default:
      return Style::kDim;
  }
}

std::vector<Cell> MakeRow(Cell name, Cell value, Cell from) {
  std::vector<Cell> row;
  row.reserve(3);
  row.push_back(std::move(name));
  row.push_back(std::move(value));
  row.push_back(std::move(from));
  return row;
}

// Returns the origin without redundant parts: the namespace, which is in the heading, and a key
// that equals the variable's name.
std::string OriginText(const Variable& variable, std::string_view namespace_) {
  std::string text = variable.origin.ToString();
  if (IsOwn(variable.origin)) return text;
  const size_t key = text.rfind(" key ");
  if (key != std::string::npos && text.substr(key + 5) == variable.name) text.erase(key);
  const std::string prefix = absl::StrCat(" ", namespace_, "/");
  const size_t at = text.find(prefix);
  if (at != std::string::npos) text.erase(at + 1, prefix.size() - 1);
  return text;
}

Cell ValueCell(const Variable& variable, bool mask_secrets) {
  if (!variable.known()) {
    return Cell(absl::StrCat("<unknown: ", variable.unknown, ">"), Style::kRed);
  }
  if (variable.secret && mask_secrets) return Cell(kMask, Style::kMagenta);
  return Cell(variable.value);
}

std::vector<Cell> VariableRow(const Variable& variable, std::string_view namespace_,
                              const RenderOptions& options) {
  Cell value = ValueCell(variable, options.mask_secrets);
  if (variable.assumed) value.mark = " (assumed)";
  return MakeRow(Cell(variable.name), std::move(value),
                 Cell(OriginText(variable, namespace_), StyleOf(variable.origin)));
}

// Adds a row for each unknown envFrom source and each unknown service, instead of their variables.
void AddUnknownSources(const ResolvedContainer& resolved, std::string_view namespace_,
                       Columns* rows) {
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
    rows->Add(MakeRow(
        Cell(absl::StrCat(source.prefix.text, "*")),
        Cell(absl::StrCat("<unknown: ", object.ToString(), " ", found->why, ">"), Style::kRed),
        Cell(absl::StrCat("envFrom[", i, "]"), of_map ? Style::kGreen : Style::kMagenta)));
  }
  for (const UnknownSource& source : unknown) {
    if (source.object.kind != "Service") continue;
    rows->Add(
        MakeRow(Cell(absl::StrCat(ServiceVariablePrefix(source.object.name), "_*")),
                Cell(absl::StrCat("<unknown: ", source.object.ToString(), " ", source.why, ">"),
                     Style::kRed),
                Cell(absl::StrCat("Service ", source.object.name), Style::kCyan)));
  }
}

// Returns a table with its header row.
Columns NewTable(const RenderOptions& options) {
  Columns rows({options.color, options.width});
  rows.set_first_hangs();
  rows.set_cut({1, 2}, kNarrowest);
  rows.Add(
      MakeRow(Cell("NAME", Style::kDim), Cell("VALUE", Style::kDim), Cell("FROM", Style::kDim)));
  return rows;
}

}  // namespace

// Writes one table per container, and one per run of services in the same namespace.
void WriteTable(Results results, const RenderOptions& options, Output* output) {
  std::string_view before;
  const auto write = [&](std::string_view heading, Columns rows) {
    output->Append(before);
    before = "\n";
    output->Append(absl::StrCat(Styled(Visible(heading), Style::kBold, options.color), "\n"));
    if (rows.size() == 1) return output->Append("(no variables)\n");
    rows.Write(output);
  };
  for (size_t i = 0; i < results.size(); ++i) {
    const Result& result = results[i];
    if (!result.ok()) continue;
    Columns rows = NewTable(options);
    const auto add = [&](const Variable& variable) {
      rows.Add(VariableRow(variable, result.object.namespace_, options));
    };
    ForEachVariable(result, options.sort, add);
    if (result.resolved.has_value()) {
      AddUnknownSources(*result.resolved, result.object.namespace_, &rows);
      write(HeadingOf(result), std::move(rows));
      continue;
    }
    while (i + 1 < results.size() && results[i + 1].service != nullptr &&
           results[i + 1].object.namespace_ == result.object.namespace_) {
      ForEachVariable(results[++i], options.sort, add);
    }
    write(absl::StrCat("Services in ", result.object.namespace_), std::move(rows));
  }
}

}  // namespace svcenv
