#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "re2/re2.h"
#include "svcenv/check/image_variables.h"
#include "svcenv/check/lint_rules.h"
#include "svcenv/check/shell_text.h"
#include "svcenv/env/service_reference.h"

namespace svcenv {
namespace {

// Returns the distinct names of ${NAME} in a string, as views into it. Skips `$${NAME}`, which
// people write to get a literal `${NAME}`.
std::set<std::string_view> ShellReferences(std::string_view text) {
  static const auto& pattern = *new RE2(R"((?:^|[^$])\$\{([A-Za-z_][A-Za-z0-9_]*)\})");
  std::set<std::string_view> names;
  if (!absl::StrContains(text, "${")) return names;
  re2::StringPiece rest(text.data(), text.size());
  re2::StringPiece name;
  while (RE2::FindAndConsume(&rest, pattern, &name)) names.insert({name.data(), name.size()});
  return names;
}

// Returns whether the text has a ${NAME} in a field where only envsubst or a similar program could
// expand it. O(size of the text).
bool IsForEnvsubst(std::string_view text) {
  static const auto& pattern = *new RE2(
      R"re((?m)(?:(?:^|[\s{,"])(?:image|namespace|replicas|host|kind|app|cpu|memory|storage|port|)re"
      R"re(containerPort|targetPort|nodePort|secretName|serviceAccountName|storageClassName)|)re"
      R"re(metadata:\s*\{?\s*name)"?\s*:[ \t]*["']?[^\s"',}]*\$\{[A-Za-z_])re");
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

class ShellStyle {
 public:
  ShellStyle(const LintContext& lint, const LintContainer& one, Diagnostics* findings)
      : lint_(lint), one_(one), findings_(*findings) {}

  void Run() {
    const Container& container = one_.container();
    if (!ExpandsItself(container)) {
      AddWords(container.command, ReferencePlace::kCommand, "command");
      AddWords(container.args, ReferencePlace::kArgs, "args");
    }
    ForEachExecProbe(container, [&](Probe probe, const std::vector<Located>& command) {
      AddWords(command, ReferencePlace::kProbe, absl::StrCat(ProbeField(probe), ".exec.command"));
    });
    for (size_t i = 0; i < container.env.size(); ++i) {
      Add(container.env[i].value, absl::StrCat("env[", i, "].value"), Place::kValue);
    }
    for (size_t i = 0; i < container.volume_mounts.size(); ++i) {
      Add(container.volume_mounts[i].sub_path_expr,
          absl::StrCat("volumeMounts[", i, "].subPathExpr"), Place::kExpanded);
    }
    for (const FieldText& text : container.unexpanded) {
      if (!absl::StrContains(text.field, ".exec.")) {
        Add(text.text, std::string(text.field), Place::kNotExpanded);
      }
    }
  }

 private:
  enum class Place { kExpanded, kValue, kNotExpanded };

  // Returns whether the program expands ${NAME} in its own arguments or files.
  static bool ExpandsItself(const Container& container) {
    return std::any_of(container.args.begin(), container.args.end(), [](const Located& word) {
      return absl::StrContains(word.text, "expand-env");
    });
  }

  void AddWords(const std::vector<Located>& words, ReferencePlace place, std::string_view list) {
    for (size_t i = 0; i < words.size(); ++i) {
      const std::string field = absl::StrCat(list, "[", i, "]");
      if (!one_.shell_texts.Has(place, i, field)) Add(words[i], field, Place::kExpanded);
    }
  }

  // A value is often the application's own template, so there the name must be a known variable.
  bool IsMeant(std::string_view name, Place place) const {
    if (place != Place::kValue) return LooksLikeVariable(name);
    return one_.resolved().environment.Find(name).has_value() || !ServicePrefixesOf(name).empty();
  }

  // Returns whether the container gets the variable, or an image or runtime usually sets it.
  bool IsSet(std::string_view name) const {
    return one_.resolved().environment.Find(name).has_value() || !UsualSetter(name).empty() ||
           !ServicePrefixesOf(name).empty();
  }

  // Returns whether env sets the name to exactly ${NAME}: envsubst or a similar program fills it in.
  bool IsFilledIn(std::string_view name) const {
    const std::vector<EnvVar>& env = one_.container().env;
    return std::any_of(env.begin(), env.end(), [&](const EnvVar& entry) {
      return entry.name.text == name && entry.value.text == absl::StrCat("${", name, "}");
    });
  }

  static std::string RemedyOf(std::string_view name, Place place, bool is_set) {
    if (place == Place::kNotExpanded) {
      return "write the value itself; Kubernetes does not expand this field";
    }
    if (is_set) return absl::StrCat("write $(", name, "), or $${", name, "} to keep it literal");
    return absl::StrCat("define ", name, " in env and write $(", name,
                        "); ignore this if envsubst or a similar program replaces it");
  }

  void Add(const Located& text, const std::string& field, Place place) {
    for (const std::string_view name : ShellReferences(text.text)) {
      const std::string_view part(name.data() - 2, name.size() + 3);
      if (!IsMeant(name, place) || one_.IsPlaceholder(part) || IsFilledIn(name)) continue;
      const bool is_set = IsSet(name);
      Diagnostic found = lint_.Find(one_, "shell-style-reference",
                                    absl::StrCat(part, " is not expanded: no shell reads ", field),
                                    RemedyOf(name, place, is_set), text.position, field);
      if (!is_set) found.severity = Severity::kInfo;
      lint_.PointAtPart(text, part, &found);
      if (place != Place::kNotExpanded) {
        found.repairs = {{RepairKind::kUseReference, "",
                          /*safe=*/one_.resolved().environment.Find(name).has_value()}};
      }
      findings_.push_back(std::move(found));
    }
  }

  const LintContext& lint_;
  const LintContainer& one_;
  Diagnostics& findings_;
};

}  // namespace

void ShellStyleReference(const LintContext& lint, Diagnostics* findings) {
  Diagnostics found;
  for (const LintContainer& one : lint.containers()) ShellStyle(lint, one, &found).Run();
  absl::flat_hash_map<uint32_t, bool> for_envsubst;  // by file
  for (Diagnostic& finding : found) {
    const uint32_t file = finding.position.file;
    const auto [known, is_new] = for_envsubst.try_emplace(file, false);
    if (is_new && file != 0) known->second = IsForEnvsubst(lint.cluster().sources().text(file));
    if (!known->second) findings->push_back(std::move(finding));
  }
}

}  // namespace svcenv
