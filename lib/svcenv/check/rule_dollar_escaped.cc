#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"
#include "svcenv/check/shell_text.h"

namespace svcenv {
namespace {

// Consecutive dollar signs, and the string after them.
struct Dollars {
  size_t count;
  std::string_view after;
};

// Removes everything up to the end of the next dollar signs. Returns false if there are none.
bool TakeDollars(std::string_view& text, Dollars* dollars) {
  const size_t begin = text.find('$');
  if (begin == std::string_view::npos) return false;
  const size_t end = std::min(text.find_first_not_of('$', begin), text.size());
  text.remove_prefix(end);
  *dollars = {end - begin, text};
  return true;
}

// Returns the variable name at the beginning of the string; may be empty.
std::string_view NameAt(std::string_view text) {
  const auto is_part = [](unsigned char c) { return absl::ascii_isalnum(c) || c == '_'; };
  const auto end = std::find_if_not(text.begin(), text.end(), is_part);
  return text.substr(0, static_cast<size_t>(end - text.begin()));
}

// Returns whether the doubling is intended: $$(X) and $${X} keep a reference, $$$$ keeps $$.
bool IsMeant(const Dollars& dollars) {
  return dollars.count >= 4 || absl::StartsWith(dollars.after, "(") ||
         absl::StartsWith(dollars.after, "{");
}

// Returns whether a script uses its process ID: `kill $$`, "/tmp/x.$$". $$NAME is an escaped $.
bool HasProcessId(std::string_view text) {
  for (Dollars dollars{}; TakeDollars(text, &dollars);) {
    if (dollars.count == 2 && !IsMeant(dollars) && NameAt(dollars.after).empty()) return true;
  }
  return false;
}

// Returns whether a value loses a dollar sign that is likely intended: w!n$$t0r. If several are all
// doubled, or one precedes a variable name, the author knows the escape.
bool LosesDollar(std::string_view text) {
  size_t found = 0, single = 0;
  for (Dollars dollars{}; TakeDollars(text, &dollars);) {
    const std::string_view name = NameAt(dollars.after);
    if (dollars.count == 1) {
      ++single;
    } else if (!IsMeant(dollars) && (name.size() < 2 || !LooksLikeVariable(name))) {
      ++found;
    }
  }
  return found == 1 || (found > 1 && single > 0);
}

}  // namespace

// third_party/forked/golang/expansion/expand.go, Expand (1.37.2): `$$` becomes `$` in every
// expanded string. Reports each string once.
void DollarEscaped(const LintContext& lint, Diagnostics* findings) {
  for (const LintContainer& one : lint.containers()) {
    const auto check = [&](const Located& text, bool script, const std::string& field) {
      if (!absl::StrContains(text.text, "$$")) return;
      if (script ? !HasProcessId(text.text) : !LosesDollar(text.text)) return;
      findings->push_back(
          lint.Find(one, "dollar-escaped",
                    script ? absl::StrCat("$$ in ", field,
                                          " becomes $, so the shell does not see its process ID")
                           : absl::StrCat("$$ in ", field, " becomes $"),
                    "write $$$$ to keep $$", text.position, field));
    };
    const Container& container = one.container();
    for (size_t i = 0; i < container.env.size(); ++i) {
      check(container.env[i].value, false, absl::StrCat("env[", i, "].value"));
    }
    const auto check_words = [&](const std::vector<Located>& words, ReferencePlace place,
                                 std::string_view list) {
      for (size_t i = 0; i < words.size(); ++i) {
        const std::string field = absl::StrCat(list, "[", i, "]");
        check(words[i], one.shell_texts.Has(place, i, field), field);
      }
    };
    check_words(container.command, ReferencePlace::kCommand, "command");
    check_words(container.args, ReferencePlace::kArgs, "args");
    ForEachExecProbe(container, [&](Probe probe, const std::vector<Located>& command) {
      check_words(command, ReferencePlace::kProbe,
                  absl::StrCat(ProbeField(probe), ".exec.command"));
    });
  }
}

}  // namespace svcenv
