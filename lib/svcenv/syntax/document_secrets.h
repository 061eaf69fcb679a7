// Detects text that may contain a Secret.
#ifndef SVCENV_SYNTAX_DOCUMENT_SECRETS_H_
#define SVCENV_SYNTAX_DOCUMENT_SECRETS_H_

#include <cstddef>
#include <string_view>

namespace svcenv {

// Returns whether `text`, a document that could not be read, may contain values of a Secret,
// regardless of its style and of where it was cut off.
bool MayContainSecret(std::string_view text);

// Returns the size of the beginning of `document` that may be the tail of a cut-off Secret:
// everything before the first apiVersion or kind, or 0 if the document begins with one of them.
size_t CutOffSize(std::string_view document);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_DOCUMENT_SECRETS_H_
