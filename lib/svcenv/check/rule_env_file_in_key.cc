#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "svcenv/check/lint_rules.h"
#include "svcenv/check/shell_text.h"
#include "svcenv/kubernetes/names.h"

namespace svcenv {
namespace {

// Returns whether each nonblank line is KEY=VALUE or a comment, and at least two are KEY=VALUE.
bool IsEnvFile(std::string_view text) {
  size_t settings = 0;
  for (std::string_view line : absl::StrSplit(text, '\n')) {
    line = absl::StripAsciiWhitespace(line);
    if (line.empty() || line.front() == '#') continue;
    absl::ConsumePrefix(&line, "export ");
    const std::string_view name = line.substr(0, line.find('='));
    if (name.size() == line.size() || !ShellNameProblem(name).empty()) return false;
    ++settings;
  }
  return settings >= 2;
}

// Returns the only entry, if it is an env file. A key that looks like a variable is intended to
// contain one.
const Entry* EnvFileOf(const Entries& data) {
  if (data.size() != 1 || LooksLikeVariable(data.front().key)) return nullptr;
  return IsEnvFile(data.front().value) ? &data.front() : nullptr;
}

}  // namespace

// Reports each object once.
void EnvFileInKey(const LintContext& lint, Diagnostics* findings) {
  absl::flat_hash_set<const ObjectMeta*> seen;
  const auto check = [&](const LintContainer& one, std::string_view kind, const ObjectMeta& meta,
                         const Entries& data, size_t index) {
    if (!seen.insert(&meta).second) return;
    const Entry* entry = EnvFileOf(data);
    if (entry == nullptr) return;
    const ObjectName object = NameOf(kind, meta);
    Diagnostic found = lint.Find(
        one, "env-file-in-key",
        absl::StrCat("key ", entry->key, " of ", object.ToString(),
                     " contains an env file, but envFrom creates a single variable from it"),
        "store each line as its own key, as kubectl create --from-env-file does", entry->position,
        absl::StrCat("envFrom[", index, "]"));
    found.confidential = kind == "Secret";
    found.related = {object};
    findings->push_back(std::move(found));
  };
  for (const LintContainer& one : lint.containers()) {
    const std::vector<EnvFrom>& sources = one.container().env_from;
    const PodContext context = lint.ContextOf(one);
    for (size_t i = 0; i < sources.size(); ++i) {
      const EnvFrom& source = sources[i];
      if (source.config_map.has_value()) {
        const SourceObject map = context.FindSource("ConfigMap", source.config_map->name.text);
        if (map.meta != nullptr) check(one, "ConfigMap", *map.meta, *map.data, i);
      } else if (source.secret.has_value()) {
        const SourceObject secret = context.FindSource("Secret", source.secret->name.text);
        if (secret.meta != nullptr) check(one, "Secret", *secret.meta, *secret.data, i);
      }
    }
  }
}

}  // namespace svcenv
