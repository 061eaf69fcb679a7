#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"
#include "svcenv/check/shell_text.h"
#include "svcenv/env/template.h"

namespace svcenv {
namespace {

std::string RemedyOf(std::string_view field, std::string_view name) {
  if (absl::EndsWith(field, "subPath")) return "use subPathExpr";
  if (absl::StrContains(field, ".exec.")) {
    return absl::StrCat("read it in a shell: [sh, -c, '… $", name, " …']");
  }
  return "write the value itself; Kubernetes expands references only in command, args, env, exec "
         "probes, and subPathExpr";
}

}  // namespace

void ReferenceNotExpanded(const LintContext& lint, Diagnostics* findings) {
  for (const LintContainer& one : lint.containers()) {
    for (const FieldText& text : one.container().unexpanded) {
      const Template parsed = Template::Parse(text.text.text, lint.options().resolve.dollar_rule());
      std::set<std::string_view> reported;
      for (const std::string_view name : parsed.references()) {
        // In a hook's script, $(date) is a command.
        if (absl::StrContains(text.field, ".exec.") && !LooksLikeVariable(name)) continue;
        if (!reported.insert(name).second || lint.IsReplaced(one, name)) continue;
        Diagnostic found = lint.Find(
            one, "reference-not-expanded",
            absl::StrCat("$(", name, ") is not expanded: Kubernetes does not expand ", text.field),
            RemedyOf(text.field, name), text.text.position, text.field);
        lint.PointAtPart(text.text, {name.data() - 2, name.size() + 3}, &found);
        findings->push_back(std::move(found));
      }
    }
  }
}

}  // namespace svcenv
