// Findings as sentences of formats that have no fields for objects; for this package only.
#ifndef SVCENV_RENDER_FINDINGS_MESSAGE_H_
#define SVCENV_RENDER_FINDINGS_MESSAGE_H_

#include <string>

#include "svcenv/base/diagnostic.h"

namespace svcenv {

// Returns "Deployment shop/web: container app: ", or less; not visible yet.
std::string SubjectOf(const Diagnostic& finding);

// Returns what tells the finding apart from all others: its cause or, without one, its message.
// Visible.
std::string IdentityOf(const Diagnostic& finding);

// Returns what a reader of a code review needs, on as many lines as it has parts: what is wrong
// with which object, "affects 2 workloads: …", and "help: …". Visible except for its line breaks.
std::string ReviewMessage(const Diagnostic& finding);

}  // namespace svcenv

#endif  // SVCENV_RENDER_FINDINGS_MESSAGE_H_
