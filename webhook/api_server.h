// The API server whose services are watched, and how to authenticate to it.
#ifndef SVCENV_WEBHOOK_API_SERVER_H_
#define SVCENV_WEBHOOK_API_SERVER_H_

#include <string>

#include "absl/status/statusor.h"
#include "webhook/url.h"

namespace svcenv::webhook {

// A certificate, key, or token: itself, or the file with it.
struct TextOrFile {
  std::string text;
  std::string file;  // read each time, because it may change

  bool empty() const { return text.empty() && file.empty(); }
};

struct ApiServer {
  Url url;
  std::string server_name;  // in the certificate; empty: the host of the URL
  bool verifies = true;     // whether to verify the certificate
  TextOrFile authority;     // empty: those of the system
  TextOrFile certificate;   // of the client
  TextOrFile key;
  TextOrFile token;

  // Returns the name that the server's certificate must have.
  const std::string& name() const { return server_name.empty() ? url.host : server_name; }
};

// The contents of an ApiServer's files.
struct ApiCredentials {
  std::string authority, certificate, key;  // in PEM
};

// Reads the files for a new connection.
absl::StatusOr<ApiCredentials> ReadCredentials(const ApiServer& server);

// Returns the token for a request, or "" if there is none. Fails if the file cannot be read or does
// not contain exactly one token.
absl::StatusOr<std::string> ReadToken(const ApiServer& server);

// The directory that the kubelet mounts into pods.
inline constexpr char kServiceAccountFolder[] = "/var/run/secrets/kubernetes.io/serviceaccount";

// Returns the API server of the cluster in which the process runs, from KUBERNETES_SERVICE_HOST,
// KUBERNETES_SERVICE_PORT, and the files of its service account. Fails with NotFound if the
// variables are not set.
absl::StatusOr<ApiServer> InClusterApiServer(const std::string& folder = kServiceAccountFolder);

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_API_SERVER_H_
