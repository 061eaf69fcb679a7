#include "webhook/renewal.h"

#include <openssl/x509v3.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "webhook/issue.h"
#include "webhook/pem.h"

namespace svcenv::webhook {
namespace {

constexpr int64_t kDay = 86'400;
// How long a previous authority stays in the bundle after its last certificate was replaced. Pods
// read a new certificate within minutes.
constexpr int64_t kKeepsPreviousSeconds = kDay;

std::string Date(int64_t time) {
  return absl::FormatTime("%Y-%m-%d %H:%M UTC", absl::FromUnixSeconds(time), absl::UTCTimeZone());
}

int64_t NotBefore(X509* certificate) { return UnixTime(X509_get0_notBefore(certificate)); }
int64_t NotAfter(X509* certificate) { return UnixTime(X509_get0_notAfter(certificate)); }

bool IsValidAt(X509* certificate, int64_t now) {
  return NotBefore(certificate) <= now && now < NotAfter(certificate);
}

bool IsDue(X509* certificate, int64_t now) {
  const int64_t begin = NotBefore(certificate), end = NotAfter(certificate);
  return now >= begin + (end - begin) / 3 * 2;
}

bool Matches(X509* certificate, const Key& key) {
  return key != nullptr && X509_check_private_key(certificate, key.get()) == 1;
}

bool IsSignedBy(X509* certificate, X509* authority) {
  return X509_NAME_cmp(X509_get_issuer_name(certificate), X509_get_subject_name(authority)) == 0 &&
         X509_verify(certificate, X509_get0_pubkey(authority)) == 1;
}

class Renewer {
 public:
  Renewer(const CertificateFiles& files, const RenewalOptions& options)
      : options_(options), authorities_(ReadCertificates(files.ca_crt)) {
    std::sort(names_.begin(), names_.end());
    result_.files = files;
    authority_.key = ReadKey(files.ca_key);
    std::vector<Certificate> chain = ReadCertificates(files.tls_crt);
    if (!chain.empty()) server_ = std::move(chain.front());
  }

  absl::StatusOr<Renewal> Run() {
    const std::string why = WhyNewAuthority();
    if (absl::Status status = UseAuthority(why); !status.ok()) return status;
    const std::string problem = WhyServerIsUnusable();
    const std::string due = problem.empty() ? WhyServerIsDue() : problem;
    if (due.empty()) {
      DropPrevious();
    } else if (!problem.empty() || (why.empty() && options_.bundle_is_published)) {
      if (absl::Status status = IssueServer(due); !status.ok()) return status;
    } else {
      result_.is_pending = true;
      result_.changes.push_back(absl::StrCat(
          "the certificate is kept until all webhook configurations have the new authority (", due,
          ")"));
    }
    WriteBundle();
    return std::move(result_);
  }

 private:
  // Returns "" if the first authority of the bundle can sign.
  std::string WhyNewAuthority() const {
    if (authorities_.empty()) {
      return result_.files.ca_crt.empty() ? "there was none" : "ca.crt is not valid PEM";
    }
    X509* first = authorities_.front().get();
    if (!Matches(first, authority_.key)) return "ca.key is not the key of ca.crt";
    if (X509_check_ca(first) == 0) return "ca.crt is not an authority";
    if (!IsValidAt(first, options_.now)) return "the previous one is not valid now";
    if (options_.replace_authority) return "--replace-ca";
    if (IsDue(first, options_.now)) {
      return absl::StrCat("the previous one expires ", Date(NotAfter(first)));
    }
    return "";
  }

  // Issues an authority if there is a reason to.
  absl::Status UseAuthority(const std::string& why) {
    if (!why.empty()) {
      absl::StatusOr<KeyPair> issued =
          IssueAuthority({options_.now, options_.now + options_.authority_days * kDay});
      if (!issued.ok()) return issued.status();
      result_.changes.push_back(absl::StrCat("new authority, which expires ",
                                             Date(NotAfter(issued->certificate.get())), ": ", why));
      authority_.key = std::move(issued->key);
      authorities_.insert(authorities_.begin(), std::move(issued->certificate));
      result_.files.ca_key = ToPem(authority_.key.get());
    }
    authority_.certificate.reset(authorities_.front().get());
    X509_up_ref(authority_.certificate.get());
    const auto expired =
        std::remove_if(authorities_.begin() + 1, authorities_.end(),
                       [&](const Certificate& one) { return !IsValidAt(one.get(), options_.now); });
    authorities_.erase(expired, authorities_.end());
    return absl::OkStatus();
  }

  // Returns "" if API servers that have the bundle accept the certificate.
  std::string WhyServerIsUnusable() const {
    if (server_ == nullptr) {
      return result_.files.tls_crt.empty() ? "there was none" : "tls.crt is not valid PEM";
    }
    if (!Matches(server_.get(), ReadKey(result_.files.tls_key))) {
      return "tls.key is not the key of tls.crt";
    }
    if (!IsValidAt(server_.get(), options_.now)) return "the previous one is not valid now";
    const bool is_trusted =
        std::any_of(authorities_.begin(), authorities_.end(),
                    [&](const Certificate& one) { return IsSignedBy(server_.get(), one.get()); });
    return is_trusted ? "" : "the previous one is of an unknown authority";
  }

  std::string WhyServerIsDue() const {
    if (DnsNamesOf(server_.get()) != names_) return "the DNS names changed";
    if (!IsSignedBy(server_.get(), authorities_.front().get())) {
      return "the previous one is of the previous authority";
    }
    if (IsDue(server_.get(), options_.now)) {
      return absl::StrCat("the previous one expires ", Date(NotAfter(server_.get())));
    }
    return "";
  }

  absl::Status IssueServer(const std::string& why) {
    const int64_t until =
        std::min(options_.now + options_.days * kDay, NotAfter(authority_.certificate.get()));
    absl::StatusOr<KeyPair> issued =
        IssueServerCertificate(names_, {options_.now, until}, authority_);
    if (!issued.ok()) return issued.status();
    result_.files.tls_crt = ToPem(issued->certificate.get());
    result_.files.tls_key = ToPem(issued->key.get());
    result_.changes.push_back(
        absl::StrCat("new certificate, which expires ", Date(until), ": ", why));
    return absl::OkStatus();
  }

  void DropPrevious() {
    if (authorities_.size() == 1 ||
        options_.now - NotBefore(server_.get()) < kKeepsPreviousSeconds) {
      return;
    }
    authorities_.erase(authorities_.begin() + 1, authorities_.end());
    result_.changes.push_back("removed previous authorities, which no certificate needs any more");
  }

  void WriteBundle() {
    std::string bundle;
    for (const Certificate& one : authorities_) bundle += ToPem(one.get());
    result_.files.ca_crt = std::move(bundle);
  }

  const RenewalOptions& options_;
  std::vector<std::string> names_ = options_.dns_names;
  std::vector<Certificate> authorities_;  // of the bundle
  KeyPair authority_;                     // the first of them, and its key
  Certificate server_{nullptr, X509_free};
  Renewal result_;
};

}  // namespace

absl::StatusOr<Renewal> Renew(const CertificateFiles& files, const RenewalOptions& options) {
  return Renewer(files, options).Run();
}

std::string FirstAuthority(const std::string& bundle) {
  const std::vector<Certificate> all = ReadCertificates(bundle);
  return all.empty() ? "" : ToPem(all.front().get());
}

}  // namespace svcenv::webhook
