// Probes a deployed server, one phase after the other.
#ifndef SVCENV_WEBHOOK_CHECK_H_
#define SVCENV_WEBHOOK_CHECK_H_

#include <ostream>
#include <string>

namespace svcenv::webhook {

struct CheckOptions {
  std::string url;          // https://HOST[:PORT]/PATH
  std::string ca;           // a file
  std::string server_name;  // in the certificate; empty: the host
};

// Writes one line per phase (DNS, TCP, TLS, HTTP, review), and stops at the first that fails. Each
// phase may take 5 seconds. Returns 0 if all succeed, 1 if one fails, and 2 for invalid options.
int Check(const CheckOptions& options, std::ostream& out);

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_CHECK_H_
