// The namespace in which the server runs.
#ifndef SVCENV_WEBHOOK_OWN_NAMESPACE_H_
#define SVCENV_WEBHOOK_OWN_NAMESPACE_H_

#include <string>

#include "webhook/state.h"

namespace svcenv::webhook {

// Mounted into pods by the kubelet, with the token of the service account.
inline constexpr char kOwnNamespaceFile[] =
    "/var/run/secrets/kubernetes.io/serviceaccount/namespace";

// Adds the namespace in the file to those that each policy exempts: whatever the policies and the
// webhook configuration say, the server must not stop its own pods. Does nothing if there is no
// file, because the server does not run in a pod.
void ExemptOwnNamespace(const std::string& file, PolicySet* policies);

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_OWN_NAMESPACE_H_
