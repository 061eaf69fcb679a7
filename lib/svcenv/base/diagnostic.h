// What is worth telling about input that was understood. What was not understood is an
// absl::Status.
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

// One finding. It owns its texts, so that it outlives what it was found in. Programs decide by the
// other fields, never by the message, which is for people.
struct Diagnostic {
  Severity severity = Severity::kWarning;
  std::string code;     // stable, for machines: "service-collision"
  std::string message;  // what is wrong, one sentence without a full stop; no Secret's value
  Remedy remedy;        // what to do; may be empty
  Position position;    // the value that is to blame, or the reference within it
  uint32_t length = 0;  // in bytes of the source, from there; 0: the value that begins there
  ObjectName object;
  std::vector<ObjectName> related;  // the other objects that the message is about
  std::string container;
  std::string field;           // "spec.containers[0].env[2].value"
  std::string part;            // of the field or of `related` that is to blame: "$(X)", a key
  bool missing_field = false;  // `field` is required and not set
  bool confidential = false;   // the source line may hold a secret: it is never shown
  // These do not travel in a Status.
  std::vector<Repair> repairs;  // how to carry out the remedy, the best one first; may be empty
  // Findings of lint have these two. See check/cause.h.
  std::string cause;    // visible text, the same wherever the lines move; empty: not known
  std::string affects;  // where else it is, for people: "affects 2 workloads: …"; may be empty
};

using Diagnostics = std::vector<Diagnostic>;

// Returns the first of severity error, or null.
const Diagnostic* FirstError(const Diagnostics& diagnostics ABSL_ATTRIBUTE_LIFETIME_BOUND);

bool HasErrors(const Diagnostics& diagnostics);

// Appends `more` to `diagnostics`.
void AppendDiagnostics(Diagnostics more, Diagnostics* diagnostics);

// The code of failures that have none of their own.
inline constexpr std::string_view kFailed = "failed";

// A diagnostic that ends a computation, as a Status: its message is the diagnostic's, everything
// else but the severity, the repairs, and what only findings of lint have travels as a payload. Any bytes survive, NULs included.
absl::Status ToStatus(const Diagnostic& diagnostic,
                      absl::StatusCode code = absl::StatusCode::kInvalidArgument);

// The inverse, with severity error. A Status made elsewhere gives a diagnostic with its message and
// code kFailed, which FormatDiagnostic does not show.
Diagnostic FromStatus(const absl::Status& status);

// Points at a range, such as FindInValue's.
void PointAt(SourceRange range, Diagnostic* diagnostic);

// Returns how many bytes are to blame, from the position on. O(1).
uint32_t BytesToBlame(const Diagnostic& diagnostic, const Sources& sources);

// Returns the column after the last character that is to blame, on the line of the position. 0 if
// that is not known, or if the line may not be quoted: the length of a Secret's value is not shown.
uint32_t EndColumnOf(const Diagnostic& diagnostic, const Sources& sources);

// Formats the diagnostic for people, ending in a newline; a blank line belongs between two. Safe
// for a terminal, whatever the input contained: see Visible. Quotes the source only where
// Sources::ExcerptAt allows it. `phrase` phrases the remedy's actions. With a width, wraps at words
// and clips the source line around the carets. Only for people: the form may change at any time.
//
//   error[wrong-type]: a number where a string is needed
//    --> pod.yaml:7:16
//     |
//   7 |         value: 80
//     |                ^^
//     = in Pod shop/web, container app
//     = help: quote it: "80"
std::string FormatDiagnostic(const Diagnostic& diagnostic, const Sources& sources,
                             RemedyPhrase phrase = NeutralPhrase,
                             const PeopleOptions& options = {});

// Formats all of them in their order, with blank lines between.
std::string FormatDiagnostics(const Diagnostics& diagnostics, const Sources& sources);

}  // namespace svcenv

#endif  // SVCENV_BASE_DIAGNOSTIC_H_
