// What is worth telling about input that was understood. What was not understood is an
// absl::Status.
#ifndef SVCENV_BASE_DIAGNOSTIC_H_
#define SVCENV_BASE_DIAGNOSTIC_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/status/status.h"
#include "svcenv/base/object_name.h"
#include "svcenv/base/remedy.h"
#include "svcenv/base/source.h"

namespace svcenv {

enum class Severity { kInfo, kWarning, kError };

std::string_view SeverityName(Severity severity);  // "info", "warning", "error"

// One finding. It owns its texts, so that it outlives what it was found in. Programs decide by the
// other fields, never by the message, which is for people.
struct Diagnostic {
  Severity severity = Severity::kWarning;
  std::string code;     // stable, for machines: "service-collision"
  std::string message;  // what is wrong, one sentence without a full stop; no Secret's value
  Remedy remedy;        // what to do; may be empty
  Position position;    // the value that is to blame
  ObjectName object;
  std::vector<ObjectName> related;  // the other objects that the message is about
  std::string container;
  std::string field;           // "spec.containers[0].env[2].value"
  bool missing_field = false;  // `field` is required and not set
  bool confidential = false;   // the source line may hold a secret: it is never shown
};

using Diagnostics = std::vector<Diagnostic>;

// Returns the first of severity error, or null.
const Diagnostic* FirstError(const Diagnostics& diagnostics ABSL_ATTRIBUTE_LIFETIME_BOUND);

bool HasErrors(const Diagnostics& diagnostics);

// Appends `more` to `diagnostics`.
void AppendDiagnostics(Diagnostics more, Diagnostics* diagnostics);

// A diagnostic that ends a computation, as a Status: its message is the diagnostic's, everything
// else but the severity travels as a payload. Any bytes survive, NULs included.
absl::Status ToStatus(const Diagnostic& diagnostic,
                      absl::StatusCode code = absl::StatusCode::kInvalidArgument);

// The inverse, with severity error. A Status made elsewhere gives a diagnostic with its message and
// code "failed".
Diagnostic FromStatus(const absl::Status& status);

// Formats the diagnostic for people, ending in a newline. Safe for a terminal, whatever the input
// contained: see Visible. Quotes the source only where Sources::ExcerptAt allows it. `phrase` phrases
// the remedy's actions.
//
//   pod.yaml:7:16: error: a number where a string is needed
//         value: 80
//                ^
//   help: quote it: "80"
std::string FormatDiagnostic(const Diagnostic& diagnostic, const Sources& sources,
                             RemedyPhrase phrase = NeutralPhrase);

}  // namespace svcenv

#endif  // SVCENV_BASE_DIAGNOSTIC_H_
