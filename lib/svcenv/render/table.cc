// Format table: aligned columns for people.
#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "svcenv/base/counted.h"
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

// Returns a short name of an overridden variable's origin: "envFrom[0]".
std::string ShortOrigin(const Origin& origin) {
  switch (origin.kind) {
    case OriginKind::kService:
      return origin.service == nullptr ? "SERVICE_HOST"
                                       : absl::StrCat("Service ", origin.service->meta.name.text);
    case OriginKind::kConfigMap:
    case OriginKind::kSecret:
      return absl::StrCat("envFrom[", origin.index, "]");
    default:
      return absl::StrCat("env[", origin.index, "]");
  }
}

// Returns the entries of env whose values contain a reference that is not expanded.
std::set<int> UnexpandedIn(const ResolvedContainer& resolved) {
  absl::flat_hash_set<std::pair<uint32_t, uint32_t>> positions;
  for (const UnresolvedReference& reference : resolved.environment.unresolved()) {
    positions.insert({reference.position.file, reference.position.offset});
  }
  std::set<int> entries;
  if (positions.empty()) return entries;
  for (size_t i = 0; i < resolved.container->env.size(); ++i) {
    const Position at = resolved.container->env[i].value.position;
    if (positions.contains({at.file, at.offset})) entries.insert(static_cast<int>(i));
  }
  return entries;
}

std::vector<Cell> VariableRow(const Variable& variable, std::string_view namespace_,
                              const RenderOptions& options, const std::set<int>& unexpanded) {
  Cell value = ValueCell(variable, options.mask_secrets);
  Cell from(OriginText(variable, namespace_), StyleOf(variable.origin));
  if (variable.assumed) value.mark = " (assumed)";
  if (variable.origin.kind == OriginKind::kValue && unexpanded.count(variable.origin.index) > 0) {
    absl::StrAppend(&value.mark, " (not expanded)");
  }
  if (options.mark && variable.overrode != nullptr) {
    from.mark = Visible(absl::StrCat(" (overrides ", ShortOrigin(variable.overrode->origin), ")"));
    from.mark_style = Style::kYellow;
  }
  return MakeRow(Cell(variable.name), std::move(value), std::move(from));
}

// The variables of one service in an environment.
struct ServiceFold {
  size_t count = 0;       // of its variables that the container gets
  size_t overridden = 0;  // by envFrom and env
  std::string_view host;
  bool assumed = false;
};

// Adds a row for each service instead of its variables.
void AddServices(const Environment& environment, std::string_view namespace_, Columns* rows) {
  const auto by_name = [](const Service* a, const Service* b) {
    return std::tie(a->meta.namespace_, a->meta.name.text) <
           std::tie(b->meta.namespace_, b->meta.name.text);
  };
  std::map<const Service*, ServiceFold, decltype(by_name)> folds(by_name);
  for (const ServiceVariable& variable : environment.services().all()) {
    if (variable.service == nullptr) {
      rows->Add(MakeRow(Cell(variable.name), Cell(variable.value), Cell("--", Style::kDim)));
      continue;
    }
    ServiceFold& fold = folds[variable.service];
    const auto& own = environment.own();
    const auto at = std::lower_bound(
        own.begin(), own.end(), variable.name,
        [](const Variable* one, std::string_view name) { return one->name < name; });
    ++(at != own.end() && (*at)->name == variable.name ? fold.overridden : fold.count);
    if (variable.port == nullptr) fold.host = variable.value;
    fold.assumed = fold.assumed || environment.services().IsAssumed(variable);
  }
  for (const auto& [service, fold] : folds) {
    Variable variable;
    variable.origin.kind = OriginKind::kService;
    variable.origin.service = service;
    Cell value(
        absl::StrCat(fold.host, fold.host.empty() ? "" : ", ", Counted(fold.count, "variable")));
    if (fold.assumed) value.mark = " (assumed)";
    Cell from(OriginText(variable, namespace_), Style::kCyan);
    if (fold.overridden > 0) {
      from.mark = absl::StrCat(" (", fold.overridden, " overridden)");
      from.mark_style = Style::kYellow;
    }
    rows->Add(MakeRow(Cell(absl::StrCat(ServiceVariablePrefix(service->meta.name.text), "_*")),
                      std::move(value), std::move(from)));
  }
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

// Adds the rows of a container.
void AddContainer(const Result& result, const RenderOptions& options, Columns* rows) {
  const ResolvedContainer& resolved = *result.resolved;
  std::set<int> unexpanded;
  if (options.mark) unexpanded = UnexpandedIn(resolved);
  const auto add = [&](bool own, bool services) {
    ForEachVariable(result, options.sort, [&](const Variable& variable) {
      if (variable.origin.kind == OriginKind::kService ? !services : !own) return;
      rows->Add(VariableRow(variable, result.object.namespace_, options, unexpanded));
    });
  };
  const bool own_first = options.sort == SortOrder::kOwnFirst;
  add(/*own=*/true, /*services=*/!own_first);
  // Unknown envFrom sources follow the known ones.
  AddUnknownSources(resolved, result.object.namespace_, rows);
  if (!own_first) return;
  if (options.fold_services) {
    return AddServices(resolved.environment, result.object.namespace_, rows);
  }
  add(/*own=*/false, /*services=*/true);
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
    if (result.resolved.has_value()) {
      AddContainer(result, options, &rows);
      write(HeadingOf(result), std::move(rows));
      continue;
    }
    const auto add = [&](const Variable& variable) {
      rows.Add(VariableRow(variable, result.object.namespace_, options, {}));
    };
    ForEachVariable(result, options.sort, add);
    while (i + 1 < results.size() && results[i + 1].service != nullptr &&
           results[i + 1].object.namespace_ == result.object.namespace_) {
      ForEachVariable(results[++i], options.sort, add);
    }
    write(absl::StrCat("Services in ", result.object.namespace_), std::move(rows));
  }
}

}  // namespace svcenv
