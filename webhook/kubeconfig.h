// Reads kubeconfig files.
#ifndef SVCENV_WEBHOOK_KUBECONFIG_H_
#define SVCENV_WEBHOOK_KUBECONFIG_H_

#include <string>

#include "absl/status/statusor.h"
#include "webhook/api_server.h"

namespace svcenv::webhook {

// Returns the API server of the current context. `file` is the path of `text`; paths in it are
// relative to its directory. Fails if the file is invalid, or uses something that is not supported:
// exec plugins, auth providers, passwords, impersonation, proxies, or HTTP without TLS. Messages do
// not quote the file, which may contain a token or a key.
absl::StatusOr<ApiServer> ParseKubeconfig(const std::string& file, std::string text);

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_KUBECONFIG_H_
