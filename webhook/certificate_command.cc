#include "webhook/certificate_command.h"

#include <cstdlib>
#include <ctime>
#include <memory>
#include <utility>

#include "svcenv/base/visible.h"
#include "webhook/api_object_client.h"
#include "webhook/api_server.h"
#include "webhook/files.h"
#include "webhook/kubeconfig.h"

namespace svcenv::webhook {
namespace {

constexpr int kFailed = 1, kWrong = 2;
constexpr int64_t kMaxDays = 36'500;

int Report(const absl::Status& status, int result, std::ostream& err) {
  err << "svcenv-webhook: " << Visible(status.message()) << "\n";
  return result;
}

absl::StatusOr<ApiServer> FindApiServer(const std::string& kubeconfig) {
  if (kubeconfig.empty()) return InClusterApiServer();
  absl::StatusOr<std::string> text = ReadFile(kubeconfig);
  if (!text.ok()) return text.status();
  return ParseKubeconfig(kubeconfig, *std::move(text));
}

}  // namespace

CLI::App* AddCertificate(CLI::App* app, CertificateOptions* options) {
  CLI::App* command =
      app->add_subcommand("certificate", "Make or renew an authority and a certificate");
  RenewalOptions* renewal = &options->renewal;
  command->add_option("--out", options->folder, "Directory for the files")->type_name("DIR");
  command->add_option("--secret", options->secret, "Secret for the files, which must exist")
      ->type_name("NAMESPACE/NAME");
  command
      ->add_option("--kubeconfig", options->kubeconfig,
                   "Cluster of the Secret. Defaults to the one that the program runs in")
      ->type_name("FILE");
  command->add_option("--dns", renewal->dns_names, "DNS name of the server; repeatable")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command
      ->add_option("--mutating", options->webhooks.mutating,
                   "MutatingWebhookConfiguration that gets caBundle; repeatable")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command
      ->add_option("--validating", options->webhooks.validating,
                   "ValidatingWebhookConfiguration that gets caBundle; repeatable")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command->add_option("--days", renewal->days, "Life of the certificate. Defaults to 90")
      ->type_name("DAYS")
      ->check(CLI::Range(int64_t{1}, kMaxDays));
  command
      ->add_option("--ca-days", renewal->authority_days, "Life of the authority. Defaults to 365")
      ->type_name("DAYS")
      ->check(CLI::Range(int64_t{1}, kMaxDays));
  command->add_flag("--replace-ca", renewal->replace_authority,
                    "Make a new authority, for example because the key is known to others");
  return command;
}

int RunCertificate(CertificateOptions options, std::ostream& out, std::ostream& err) {
  if (const absl::Status status = ValidateOptions(options); !status.ok()) {
    return Report(status, kWrong, err);
  }
  options.renewal.now = std::time(nullptr);
  std::unique_ptr<ApiObjectClient> objects;
  if (!options.secret.empty()) {
    absl::StatusOr<ApiServer> server = FindApiServer(options.kubeconfig);
    if (!server.ok()) return Report(server.status(), kWrong, err);
    objects = std::make_unique<ApiObjectClient>(*std::move(server));
  }
  const absl::Status status = RenewCertificates(options, objects.get(), out);
  return status.ok() ? EXIT_SUCCESS : Report(status, kFailed, err);
}

}  // namespace svcenv::webhook
