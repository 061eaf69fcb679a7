// Finds the namespace of an AdmissionReview.
#ifndef SVCENV_WEBHOOK_REVIEW_NAMESPACE_H_
#define SVCENV_WEBHOOK_REVIEW_NAMESPACE_H_

#include <string>
#include <string_view>

namespace svcenv::webhook {

// Returns request.namespace of an AdmissionReview in JSON, or if that is empty, the namespace of
// request.object, which is "default" if it is not set. Returns any namespace for text that is not
// an AdmissionReview. Stops at request.namespace, which the API server writes before the object.
std::string NamespaceOfReview(std::string_view body);

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_REVIEW_NAMESPACE_H_
