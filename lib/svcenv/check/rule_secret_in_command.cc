#include <vector>

#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"

namespace svcenv {

// Exec probes never see a Secret's value; reference-in-probe reports those that refer to one.
void SecretInCommand(const LintContext& lint, Diagnostics* findings) {
  for (const LintContainer& one : lint.containers()) {
    const auto add = [&](std::string_view field, const std::vector<ResolvedText>& texts,
                         const std::vector<Located>& written) {
      for (size_t i = 0; i < texts.size(); ++i) {
        if (!texts[i].secret) continue;
        findings->push_back(
            lint.Find(one, "secret-in-command",
                      absl::StrCat("a Secret's value is expanded into ", field, "[", i,
                                   "], visible to anyone who can list the node's processes"),
                      "read the variable in the program, or mount the Secret as a file",
                      written[i].position, absl::StrCat(field, "[", i, "]")));
      }
    };
    add("command", one.resolved().command, one.container().command);
    add("args", one.resolved().args, one.container().args);
  }
}

}  // namespace svcenv
