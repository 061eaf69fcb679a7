// The flags of the subcommand `certificate`, and its run.
#ifndef SVCENV_WEBHOOK_CERTIFICATE_COMMAND_H_
#define SVCENV_WEBHOOK_CERTIFICATE_COMMAND_H_

#include <ostream>

#include "CLI/CLI.hpp"
#include "webhook/certificate.h"

namespace svcenv::webhook {

// Adds the subcommand, which sets `options`.
CLI::App* AddCertificate(CLI::App* app, CertificateOptions* options);

// Writes changes to `out`, and an error to `err`. Returns 0, 1 if something failed, or 2 if the
// options are invalid.
int RunCertificate(CertificateOptions options, std::ostream& out, std::ostream& err);

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_CERTIFICATE_COMMAND_H_
