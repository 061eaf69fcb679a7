// Text that may show a Secret.
#ifndef SVCENV_SYNTAX_DOCUMENT_SECRETS_H_
#define SVCENV_SYNTAX_DOCUMENT_SECRETS_H_

#include <cstddef>
#include <string_view>

namespace svcenv {

// Whether `text`, a document that was not understood, may contain values of a Secret, however it
// is written and wherever it was cut off.
bool MayHoldSecret(std::string_view text);

// Returns the size of the beginning of `document` that may be the rest of a Secret whose front was
// cut off: everything before an object names itself, or 0 if the document begins with that.
size_t CutOffSize(std::string_view document);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_DOCUMENT_SECRETS_H_
