// Phrases findings for formats without separate fields for objects. Internal to this package.
#ifndef SVCENV_RENDER_FINDINGS_MESSAGE_H_
#define SVCENV_RENDER_FINDINGS_MESSAGE_H_

#include <string>

#include "svcenv/base/diagnostic.h"

namespace svcenv {

// Returns "Deployment shop/web: container app: " without the parts that are not set. Invisible
// characters are not escaped.
std::string SubjectOf(const Diagnostic& finding);

// Returns a string that identifies the finding: its cause, or its code, subject, and message.
// Invisible characters are escaped.
std::string IdentityOf(const Diagnostic& finding);

// Returns the finding for a code review, one line per part: the object and message, "affects 2
// workloads: …", and "help: …". Invisible characters other than the line breaks are escaped.
std::string ReviewMessage(const Diagnostic& finding);

}  // namespace svcenv

#endif  // SVCENV_RENDER_FINDINGS_MESSAGE_H_
