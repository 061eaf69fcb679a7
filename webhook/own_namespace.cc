#include "webhook/own_namespace.h"

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "webhook/files.h"

namespace svcenv::webhook {

void ExemptOwnNamespace(const std::string& file, PolicySet* policies) {
  const absl::StatusOr<std::string> text = ReadFile(file);
  if (!text.ok()) return;
  for (NamedPolicy& one : policies->policies) {
    one.policy.exempt.namespaces.emplace_back(absl::StripAsciiWhitespace(*text));
  }
}

}  // namespace svcenv::webhook
