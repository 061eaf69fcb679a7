// Diagnostics about input. Input that cannot be read is an absl::Status instead.
#ifndef SVCENV_BASE_DIAGNOSTIC_H_
#define SVCENV_BASE_DIAGNOSTIC_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/status/status.h"
#include "svcenv/base/object_name.h"
#include "svcenv/base/remedy.h"
#include "svcenv/base/repair.h"
#include "svcenv/base/source.h"
#include "svcenv/base/source_range.h"
#include "svcenv/base/terminal_text.h"

namespace svcenv {

enum class Severity { kInfo, kWarning, kError };

std::string_view SeverityName(Severity severity);  // "info", "warning", "error"

// One finding. Owns its strings, so it can outlive the input. The message is for people only; code
// decides by the other fields.
struct Diagnostic {
  Severity severity = Severity::kWarning;
  std::string code;     // stable, for machines: "service-collision"
  std::string message;  // one sentence without a full stop; never contains a Secret's value
  Remedy remedy;        // may be empty
  Position position;    // of the offending value, or of the reference within it
  uint32_t length = 0;  // bytes from the position; 0: the whole value
  ObjectName object;
  std::vector<ObjectName> related;  // the other objects that the message is about
  std::string container;
  std::string field;           // "spec.containers[0].env[2].value"
  std::string part;            // the offending part of the field or of `related`: "$(X)", a key
  bool missing_field = false;  // `field` is required but not set
  bool confidential = false;   // never show the source line, which may contain a secret
  // ToStatus drops the fields below.
  std::vector<Repair> repairs;  // ways to carry out the remedy, best first; may be empty
  // Set only by lint; see check/cause.h.
  std::string cause;    // visible and independent of line numbers; empty: unknown
  std::string affects;  // for people: "affects 2 workloads: …"; may be empty
};

using Diagnostics = std::vector<Diagnostic>;

// Returns the first diagnostic of severity error, or null.
const Diagnostic* FirstError(const Diagnostics& diagnostics ABSL_ATTRIBUTE_LIFETIME_BOUND);

bool HasErrors(const Diagnostics& diagnostics);

void AppendDiagnostics(Diagnostics more, Diagnostics* diagnostics);

// The code of failures that have no code of their own.
inline constexpr std::string_view kFailed = "failed";

// Converts a diagnostic that ends a computation to a Status with the same message. The other fields
// become a payload, except the severity, the repairs, and the fields set only by lint. Strings may
// contain any bytes, including NUL.
absl::Status ToStatus(const Diagnostic& diagnostic,
                      absl::StatusCode code = absl::StatusCode::kInvalidArgument);

// Converts a Status from ToStatus back to a diagnostic of severity error. Any other Status becomes
// a diagnostic with its message and code kFailed, which FormatDiagnostic does not show.
Diagnostic FromStatus(const absl::Status& status);

// Sets the position and length, for example to the result of FindInValue.
void PointAt(SourceRange range, Diagnostic* diagnostic);

// Returns how many bytes to mark from the position on: `length`, or else the size of the value at
// the position (BytesOfValue). O(1).
uint32_t BytesAtFault(const Diagnostic& diagnostic, const Sources& sources);

// Returns the column after the last character at fault, on the line of the position. Returns 0 if
// it is unknown or if the line must not be quoted, so that the length of a Secret's value stays
// hidden.
uint32_t EndColumnOf(const Diagnostic& diagnostic, const Sources& sources);

// Formats the diagnostic for people, ending in a newline. Separate two diagnostics by a blank line.
// The output is safe for terminals, whatever the input contains; see Visible. Quotes the source
// only where Sources::ExcerptAt allows it. `phrase` phrases the remedy's actions. If a width is
// set, wraps at words and clips the source line around the carets. The format may change at any
// time.
//
//   error[wrong-type]: expected a string, found a number
//    --> pod.yaml:7:16
//     |
//   7 |         value: 80
//     |                ^^
//     = in Pod shop/web, container app
//     = help: quote it: "80"
std::string FormatDiagnostic(const Diagnostic& diagnostic, const Sources& sources,
                             RemedyPhrase phrase = NeutralPhrase,
                             const PeopleOptions& options = {});

// Formats all diagnostics in order, separated by blank lines.
std::string FormatDiagnostics(const Diagnostics& diagnostics, const Sources& sources);

}  // namespace svcenv

#endif  // SVCENV_BASE_DIAGNOSTIC_H_
