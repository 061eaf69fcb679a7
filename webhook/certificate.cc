#include "webhook/certificate.h"

#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "svcenv/kubernetes/names.h"
#include "webhook/certificate_secret.h"
#include "webhook/certificate_store.h"

namespace svcenv::webhook {
namespace {

constexpr int kMaxConflicts = 20;

absl::Status Invalid(std::string_view flag, std::string_view value, std::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat(flag, ": '", value, "' ", why));
}

absl::Status CheckNames(std::string_view flag, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (const std::string_view problem = Dns1123SubdomainProblem(name); !problem.empty()) {
      return Invalid(flag, name, problem);
    }
  }
  return absl::OkStatus();
}

std::unique_ptr<CertificateStore> OpenStore(const CertificateOptions& options,
                                            ApiObjects* objects) {
  if (!options.folder.empty()) return std::make_unique<CertificateFolder>(options.folder);
  const std::pair<std::string, std::string> parts =
      absl::StrSplit(options.secret, absl::MaxSplits('/', 1));
  return std::make_unique<CertificateSecret>(objects, parts.first, parts.second);
}

// Fails with Aborted if somebody else has changed the store.
absl::Status RenewOnce(const RenewalOptions& options, const WebhookNames& webhooks,
                       ApiObjects* objects, CertificateStore& store, std::ostream& out) {
  const absl::StatusOr<CertificateFiles> files = store.Read();
  if (!files.ok()) return files.status();
  RenewalOptions all = options;
  const std::string authority = FirstAuthority(files->ca_crt);
  all.bundle_is_published = !authority.empty();
  if (objects != nullptr) {
    const absl::StatusOr<bool> trusted = AllTrust(*objects, webhooks, authority);
    if (!trusted.ok()) return trusted.status();
    all.bundle_is_published = *trusted;
  }
  const absl::StatusOr<Renewal> renewal = Renew(*files, all);
  if (!renewal.ok()) return renewal.status();
  const bool changed = !(renewal->files == *files);
  if (changed) {
    if (absl::Status status = store.Write(renewal->files); !status.ok()) return status;
  }
  for (const std::string& change : renewal->changes) out << change << "\n";
  out << store.name() << (changed ? ": updated\n" : ": unchanged\n");
  if (renewal->is_pending) out << "run this again to finish\n";
  return absl::OkStatus();
}

}  // namespace

absl::Status ValidateOptions(const CertificateOptions& options) {
  const RenewalOptions& renewal = options.renewal;
  if (options.folder.empty() == options.secret.empty()) {
    return absl::InvalidArgumentError("set --out or --secret");
  }
  const bool has_webhooks =
      !options.webhooks.mutating.empty() || !options.webhooks.validating.empty();
  if (!options.folder.empty() && (has_webhooks || !options.kubeconfig.empty())) {
    return absl::InvalidArgumentError(
        "--mutating, --validating, and --kubeconfig require --secret");
  }
  if (renewal.dns_names.empty()) return absl::InvalidArgumentError("set --dns");
  if (renewal.authority_days < renewal.days) {
    return absl::InvalidArgumentError("--ca-days must not be less than --days");
  }
  absl::Status status = CheckNames("--dns", renewal.dns_names);
  status.Update(CheckNames("--mutating", options.webhooks.mutating));
  status.Update(CheckNames("--validating", options.webhooks.validating));
  if (!options.secret.empty()) {
    const std::vector<std::string> parts = absl::StrSplit(options.secret, '/');
    if (parts.size() != 2) {
      status.Update(Invalid("--secret", options.secret, "is not NAMESPACE/NAME"));
    } else {
      status.Update(CheckNames("--secret", parts));
    }
  }
  return status;
}

absl::Status RenewCertificates(const CertificateOptions& options, ApiObjects* objects,
                               std::ostream& out) {
  const std::unique_ptr<CertificateStore> store = OpenStore(options, objects);
  absl::Status status;
  for (int conflicts = 0; conflicts <= kMaxConflicts; ++conflicts) {
    status = RenewOnce(options.renewal, options.webhooks, objects, *store, out);
    if (!absl::IsAborted(status)) break;
  }
  if (!status.ok() || objects == nullptr) return status;
  return PublishBundle(*objects, options.webhooks, *store, out);
}

}  // namespace svcenv::webhook
