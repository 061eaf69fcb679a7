#include "cli/reports/explanation_report.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "cli/reports/origin_json.h"
#include "cli/reports/people_rows.h"
#include "cli/terminal/remedies.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/render/format.h"
#include "svcenv/render/heading.h"

namespace svcenv::cli {
namespace {

constexpr std::string_view kIndent = "  ";
constexpr size_t kLabelColumns = 9;
constexpr size_t kMaxOverridden = 100;  // latest overridden definitions to show

// Returns what a reference gets if it does not simply get the value.
std::string_view ExpansionText(Expansion expansion) {
  switch (expansion) {
    case Expansion::kValue:
      return "";
    case Expansion::kEarlier:
      return "sees the earlier value";
    case Expansion::kUnexpanded:
      return "sees the unexpanded text";
    case Expansion::kEmpty:
      return "sees an empty string";
    case Expansion::kNothing:
      return "keeps the reference literal";
    case Expansion::kUnknown:
      return "unknown";
  }
  return "";
}

// Says why a value with references is literal.
std::string_view WhyLiteral(const Variable& variable) {
  return variable.origin.kind == OriginKind::kFileKey
             ? "Kubernetes does not expand values from files"
             : "Kubernetes does not expand the values of ConfigMaps";
}

// Returns the field of the container that a variable is from: "envFrom[0]".
std::string FieldOf(const Variable& variable) {
  const bool of_object =
      variable.origin.kind == OriginKind::kConfigMap || variable.origin.kind == OriginKind::kSecret;
  return absl::StrCat(of_object ? "envFrom[" : "env[", variable.origin.index, "]");
}

std::string_view ExpansionName(Expansion expansion) {
  static constexpr std::string_view kNames[] = {"value", "earlier", "unexpanded",
                                                "empty", "nothing", "unknown"};
  return kNames[static_cast<size_t>(expansion)];
}

// Writes one explanation as text.
class People {
 public:
  People(const Explained& explained, const Sources& sources, const ReportStyle& style, bool places)
      : explained_(explained),
        explanation_(explained.explanation),
        sources_(sources),
        style_(style),
        places_(places) {}

  // Returns the text without the heading.
  std::string Text() {
    StringOutput output;
    output.Append(absl::StrCat(Headline(), "\n"));
    if (explanation_.absence.has_value()) {
      AddAbsence(*explanation_.absence, &output);
    } else {
      AddVariable(*explanation_.variable);
    }
    AddUses();
    WriteRows(rows_, style_.people, &output);
    return output.Take();
  }

 private:
  std::string Value(const Variable& variable) const {
    if (!variable.known()) return absl::StrCat("<unknown: ", variable.unknown, ">");
    if (variable.secret && style_.mask_secrets) return std::string(kMask);
    return absl::StrCat(variable.value, variable.assumed ? " (assumed)" : "");
  }

  std::string Headline() const {
    const std::string name = Visible(explanation_.name);
    if (!explanation_.variable.has_value()) {
      const std::string_view what = !explanation_.known() ? " may or may not be set"
                                    : explanation_.absence->reason == AbsenceReason::kImageVariable
                                        ? " is not set by Kubernetes"
                                        : " is not set";
      return Styled(absl::StrCat(name, what), Style::kYellow, style_.people.color);
    }
    const std::string text = absl::StrCat(name, "=", Visible(Value(*explanation_.variable)));
    return style_.people.width == 0 ? text : Cut(text, style_.people.width);
  }

  std::string Place(Position position) const {
    return places_ ? sources_.Locate(position).ToString() : "";
  }

  void Add(std::string_view label, Cell what, std::string_view from, Position position) {
    rows_.push_back({Cell(absl::StrCat(kIndent, label), Style::kDim), std::move(what),
                     std::string(from), Place(position)});
  }

  // Appends a sentence, which is never truncated.
  void AddSentence(std::string_view label, std::string_view text, Output* output) const {
    if (text.empty()) return;
    std::string padded(label);
    padded.resize(kLabelColumns, ' ');
    output->Append(
        absl::StrCat(Styled(absl::StrCat(kIndent, padded), Style::kDim, style_.people.color),
                     Visible(text), "\n"));
  }

  void AddAbsence(const Absence& absence, Output* output) const {
    const std::string place = Place(absence.position);
    AddSentence(
        "why",
        absl::StrCat(absence.message, place.empty() ? "" : " (", place, place.empty() ? "" : ")"),
        output);
    if (absence.unknown != absence.message) AddSentence("unknown", absence.unknown, output);
    AddSentence("help", absence.remedy.ToString(PhraseForCommandLine), output);
    if (absence.reason != AbsenceReason::kMistyped) {
      AddSentence("nearest", absl::StrJoin(absence.nearest, ", "), output);
    }
  }

  void AddVariable(const Variable& variable) {
    Add("from", Cell(variable.origin.ToString()), "", variable.origin.position);
    if (!explanation_.started.empty()) {
      Add("but",
          Cell(absl::StrCat("the container has been running since ", explanation_.started,
                            " and lacks it: the service is newer"),
               Style::kYellow),
          "restart the container", {});
    }
    if (!explanation_.literals.empty()) {
      Add("but",
          Cell(absl::StrCat("$(", absl::StrJoin(explanation_.literals, "), $("),
                            ") is not expanded: ", WhyLiteral(variable)),
               Style::kYellow),
          absl::StrCat("set ", variable.name, " with value in env"), {});
    }
    AddIngredients();
    AddOverridden(variable);
    AddCandidates();
  }

  void AddOverridden(const Variable& variable) {
    std::string_view label = "overrode";
    size_t count = 0;
    for (const Variable* old = variable.overrode; old != nullptr; old = old->overrode) {
      if (count++ == kMaxOverridden) {
        return Add("", Cell("earlier definitions are not shown", Style::kDim), "", {});
      }
      Add(label, Cell(Value(*old)), old->origin.ToString(), old->origin.position);
      label = "";
    }
  }

  void AddIngredients() {
    std::string_view label = "made of";
    for (const Ingredient& one : explanation_.made_of) {
      AddIngredient(one, label);
      label = "";
    }
    if (explanation_.truncated) {
      Add("",
          Cell(absl::StrCat("more than ", Explanation::kMaxIngredients, " references"),
               Style::kYellow),
          "explain one of the above to see the rest", {});
    }
  }

  void AddIngredient(const Ingredient& one, std::string_view label) {
    std::string indent;
    for (size_t i = 0; i < one.depth; ++i) indent += kIndent;
    if (!one.variable.has_value()) {
      const bool unknown = !one.absence->unknown.empty();
      return Add(label, Cell(absl::StrCat(indent, "$(", one.name, ")"), Style::kYellow),
                 unknown ? absl::StrCat("unknown: ", one.absence->unknown)
                         : absl::StrCat("is not expanded: ", one.absence->message),
                 one.absence->position);
    }
    std::string from = one.variable->origin.ToString();
    if (one.repeated && one.variable->origin.kind == OriginKind::kValue) from += ", as above";
    if (one.truncated) absl::StrAppend(&from, "; to see its references, explain ", one.name);
    Add(label, Cell(absl::StrCat(indent, one.name, "=", Value(*one.variable))), from,
        one.variable->origin.position);
  }

  void AddCandidates() {
    std::string_view label = "could be";
    if (explanation_.candidates.empty()) return;
    // The last candidate is the value shown above.
    for (auto one = explanation_.candidates.begin(); one + 1 != explanation_.candidates.end();
         ++one) {
      const Variable& variable = *one;
      Add(label, Cell(variable.value, Style::kYellow),
          absl::StrCat(variable.origin.ToString(), ": the kubelet picks one at random"),
          variable.origin.position);
      label = "";
    }
  }

  void AddUses() {
    std::string_view label = "used by";
    const std::vector<EnvVar>& env = explained_.result->resolved->container->env;
    for (const Use& use : explanation_.uses) {
      std::string_view field = use.reference.field;
      absl::ConsumePrefix(&field, explained_.field);
      absl::ConsumePrefix(&field, ".");
      std::string what(field);
      if (use.reference.place == ReferencePlace::kEnvValue) {
        what = absl::StrCat("env[", use.reference.index, "] ",
                            env[static_cast<size_t>(use.reference.index)].name.text);
      }
      const std::string_view expansion = ExpansionText(use.expansion);
      const std::string note = use.why.empty() || explanation_.absence.has_value()
                                   ? std::string(expansion)
                                   : absl::StrCat(expansion, ": ", use.why);
      Add(label, Cell(what, expansion.empty() ? Style::kPlain : Style::kYellow), note,
          use.reference.position);
      label = "";
    }
    for (const Variable* variable : explanation_.literal_in) {
      Add(label, Cell(absl::StrCat(FieldOf(*variable), " ", variable->name), Style::kYellow),
          absl::StrCat(ExpansionText(Expansion::kNothing), ": ", WhyLiteral(*variable)),
          variable->origin.position);
      label = "";
    }
  }

  const Explained& explained_;
  const Explanation& explanation_;
  const Sources& sources_;
  const ReportStyle& style_;
  const bool places_;
  std::vector<PeopleRow> rows_;
};

Json AbsenceJson(const Absence& absence, const Sources& sources) {
  Json json = {{"reason", std::string(AbsenceReasonName(absence.reason))},
               {"message", absence.message},
               {"remedy", absence.remedy.ToString(PhraseForCommandLine)},
               {"nearest", absence.nearest}};
  if (!absence.unknown.empty()) json["unknown"] = absence.unknown;
  json.update(PlaceJson(absence.position, sources));
  return json;
}

Json IngredientJson(const Ingredient& one, const Sources& sources, bool mask_secrets) {
  Json json = one.variable.has_value() ? ValueJson(*one.variable, sources, mask_secrets)
                                       : Json{{"name", std::string(one.name)},
                                              {"absent", AbsenceJson(*one.absence, sources)}};
  if (one.truncated) json["madeOfTruncated"] = true;
  return json;
}

Json IngredientsJson(const std::vector<Ingredient>& ingredients, const Sources& sources,
                     bool mask_secrets) {
  std::vector<Json> lists = {Json::array()};  // unfinished lists, by depth
  const auto close = [&] {
    Json list = std::move(lists.back());
    lists.pop_back();
    lists.back().back()["madeOf"] = std::move(list);
  };
  for (const Ingredient& one : ingredients) {
    while (lists.size() > one.depth + 1) close();
    if (lists.size() == one.depth) lists.push_back(Json::array());
    lists.back().push_back(IngredientJson(one, sources, mask_secrets));
  }
  while (lists.size() > 1) close();
  return std::move(lists.front());
}

Json OverriddenJson(const Variable& variable, const Sources& sources, bool mask_secrets) {
  Json list = Json::array();
  for (const Variable* old = variable.overrode; old != nullptr; old = old->overrode) {
    if (list.size() == kMaxOverridden) break;
    Json one = ValueJson(*old, sources, mask_secrets);
    one.erase("name");
    list.push_back(std::move(one));
  }
  return list;
}

bool HasMoreOverridden(const Variable& variable) {
  const Variable* old = variable.overrode;
  for (size_t i = 0; i < kMaxOverridden && old != nullptr; ++i) old = old->overrode;
  return old != nullptr;
}

Json UsesJson(const Explained& explained, const Sources& sources) {
  Json list = Json::array();
  for (const Use& use : explained.explanation.uses) {
    Json json = {{"field", use.reference.field},
                 {"gets", std::string(ExpansionName(use.expansion))}};
    if (!use.why.empty()) json["why"] = use.why;
    json.update(PlaceJson(use.reference.position, sources));
    list.push_back(std::move(json));
  }
  for (const Variable* variable : explained.explanation.literal_in) {
    Json json = {{"field", absl::StrCat(explained.field, ".", FieldOf(*variable))},
                 {"gets", std::string(ExpansionName(Expansion::kNothing))},
                 {"why", std::string(WhyLiteral(*variable))}};
    json.update(PlaceJson(variable->origin.position, sources));
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace

Json ExplanationJson(const Explained& explained, const Sources& sources, bool mask_secrets) {
  const Explanation& explanation = explained.explanation;
  Json json = SubjectJson(*explained.result);
  json["variable"] = std::string(explanation.name);
  if (explanation.variable.has_value()) {
    Json value = ValueJson(*explanation.variable, sources, mask_secrets);
    value.erase("name");
    json.update(value);
    json["overrode"] = OverriddenJson(*explanation.variable, sources, mask_secrets);
    if (HasMoreOverridden(*explanation.variable)) json["overrodeTruncated"] = true;
    if (!explanation.started.empty()) json["runningSince"] = std::string(explanation.started);
    if (!explanation.literals.empty()) json["notExpanded"] = explanation.literals;
    json["madeOf"] = IngredientsJson(explanation.made_of, sources, mask_secrets);
    if (explanation.truncated) json["madeOfTruncated"] = true;
  } else {
    json["absent"] = AbsenceJson(*explanation.absence, sources);
  }
  Json candidates = Json::array();
  for (const Variable& one : explanation.candidates) {
    Json candidate = ValueJson(one, sources, mask_secrets);
    candidate.erase("name");
    candidates.push_back(std::move(candidate));
  }
  json["candidates"] = std::move(candidates);
  json["usedBy"] = UsesJson(explained, sources);
  return json;
}

void WriteExplanations(Results results, const std::vector<Explained>& explained,
                       const Sources& sources, const ReportStyle& style, Output* output) {
  if (style.json) {
    Json list = Json::array();
    auto one = explained.begin();
    for (const Result& result : results) {
      if (!result.ok()) {
        list.push_back(ResultJson(result, {}));
      } else if (one != explained.end() && one->result == &result) {
        list.push_back(ExplanationJson(*one++, sources, style.mask_secrets));
      }
    }
    return output->Append(absl::StrCat(JsonText(list), "\n"));
  }
  std::vector<std::vector<const Explained*>> groups;
  std::map<std::string, size_t> group_of;  // by text without places
  for (const Explained& one : explained) {
    const auto [found, is_new] =
        group_of.try_emplace(People(one, sources, style, false).Text(), groups.size());
    if (is_new) groups.emplace_back();
    groups[found->second].push_back(&one);
  }
  std::string_view before;
  for (const std::vector<const Explained*>& group : groups) {
    std::vector<std::string> names;
    for (const Explained* one : group) names.push_back(HeadingOf(*one->result));
    output->Append(before);
    output->Append(SharedHeading(names, style.people.color));
    output->Append(People(*group.front(), sources, style, true).Text());
    before = "\n";
  }
}

}  // namespace svcenv::cli
