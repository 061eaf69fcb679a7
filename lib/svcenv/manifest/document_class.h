// Which documents are meant to be Kubernetes objects; for this package only.
#ifndef SVCENV_MANIFEST_DOCUMENT_CLASS_H_
#define SVCENV_MANIFEST_DOCUMENT_CLASS_H_

#include <string_view>

namespace svcenv {

// Returns whether a document with these fields (empty: it lacks the field), and with a map `metadata`
// or without, is meant to be something
// else than a Kubernetes object: a values file, a compose file, a kustomization. A document that
// lacks one of the two, and has the other of Kubernetes, is an object with a fault.
bool IsOther(std::string_view api_version, std::string_view kind, bool has_metadata);

// Returns whether a document that cannot be read has lines that begin an object.
bool LooksLikeObject(std::string_view document);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_DOCUMENT_CLASS_H_
