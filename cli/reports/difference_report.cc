#include "cli/reports/difference_report.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/reports/origin_json.h"
#include "cli/reports/people_rows.h"
#include "svcenv/base/counted.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/check/service_age.h"
#include "svcenv/render/format.h"
#include "svcenv/render/heading.h"

namespace svcenv::cli {
namespace {

// Returns null if both sides are processes.
const Result* Either(const Pair& pair) { return pair.a != nullptr ? pair.a : pair.b; }

struct Counts {
  size_t added = 0, removed = 0, changed = 0, unknown = 0, containers = 0, failed = 0;
  size_t unknown_items = 0;

  void Add(const Pair& pair) {
    containers += pair.alone;
    failed += pair.failed;
    unknown_items += pair.unknown_items.size();
    for (const Change& change : pair.changes) {
      added += change.kind == ChangeKind::kAdded;
      removed += change.kind == ChangeKind::kRemoved;
      changed += change.kind == ChangeKind::kChanged;
      unknown += change.kind == ChangeKind::kUnknown;
    }
  }

  std::string ToString(bool partial) const {
    std::vector<std::string> parts;
    const auto part = [&](size_t count, std::string_view what) {
      if (count > 0) parts.push_back(absl::StrCat(WithCommas(count), what));
    };
    part(added, " added");
    part(removed, " removed");
    part(changed, " changed");
    part(unknown, " unknown");
    part(containers,
         containers == 1 ? " container on one side only" : " containers on one side only");
    part(failed, failed == 1 ? " container not computed" : " containers not computed");
    if (!parts.empty()) return absl::StrJoin(parts, ", ");
    return partial || unknown_items > 0 ? "no known differences" : "no differences";
  }
};

// Writes the changes of one pair as text.
class People {
 public:
  People(const Pair& pair, const Differences& all, const ReportStyle& style, bool places)
      : pair_(pair), all_(all), style_(style), places_(places) {}

  // Returns the text without the heading.
  std::string Text() {
    StringOutput output;
    if (pair_.failed) {
      output.Append(Styled("  cannot be computed\n", Style::kRed, style_.people.color));
      return output.Take();
    }
    if (pair_.alone) {
      output.Append(absl::StrCat(
          "  ",
          Styled(absl::StrCat("only in ", Visible(pair_.a != nullptr ? all_.a : all_.b)),
                 Style::kYellow, style_.people.color),
          "\n"));
      return output.Take();
    }
    if (!pair_.note.empty()) Line(pair_.note, Style::kDim, &output);
    std::vector<std::string> of_image;
    std::map<std::pair<bool, std::string>, std::vector<const Change*>> sources;
    for (const Change& change : pair_.changes) {
      if (change.kind == ChangeKind::kImage) {
        of_image.push_back(Visible(change.a ? change.a->name : change.b->name));
      } else {
        sources[all_.by_source ? SourceOf(change) : std::pair(false, "")].push_back(&change);
      }
    }
    for (const auto& [source, changes] : sources) {
      if (all_.by_source) Line(source.second, Style::kPlain, &output);
      rows_.clear();
      for (const Change* change : changes) AddChange(*change);
      WriteRows(rows_, style_.people, &output);
    }
    for (const UnknownItem& one : pair_.unknown_items) {
      output.Append(Styled(
          Visible(absl::StrCat("  unknown on both sides: ", one.name.empty() ? "envFrom" : one.name,
                               ": ", one.why)),
          Style::kYellow, style_.people.color));
      output.Append("\n");
    }
    if (!of_image.empty()) {
      output.Append(Styled(absl::StrCat("  only in the process, from the image or the runtime: ",
                                        absl::StrJoin(of_image, " "), "\n"),
                           Style::kDim, style_.people.color));
    }
    return output.Take();
  }

  // Writes lines that begin with `heading`, without colors.
  void Lines(std::string_view heading, Output* output) {
    for (const Change& change : pair_.changes) {
      if (change.kind == ChangeKind::kImage) continue;
      rows_.clear();
      AddChange(change);
      const std::string source = Visible(SourceOf(change).second);
      for (const PeopleRow& row : rows_) {
        output->Append(absl::StrCat(
            heading, ": ", absl::StripLeadingAsciiWhitespace(row.label.text), " ", row.what.text,
            "  (", source, row.from.empty() ? "" : ", ", row.from, ")\n"));
      }
    }
  }

 private:
  void Line(std::string_view text, Style style, Output* output) const {
    output->Append(absl::StrCat("  ", Styled(Visible(text), style, style_.people.color), "\n"));
  }

  // Returns a sort key and the source of a changed variable. Services sort first.
  std::pair<bool, std::string> SourceOf(const Change& change) const {
    const bool of_b = change.b.has_value() && pair_.b != nullptr;
    const Result* const side = of_b ? pair_.b : pair_.a;
    if (side == nullptr) return {false, "services that no longer exist"};
    const Origin& origin = of_b ? change.b->origin : change.a->origin;
    const auto named = [&](std::string_view kind, const ObjectMeta* meta) {
      if (meta == nullptr) return absl::StrCat(kind, " not in the input");
      return absl::StrCat(kind, " ", meta->namespace_, "/", meta->name.text);
    };
    switch (origin.kind) {
      case OriginKind::kService:
        if (origin.service == nullptr) return {false, origin.ToString()};
        return {false,
                absl::StrCat(named("Service", &origin.service->meta),
                             Started(origin, *side).empty() ? "" : ", newer than the container")};
      case OriginKind::kConfigMap:
      case OriginKind::kConfigMapKey:
        return {true, named("ConfigMap", origin.object)};
      case OriginKind::kSecret:
      case OriginKind::kSecretKey:
        return {true, named("Secret", origin.object)};
      default:
        return {true, "env"};
    }
  }

  // Returns when the container started if the variable's service is newer, or "".
  std::string_view Started(const Origin& origin, const Result& side) const {
    return RunsLongerThan(origin.service, *pair_.workload, *side.resolved->container);
  }

  std::string Value(const Variable& variable) const {
    if (!variable.known()) return absl::StrCat("<unknown: ", variable.unknown, ">");
    if (variable.secret && style_.mask_secrets) return std::string(kMask);
    return absl::StrCat(variable.value, variable.assumed ? " (assumed)" : "");
  }

  void AddChange(const Change& change) {
    const bool masked = change.kind == ChangeKind::kChanged && style_.mask_secrets &&
                        change.a->secret && change.b->secret;
    if (change.a) AddLine(*change.a, "-", pair_.a, *all_.a_sources, false, change.kind);
    if (change.b) AddLine(*change.b, "+", pair_.b, *all_.b_sources, masked, change.kind);
  }

  // `side` is null for a process.
  void AddLine(const Variable& variable, std::string_view mark, const Result* side,
               const Sources& sources, bool masked, ChangeKind kind) {
    const Style style = kind == ChangeKind::kUnknown ? Style::kYellow
                        : mark == "-"                ? Style::kRed
                                                     : Style::kGreen;
    if (kind == ChangeKind::kUnknown) mark = mark == "-" ? "-?" : "+?";
    const bool places = places_ && all_.places && side != nullptr;
    rows_.push_back({Cell(absl::StrCat(all_.by_source ? "    " : "  ", mark), style),
                     Cell(absl::StrCat(variable.name, "=", Value(variable)), style),
                     all_.by_source ? std::string(masked ? "different value" : "")
                                    : From(variable, side, masked),
                     places ? sources.Locate(variable.origin.position).ToString() : ""});
  }

  std::string From(const Variable& variable, const Result* side, bool masked) const {
    std::string from = side != nullptr ? variable.origin.ToString() : "the process";
    if (masked) absl::StrAppend(&from, " (different value)");
    if (side == nullptr || (pair_.a != nullptr && pair_.b != nullptr)) return from;
    const std::string_view started = Started(variable.origin, *side);
    if (!started.empty()) {
      absl::StrAppend(&from, ", newer than the container, which has been running since ", started);
    }
    return from;
  }

  const Pair& pair_;
  const Differences& all_;
  const ReportStyle& style_;
  const bool places_;
  std::vector<PeopleRow> rows_;
};

Json SideJson(const Variable& variable, const Result* side, const Sources& sources,
              bool mask_secrets) {
  if (side != nullptr) return ValueJson(variable, sources, mask_secrets);
  Json json = VariableJson(variable, mask_secrets);
  if (variable.secret) json["secret"] = true;
  json["origin"] = {{"text", "the process"}};
  return json;
}

std::string_view KindName(ChangeKind kind) {
  static constexpr std::string_view kNames[] = {"removed", "added", "changed", "unknown", "image"};
  return kNames[static_cast<size_t>(kind)];
}

Json PairJson(const Pair& pair, const Differences& all, bool mask_secrets) {
  Json json = Json::object();
  if (const Result* result = Either(pair)) json = SubjectJson(*result);
  if (pair.failed) {
    const bool is_a = pair.a != nullptr && !pair.a->ok();
    json["error"] = ErrorJson(is_a ? *pair.a->error : *pair.b->error);
    json["error"]["side"] = is_a ? "a" : "b";
  }
  if (pair.alone) json["onlyIn"] = pair.a != nullptr ? "a" : "b";
  Json changes = Json::array();
  for (const Change& change : pair.changes) {
    Json one = {{"name", std::string(change.a ? change.a->name : change.b->name)},
                {"change", std::string(KindName(change.kind))}};
    if (change.a) one["a"] = SideJson(*change.a, pair.a, *all.a_sources, mask_secrets);
    if (change.b) one["b"] = SideJson(*change.b, pair.b, *all.b_sources, mask_secrets);
    for (const char* side : {"a", "b"}) {
      if (one.contains(side)) one[side].erase("name");
    }
    changes.push_back(std::move(one));
  }
  json["changes"] = std::move(changes);
  Json unknown_items = Json::array();
  for (const UnknownItem& one : pair.unknown_items) {
    unknown_items.push_back(
        {{one.name.empty() ? "source" : "name", one.name.empty() ? one.source : one.name},
         {"unknown", one.why}});
  }
  json["notKnown"] = std::move(unknown_items);
  return json;
}

Json AllJson(const Differences& all, bool mask_secrets) {
  Json containers = Json::array();
  for (const Pair& pair : all.pairs) containers.push_back(PairJson(pair, all, mask_secrets));
  return {{"a", all.a}, {"b", all.b}, {"containers", std::move(containers)}};
}

std::string PairHeading(const Pair& pair) {
  if (Either(pair) == nullptr) return "two processes";
  if (pair.a == nullptr || pair.b == nullptr) return HeadingOf(*Either(pair));
  const std::string a = HeadingOf(*pair.a), b = HeadingOf(*pair.b);
  return a == b ? a : absl::StrCat(a, " → ", b);
}

}  // namespace

bool Pair::differs() const {
  return alone || std::any_of(changes.begin(), changes.end(), [](const Change& change) {
           return change.kind != ChangeKind::kImage;
         });
}

void WriteChangeLines(const Pair& pair, const Differences& all, const ReportStyle& style,
                      Output* output) {
  ReportStyle plain = style;
  plain.people = {};
  People(pair, all, plain, /*places=*/false).Lines(Visible(PairHeading(pair)), output);
}

void WriteDifferences(const Differences& differences, const ReportStyle& style, Output* output) {
  if (style.json) {
    return output->Append(absl::StrCat(JsonText(AllJson(differences, style.mask_secrets)), "\n"));
  }
  Counts counts;
  std::vector<std::vector<const Pair*>> groups;
  std::map<std::string, size_t> group_of;  // by text without places
  for (const Pair& pair : differences.pairs) {
    counts.Add(pair);
    const bool is_dull = pair.changes.empty() && pair.unknown_items.empty() && pair.note.empty();
    if (is_dull && !pair.alone && !pair.failed) continue;
    const auto [found, is_new] =
        group_of.try_emplace(People(pair, differences, style, false).Text(), groups.size());
    if (is_new) groups.emplace_back();
    groups[found->second].push_back(&pair);
  }
  const auto side = [&](std::string_view mark, std::string_view name, Style color) {
    output->Append(Styled(absl::StrCat(mark, " ", Visible(name)), color, style.people.color));
    output->Append("\n");
  };
  side("---", differences.a, Style::kRed);
  side("+++", differences.b, Style::kGreen);
  for (const std::vector<const Pair*>& group : groups) {
    output->Append("\n");
    std::vector<std::string> names;
    for (const Pair* pair : group) names.push_back(PairHeading(*pair));
    output->Append(SharedHeading(names, style.people.color));
    output->Append(People(*group.front(), differences, style, true).Text());
  }
  output->Append(absl::StrCat("\n", counts.ToString(differences.partial), "\n"));
}

}  // namespace svcenv::cli
