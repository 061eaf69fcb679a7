#include "svcenv/check/fix.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/check/fix_place.h"

namespace svcenv {
namespace {

uint32_t Size(std::string_view text) { return static_cast<uint32_t>(text.size()); }

bool IsAll(std::string_view text, bool (*is_allowed)(unsigned char c)) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_allowed(static_cast<unsigned char>(c));
  });
}

// Returns whether `text` needs no quotes or escapes anywhere in a scalar or key.
bool IsPlainWord(std::string_view text) {
  return IsAll(text, [](unsigned char c) {
    return absl::ascii_isalnum(c) || absl::StrContains("_.-", static_cast<char>(c));
  });
}

// Returns the variable whose value is the scalar; empty if there is none.
std::vector<std::string> VariableOf(const Layout& layout, size_t scalar) {
  const std::optional<EnvEntries> entries = EntriesAround(layout, scalar);
  const std::string_view name = entries.has_value() ? entries->NameOf(entries->at) : "";
  if (name.empty()) return {};
  return {std::string(name)};
}

Fix PlanQuote(const FixPlace& place, size_t scalar) {
  const LayoutNode& node = place.layout.node(scalar);
  const std::string_view written = place.Slice(node.range);
  const bool is_plain = node.plain && !node.shared && written == node.text &&
                        node.range.begin == place.finding.position.offset;
  const auto is_bare = [](unsigned char c) {
    return absl::ascii_isgraph(c) && c != '"' && c != '\\';
  };
  if (!is_plain || !IsAll(written, is_bare)) return {};
  return {{{node.range.begin, Size(written), absl::StrCat("\"", written, "\"")}}, {}};
}

// Returns the number of $ immediately before `at`.
size_t DollarsBefore(std::string_view text, size_t at) {
  size_t dollars = 0;
  while (dollars < at && text[at - dollars - 1] == '$') ++dollars;
  return dollars;
}

// Replaces each occurrence of the reference that the finding points at, because equal references in
// a string share one finding.
Fix ReplaceReferences(const FixPlace& place, size_t scalar, std::string_view begin, char end,
                      const std::string& replacement) {
  const LayoutNode& node = place.layout.node(scalar);
  const TextRange range = {place.finding.position.offset,
                           place.finding.position.offset + place.finding.length};
  if (node.shared || range.end > node.range.end) return {};
  const std::string_view part = place.Slice(range);
  if (part.size() <= begin.size() + 1 || !absl::StartsWith(part, begin) || part.back() != end) {
    return {};
  }
  const std::string_view written = place.Slice(node.range);
  Fix fix;
  for (size_t at = written.find(part); at != written.npos; at = written.find(part, at + 1)) {
    if (DollarsBefore(written, at) % 2 != 0) continue;  // $$( is literal
    fix.edits.push_back({node.range.begin + static_cast<uint32_t>(at), Size(part), replacement});
  }
  fix.variables = VariableOf(place.layout, scalar);
  return fix;
}

Fix PlanReference(const FixPlace& place, size_t scalar) {
  const std::string_view part =
      place.text.substr(place.finding.position.offset, std::max<uint32_t>(place.finding.length, 3));
  if (part.size() < 3) return {};
  return ReplaceReferences(place, scalar, "${", '}',
                           absl::StrCat("$(", part.substr(2, part.size() - 3), ")"));
}

Fix PlanEscape(const FixPlace& place, size_t scalar) {
  const std::string_view part =
      place.text.substr(place.finding.position.offset, place.finding.length);
  Fix fix = ReplaceReferences(place, scalar, "$(", ')', absl::StrCat("$", part));
  fix.variables.clear();
  return fix;
}

Fix PlanWrite(const FixPlace& place, size_t scalar) {
  const std::string& text = place.repair.text;
  if (absl::StartsWith(text, "$(")) {
    if (!IsPlainWord(std::string_view(text).substr(2, text.size() - 3))) return {};
    return ReplaceReferences(place, scalar, "$(", ')', text);
  }
  const LayoutNode& node = place.layout.node(scalar);
  const bool is_plain = node.plain && !node.shared && place.Slice(node.range) == node.text &&
                        node.range.begin == place.finding.position.offset;
  if (!is_plain || !IsPlainWord(text)) return {};
  return {{{node.range.begin, Size(node.text), text}}, {}};
}

Fix PlanRepair(const FixPlace& place, size_t scalar) {
  switch (place.repair.kind) {
    case RepairKind::kQuote:
      return PlanQuote(place, scalar);
    case RepairKind::kIndent:
      return PlanIndent(place, scalar);
    case RepairKind::kMoveEntry:
      return PlanMove(place, scalar);
    case RepairKind::kRemoveEntry:
      return PlanRemoval(place, scalar);
    case RepairKind::kUseReference:
      return PlanReference(place, scalar);
    case RepairKind::kWrite:
      return PlanWrite(place, scalar);
    case RepairKind::kEscape:
      return PlanEscape(place, scalar);
  }
  return {};
}

}  // namespace

const Layout* FixPlanner::LayoutAt(Position position) {
  const std::string_view text = sources_.text(position.file);
  File& file = files_[position.file];
  if (file.documents.empty()) file.documents = SplitDocuments(text);
  const auto after = std::upper_bound(
      file.documents.begin(), file.documents.end(), position.offset,
      [](uint32_t offset, const TextRange& document) { return offset < document.begin; });
  if (after == file.documents.begin()) return nullptr;
  const auto number = static_cast<size_t>(after - file.documents.begin()) - 1;
  const auto [found, is_new] = file.layouts.try_emplace(number);
  if (is_new) found->second = Layout::Read(text, file.documents[number]);
  return &found->second;
}

std::optional<Fix> FixPlanner::Plan(const Diagnostic& finding, FixSafety safety) {
  if (finding.repairs.empty() || !finding.position.known() || finding.confidential ||
      !sources_.ExcerptAt(finding.position).has_value()) {
    return std::nullopt;
  }
  for (const Repair& repair : finding.repairs) {
    if (!repair.safe && safety == FixSafety::kSafe) continue;
    const Layout* const layout = LayoutAt(finding.position);
    if (layout == nullptr) return std::nullopt;
    const size_t scalar = layout->ScalarAt(finding.position.offset);
    if (scalar == Layout::kNone) return std::nullopt;
    Fix fix = PlanRepair({sources_.text(finding.position.file), *layout, finding, repair}, scalar);
    if (!fix.edits.empty()) return fix;
  }
  return std::nullopt;
}

}  // namespace svcenv
