// Decides which documents are intended as Kubernetes objects. Internal to this package.
#ifndef SVCENV_MANIFEST_DOCUMENT_CLASS_H_
#define SVCENV_MANIFEST_DOCUMENT_CLASS_H_

#include <string_view>

namespace svcenv {

// Returns whether a document is not intended as a Kubernetes object: a values file, a Compose file,
// or a kustomization. An empty `api_version` or `kind` means that the field is missing;
// `has_metadata` means that `metadata` is a map. A document that lacks only one of the two counts
// as a broken object if the rest looks like Kubernetes.
bool IsOtherDocument(std::string_view api_version, std::string_view kind, bool has_metadata);

// Returns whether an unparsable document has both apiVersion and kind, like an object.
bool LooksLikeObject(std::string_view document);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_DOCUMENT_CLASS_H_
