// What is worth telling about input that was understood. What was not understood is an
// absl::Status.
#ifndef SVCENV_BASE_DIAGNOSTIC_H_
#define SVCENV_BASE_DIAGNOSTIC_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "svcenv/base/source.h"

namespace svcenv {

enum class Severity { kInfo, kWarning, kError };

std::string_view SeverityName(Severity severity);  // "info", "warning", "error"

// Names an object, for messages. Owns its texts.
struct ObjectName {
  std::string kind;  // "Service"
  std::string namespace_;
  std::string name;

  // "Service shop/redis"; without a namespace "Node n1"; empty when nothing is named.
  std::string ToString() const;
};

// One finding. It owns its texts, so that it outlives what it was found in.
struct Diagnostic {
  Severity severity = Severity::kWarning;
  std::string code;     // stable, for machines: "service-collision"
  std::string message;  // what is wrong, one sentence without a full stop; no Secret's value
  std::string remedy;   // what to do; may be empty
  Position position;    // the value that is to blame
  ObjectName object;
  std::string container;
  std::string field;          // "spec.containers[0].env[2].value"
  bool confidential = false;  // the source line may hold a secret: it is never shown
};

using Diagnostics = std::vector<Diagnostic>;

// A diagnostic that ends a computation, as a Status: its message is the diagnostic's, the rest
// travels as a payload.
absl::Status ToStatus(const Diagnostic& diagnostic,
                      absl::StatusCode code = absl::StatusCode::kInvalidArgument);

// The inverse; a Status made elsewhere gives an error diagnostic with its message and code
// "failed".
Diagnostic FromStatus(const absl::Status& status);

// The diagnostic as people read it, ending in a newline:
//
//   pod.yaml:7:16: error: a number where a string is needed
//         value: 80
//                ^
//   help: quote it: "80"
std::string FormatDiagnostic(const Diagnostic& diagnostic, const Sources& sources);

}  // namespace svcenv

#endif  // SVCENV_BASE_DIAGNOSTIC_H_
