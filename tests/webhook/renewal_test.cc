#include "webhook/renewal.h"

#include <openssl/x509v3.h>

#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "webhook/issue.h"
#include "webhook/pem.h"

namespace svcenv::webhook {
namespace {

constexpr int64_t kDay = 86'400, kHour = 3'600;
constexpr int64_t kStart = 1'800'000'000;

RenewalOptions At(int64_t now, bool published = true) {
  RenewalOptions options;
  options.dns_names = {"svcenv-webhook.svcenv-system.svc"};
  options.now = now;
  options.bundle_is_published = published;
  return options;
}

Renewal MustRenew(const CertificateFiles& files, const RenewalOptions& options) {
  absl::StatusOr<Renewal> renewal = Renew(files, options);
  EXPECT_TRUE(renewal.ok()) << renewal.status();
  return renewal.ok() ? *renewal : Renewal();
}

CertificateFiles Installed() { return MustRenew({}, At(kStart, false)).files; }

std::string Changes(const Renewal& renewal) { return absl::StrJoin(renewal.changes, "\n"); }

size_t CountOf(const std::string& bundle) { return ReadCertificates(bundle).size(); }

// What an API server with the bundle says of the certificate: "ok", or why it refuses it.
std::string Verify(const std::string& bundle, const std::string& certificate, int64_t now,
                   const char* name = "svcenv-webhook.svcenv-system.svc") {
  const std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> store(X509_STORE_new(),
                                                                      X509_STORE_free);
  for (const Certificate& one : ReadCertificates(bundle)) {
    X509_STORE_add_cert(store.get(), one.get());
  }
  const std::vector<Certificate> chain = ReadCertificates(certificate);
  if (chain.empty()) return "no certificate";
  const std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> context(
      X509_STORE_CTX_new(), X509_STORE_CTX_free);
  X509_STORE_CTX_init(context.get(), store.get(), chain.front().get(), nullptr);
  X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_time(parameters, now);
  X509_VERIFY_PARAM_set1_host(parameters, name, 0);
  X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_SSL_SERVER);
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_X509_STRICT);
  return X509_verify_cert(context.get()) == 1
             ? "ok"
             : X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()));
}

TEST(Renewal, FirstRunMakesAll) {
  const Renewal renewal = MustRenew({}, At(kStart, false));
  EXPECT_EQ(Changes(renewal),
            "new authority, which expires 2028-01-15 08:00 UTC: there was none\n"
            "new certificate, which expires 2027-04-15 08:00 UTC: there was none");
  EXPECT_FALSE(renewal.is_pending);
  const CertificateFiles& files = renewal.files;
  EXPECT_EQ(Verify(files.ca_crt, files.tls_crt, kStart), "ok");
  EXPECT_EQ(Verify(files.ca_crt, files.tls_crt, kStart - kHour), "ok") << "clocks differ";
  EXPECT_EQ(Verify(files.ca_crt, files.tls_crt, kStart, "other.svc"), "hostname mismatch");
  EXPECT_EQ(Verify(Installed().ca_crt, files.tls_crt, kStart),
            "unable to get local issuer certificate");
}

TEST(Renewal, KeysAreP256) {
  const CertificateFiles files = Installed();
  for (const std::string* pem : {&files.ca_key, &files.tls_key}) {
    const Key key = ReadKey(*pem);
    ASSERT_NE(key, nullptr);
    char group[32] = "";
    EVP_PKEY_get_group_name(key.get(), group, sizeof group, nullptr);
    EXPECT_STREQ(group, "prime256v1");
  }
}

TEST(Renewal, NothingChangesBeforeTwoThirds) {
  const CertificateFiles files = Installed();
  for (const int64_t days : {0, 1, 30, 59}) {
    const Renewal renewal = MustRenew(files, At(kStart + days * kDay));
    EXPECT_EQ(Changes(renewal), "") << days;
    EXPECT_TRUE(renewal.files == files) << days;
  }
}

TEST(Renewal, CertificateIsRenewedAtTwoThirds) {
  const CertificateFiles files = Installed();
  const int64_t now = kStart + 60 * kDay;
  const Renewal renewal = MustRenew(files, At(now));
  EXPECT_EQ(Changes(renewal),
            "new certificate, which expires 2027-06-14 08:00 UTC: the previous one expires "
            "2027-04-15 08:00 UTC");
  EXPECT_EQ(renewal.files.ca_crt, files.ca_crt);
  EXPECT_EQ(renewal.files.ca_key, files.ca_key);
  EXPECT_NE(renewal.files.tls_key, files.tls_key);
  EXPECT_EQ(Verify(files.ca_crt, renewal.files.tls_crt, now), "ok");
}

// At each moment, the certificate in use is one that all API servers accept: those with the bundle
// of the previous run as well as those with that of this one.
TEST(Renewal, AuthorityIsReplacedInSteps) {
  CertificateFiles served = Installed();
  const int64_t due = kStart + 244 * kDay;
  served = MustRenew(served, At(due - 5 * kDay)).files;
  const std::string first_bundle = served.ca_crt;

  Renewal renewal = MustRenew(served, At(due));
  EXPECT_EQ(Changes(renewal),
            "new authority, which expires 2028-09-15 08:00 UTC: the previous one expires "
            "2028-01-15 08:00 UTC\n"
            "the certificate is kept until all webhook configurations have the new authority (the "
            "previous one is of the previous authority)");
  EXPECT_TRUE(renewal.is_pending);
  EXPECT_EQ(renewal.files.tls_crt, served.tls_crt);
  EXPECT_EQ(CountOf(renewal.files.ca_crt), 2u);
  EXPECT_EQ(Verify(renewal.files.ca_crt, served.tls_crt, due), "ok");

  // As long as the bundle is not published, nothing more happens.
  served = renewal.files;
  renewal = MustRenew(served, At(due + kHour, false));
  EXPECT_TRUE(renewal.files == served);
  EXPECT_TRUE(renewal.is_pending);

  renewal = MustRenew(served, At(due + kHour));
  EXPECT_FALSE(renewal.is_pending);
  EXPECT_NE(renewal.files.tls_crt, served.tls_crt);
  EXPECT_EQ(renewal.files.ca_crt, served.ca_crt);
  EXPECT_EQ(Verify(served.ca_crt, renewal.files.tls_crt, due + kHour), "ok");
  EXPECT_NE(Verify(first_bundle, renewal.files.tls_crt, due + kHour), "ok");

  served = renewal.files;
  EXPECT_TRUE(MustRenew(served, At(due + 20 * kHour)).files == served) << "too early";
  renewal = MustRenew(served, At(due + 3 * kDay));
  EXPECT_EQ(Changes(renewal), "removed previous authorities, which no certificate needs any more");
  EXPECT_EQ(CountOf(renewal.files.ca_crt), 1u);
  EXPECT_EQ(Verify(renewal.files.ca_crt, served.tls_crt, due + 3 * kDay), "ok");
}

TEST(Renewal, AuthorityIsReplacedOnRequest) {
  const CertificateFiles files = Installed();
  RenewalOptions options = At(kStart + kDay);
  options.replace_authority = true;
  const Renewal renewal = MustRenew(files, options);
  EXPECT_EQ(CountOf(renewal.files.ca_crt), 2u);
  EXPECT_EQ(renewal.files.tls_crt, files.tls_crt);
  EXPECT_TRUE(renewal.is_pending);
}

TEST(Renewal, NewNamesNeedAPublishedBundle) {
  const CertificateFiles files = Installed();
  RenewalOptions options = At(kStart + kDay, false);
  options.dns_names = {"b.svc", "a.svc"};
  EXPECT_TRUE(MustRenew(files, options).is_pending);
  options.bundle_is_published = true;
  const Renewal renewal = MustRenew(files, options);
  EXPECT_TRUE(absl::StrContains(Changes(renewal), "the DNS names changed")) << Changes(renewal);
  EXPECT_EQ(Verify(files.ca_crt, renewal.files.tls_crt, kStart + kDay, "a.svc"), "ok");
  EXPECT_TRUE(MustRenew(renewal.files, options).files == renewal.files);
}

// Names cannot contain OpenSSL's syntax.
TEST(Renewal, NamesAreOneNameEach) {
  RenewalOptions options = At(kStart);
  options.dns_names = {"a.svc,DNS:evil.svc"};
  const Renewal renewal = MustRenew({}, options);
  EXPECT_EQ(DnsNamesOf(ReadCertificates(renewal.files.tls_crt)[0].get()), options.dns_names);
}

TEST(Renewal, DamageIsRepaired) {
  const CertificateFiles good = Installed();
  const CertificateFiles other = Installed();
  struct Case {
    const char* expected;
    std::string CertificateFiles::*part;
    std::string text;
    bool serves_at_once;
  };
  const Case cases[] = {
      {"new certificate, which expires 2027-04-16 08:00 UTC: there was none",
       &CertificateFiles::tls_crt, "", true},
      {"tls.crt is not valid PEM", &CertificateFiles::tls_crt, good.tls_crt.substr(0, 300), true},
      {"tls.key is not the key of tls.crt", &CertificateFiles::tls_key, other.tls_key, true},
      {"tls.key is not the key of tls.crt", &CertificateFiles::tls_key, "", true},
      {"ca.key is not the key of ca.crt", &CertificateFiles::ca_key, "garbage", false},
      {"ca.crt is not valid PEM", &CertificateFiles::ca_crt, "garbage", true},
      {"ca.key is not the key of ca.crt", &CertificateFiles::ca_crt, other.ca_crt, true},
  };
  for (const Case& test : cases) {
    CertificateFiles files = good;
    files.*test.part = test.text;
    const Renewal renewal = MustRenew(files, At(kStart + kDay));
    EXPECT_TRUE(absl::StrContains(Changes(renewal), test.expected)) << Changes(renewal);
    EXPECT_EQ(renewal.files.tls_crt != files.tls_crt, test.serves_at_once) << test.expected;
    EXPECT_EQ(Verify(renewal.files.ca_crt, renewal.files.tls_crt, kStart + kDay), "ok");
  }
}

TEST(Renewal, ExpiredCertificatesAreReplacedAtOnce) {
  const CertificateFiles files = Installed();
  const int64_t late = kStart + 400 * kDay;
  const Renewal renewal = MustRenew(files, At(late, false));
  EXPECT_FALSE(renewal.is_pending);
  EXPECT_EQ(CountOf(renewal.files.ca_crt), 1u) << "an expired authority helps nobody";
  EXPECT_EQ(Verify(renewal.files.ca_crt, renewal.files.tls_crt, late), "ok");
}

TEST(Renewal, CertificateDoesNotOutliveItsAuthority) {
  RenewalOptions options = At(kStart, false);
  options.authority_days = options.days = 90;
  const CertificateFiles files = MustRenew({}, options).files;
  options.now += 59 * kDay;
  options.bundle_is_published = true;
  options.dns_names.push_back("more.svc");
  const Renewal renewal = MustRenew(files, options);
  EXPECT_TRUE(absl::StrContains(Changes(renewal), "expires 2027-04-15")) << Changes(renewal);
}

}  // namespace
}  // namespace svcenv::webhook
