// Rules of a Kubernetes version for this package and those that depend on it.
#ifndef SVCENV_ENV_VERSION_RULES_H_
#define SVCENV_ENV_VERSION_RULES_H_

#include "svcenv/env/env_file.h"
#include "svcenv/env/template.h"
#include "svcenv/go/quote.h"
#include "svcenv/kubernetes/quantity.h"
#include "svcenv/kubernetes/version.h"

namespace svcenv {

// Returns how kubelets of this version expand `$` before a non-ASCII character.
inline DollarRule DollarRuleOf(const VersionProfile& version) {
  return version.expansion_latin1_bug ? DollarRule::kLatin1 : DollarRule::kUtf8;
}

// Returns how kubelets of this version read the files of fileKeyRef.
inline EnvFileRules EnvFileRulesOf(const VersionProfile& version) {
  return version.strict_env_files ? EnvFileRules::kStrict : EnvFileRules::kLenient;
}

// Returns which characters kubelets of this version quote in metadata maps.
inline UnicodeTable UnicodeTableOf(const VersionProfile& version) {
  return version.unicode_17 ? UnicodeTable::kUnicode17 : UnicodeTable::kUnicode15;
}

// Returns how this version computes with quantities.
inline QuantityRules QuantityRulesOf(const VersionProfile& version) {
  return version.saturating_quantities ? QuantityRules::kSaturating : QuantityRules::kWrapping;
}

}  // namespace svcenv

#endif  // SVCENV_ENV_VERSION_RULES_H_
