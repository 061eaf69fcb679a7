#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "svcenv/check/lint_rules.h"

namespace svcenv {
namespace {

// Returns whether the value is a single line with a line break. JSON, keys, and certificates, which
// may end in one, do not count.
bool EndsInNewline(std::string_view value) {
  if (!absl::ConsumeSuffix(&value, "\n")) return false;
  absl::ConsumeSuffix(&value, "\r");
  return !value.empty() && !absl::StrContains(value, '\n') && !absl::StartsWith(value, "{") &&
         !absl::StartsWith(value, "[");
}

}  // namespace

// Reports each key of a Secret once.
void TrailingNewline(const LintContext& lint, Diagnostics* findings) {
  std::set<std::pair<const Secret*, std::string_view>> reported;
  for (const LintContainer& one : lint.containers()) {
    for (const Variable* variable : one.resolved().environment.own()) {
      const Origin& origin = variable->origin;
      const bool whole = origin.kind == OriginKind::kSecret;
      if ((!whole && origin.kind != OriginKind::kSecretKey) || origin.object == nullptr ||
          !variable->known() || !EndsInNewline(variable->value)) {
        continue;
      }
      // The variant closest to the object is the object itself.
      const Secret* secret = lint.cluster().FindSecret(origin.object->namespace_,
                                                       origin.object->name.text, origin.object);
      const Entry* entry = secret != nullptr ? FindEntry(secret->data, origin.key) : nullptr;
      if (entry == nullptr || !reported.insert({secret, entry->key}).second) continue;
      const ObjectName object = NameOf("Secret", secret->meta);
      Diagnostic found =
          lint.Find(one, "trailing-newline",
                    absl::StrCat(variable->name, " ends in a newline because key ", entry->key,
                                 " of ", object.ToString(), " does"),
                    "encode the value without the newline: printf %s VALUE | base64",
                    entry->position, absl::StrCat(whole ? "envFrom[" : "env[", origin.index, "]"));
      found.confidential = true;
      found.related = {object};
      findings->push_back(std::move(found));
    }
  }
}

}  // namespace svcenv
