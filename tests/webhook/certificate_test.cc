#include "webhook/certificate.h"

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"

namespace svcenv::webhook {
namespace {

using nlohmann::json;

constexpr char kSecret[] = "/api/v1/namespaces/svcenv-system/secrets/svcenv-webhook-tls";
constexpr char kMutating[] =
    "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/svcenv-webhook";
constexpr char kValidating[] =
    "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/svcenv-webhook-warnings";

// An API server in memory, with resource versions.
class FakeApi : public ApiObjects {
 public:
  FakeApi() {
    objects_[kSecret] = json::parse(R"({"kind":"Secret","metadata":{"name":"svcenv-webhook-tls"},)"
                                    R"("data":{"mine":"eA=="}})");
    objects_[kMutating] = objects_[kValidating] = json::parse(
        R"({"metadata":{},"webhooks":[{"name":"a","clientConfig":{"service":{"name":"s"}}}]})");
    for (auto& [path, object] : objects_) Touch(object);
  }

  absl::StatusOr<json> Get(const std::string& path) override {
    const auto found = objects_.find(path);
    if (found == objects_.end()) return absl::NotFoundError(absl::StrCat(path, " not found"));
    json object = found->second;
    Interrupt("get", path);
    return object;
  }

  absl::Status Put(const std::string& path, const json& object) override {
    Interrupt("put", path);
    json& old = objects_.at(path);
    if (old["metadata"]["resourceVersion"] != object["metadata"]["resourceVersion"]) {
      return absl::AbortedError("the object has been modified");
    }
    old = object;
    Touch(old);
    ++puts_;
    return absl::OkStatus();
  }

  std::string Data(const char* key) {
    std::string text;
    absl::Base64Unescape(objects_[kSecret]["data"].value(key, ""), &text);
    return text;
  }
  std::string Bundle(const char* path) {
    std::string text;
    absl::Base64Unescape(objects_[path]["webhooks"][0]["clientConfig"].value("caBundle", ""),
                         &text);
    return text;
  }
  void Remove(const char* path) { objects_.erase(path); }

  // Called once, after the n-th call, as if another process did something meanwhile.
  void MeanwhileAfter(int calls, std::function<void()> meanwhile) {
    calls_left_ = calls;
    meanwhile_ = std::move(meanwhile);
  }
  int puts() const { return puts_; }

 private:
  void Touch(json& object) { object["metadata"]["resourceVersion"] = std::to_string(++version_); }

  void Interrupt(const char*, const std::string&) {
    if (!meanwhile_ || --calls_left_ > 0) return;
    std::exchange(meanwhile_, nullptr)();
  }

  std::map<std::string, json> objects_;
  int version_ = 0, puts_ = 0, calls_left_ = 0;
  std::function<void()> meanwhile_;
};

CertificateOptions Options() {
  CertificateOptions options;
  options.secret = "svcenv-system/svcenv-webhook-tls";
  options.webhooks = {{"svcenv-webhook"}, {"svcenv-webhook-warnings"}};
  options.renewal.dns_names = {"svcenv-webhook.svcenv-system.svc"};
  options.renewal.now = 1'800'000'000;
  return options;
}

std::string MustRun(const CertificateOptions& options, ApiObjects* api) {
  std::ostringstream out;
  const absl::Status status = RenewCertificates(options, api, out);
  EXPECT_TRUE(status.ok()) << status;
  return out.str();
}

TEST(Certificate, Installs) {
  FakeApi api;
  EXPECT_EQ(MustRun(Options(), &api),
            "new authority, which expires 2028-01-15 08:00 UTC: there was none\n"
            "new certificate, which expires 2027-04-15 08:00 UTC: there was none\n"
            "secret svcenv-system/svcenv-webhook-tls: updated\n"
            "mutatingwebhookconfiguration svcenv-webhook: caBundle updated\n"
            "validatingwebhookconfiguration svcenv-webhook-warnings: caBundle updated\n");
  EXPECT_TRUE(absl::StartsWith(api.Data("tls.crt"), "-----BEGIN CERTIFICATE-----\n"));
  EXPECT_EQ(api.Data("mine"), "x") << "other keys stay";
  EXPECT_EQ(api.Bundle(kMutating), api.Data("ca.crt"));
  EXPECT_EQ(api.Bundle(kValidating), api.Data("ca.crt"));
}

TEST(Certificate, SecondRunChangesNothing) {
  FakeApi api;
  MustRun(Options(), &api);
  const int puts = api.puts();
  EXPECT_EQ(MustRun(Options(), &api),
            "secret svcenv-system/svcenv-webhook-tls: unchanged\n"
            "mutatingwebhookconfiguration svcenv-webhook: caBundle unchanged\n"
            "validatingwebhookconfiguration svcenv-webhook-warnings: caBundle unchanged\n");
  EXPECT_EQ(api.puts(), puts);
}

TEST(Certificate, OutputHasNoKeys) {
  FakeApi api;
  EXPECT_FALSE(absl::StrContains(MustRun(Options(), &api), "BEGIN"));
}

// Another run starts and ends after each call of the first one.
TEST(Certificate, TwoRunsAtOnce) {
  for (int calls = 1; calls <= 9; ++calls) {
    FakeApi api;
    api.MeanwhileAfter(calls, [&] { MustRun(Options(), &api); });
    MustRun(Options(), &api);
    EXPECT_EQ(api.Bundle(kMutating), api.Data("ca.crt")) << calls;
    EXPECT_EQ(api.Bundle(kValidating), api.Data("ca.crt")) << calls;
    EXPECT_EQ(absl::StrContains(MustRun(Options(), &api), "updated"), false) << calls;
  }
}

// A run that started earlier does not publish the bundle that it knew.
TEST(Certificate, NewerBundleIsNotOverwritten) {
  for (int calls = 1; calls <= 7; ++calls) {
    FakeApi api;
    MustRun(Options(), &api);
    CertificateOptions replace = Options();
    replace.renewal.replace_authority = true;
    api.MeanwhileAfter(calls, [&] { MustRun(replace, &api); });
    MustRun(Options(), &api);
    EXPECT_EQ(api.Bundle(kMutating), api.Data("ca.crt")) << calls;
    EXPECT_EQ(api.Bundle(kValidating), api.Data("ca.crt")) << calls;
  }
}

TEST(Certificate, ReplacedAuthorityIsPublishedFirst) {
  FakeApi api;
  MustRun(Options(), &api);
  const std::string served = api.Data("tls.crt");
  CertificateOptions options = Options();
  options.renewal.replace_authority = true;
  EXPECT_TRUE(absl::StrContains(MustRun(options, &api), "run this again to finish\n"));
  EXPECT_EQ(api.Data("tls.crt"), served);
  EXPECT_EQ(api.Bundle(kMutating), api.Data("ca.crt"));
  MustRun(Options(), &api);
  EXPECT_NE(api.Data("tls.crt"), served);
}

TEST(Certificate, MissingConfigurationFailsAfterTheOthers) {
  FakeApi api;
  api.Remove(kMutating);
  std::ostringstream out;
  const absl::Status status = RenewCertificates(Options(), &api, out);
  EXPECT_TRUE(absl::IsNotFound(status)) << status;
  EXPECT_EQ(api.Bundle(kValidating), api.Data("ca.crt"));
}

TEST(Certificate, MissingSecretFails) {
  FakeApi api;
  api.Remove(kSecret);
  std::ostringstream out;
  EXPECT_TRUE(absl::IsNotFound(RenewCertificates(Options(), &api, out)));
  EXPECT_EQ(out.str(), "");
}

TEST(Certificate, Folder) {
  char folder[] = "/tmp/svcenv-certificate-XXXXXX";
  ASSERT_NE(mkdtemp(folder), nullptr);
  CertificateOptions options = Options();
  options.secret.clear();
  options.webhooks = {};
  options.folder = folder;
  EXPECT_TRUE(absl::StrContains(MustRun(options, nullptr), absl::StrCat(folder, ": updated\n")));
  EXPECT_EQ(MustRun(options, nullptr), absl::StrCat(folder, ": unchanged\n"));
  struct stat info {};
  ASSERT_EQ(stat(absl::StrCat(folder, "/tls.key").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  std::filesystem::remove_all(folder);
  std::ostringstream out;
  EXPECT_TRUE(absl::IsNotFound(RenewCertificates(options, nullptr, out)));
}

TEST(Certificate, InvalidOptions) {
  struct Case {
    std::string expected;
    std::function<void(CertificateOptions&)> change;
  };
  const Case cases[] = {
      {"set --out or --secret", [](auto& o) { o.secret = ""; }},
      {"set --out or --secret", [](auto& o) { o.folder = "/tmp"; }},
      {"--mutating, --validating, and --kubeconfig require --secret",
       [](auto& o) { o.secret = "", o.folder = "/tmp"; }},
      {"set --dns", [](auto& o) { o.renewal.dns_names = {}; }},
      {"--ca-days must not be less than --days", [](auto& o) { o.renewal.authority_days = 3; }},
      {"--secret: 'a' is not NAMESPACE/NAME", [](auto& o) { o.secret = "a"; }},
      {"--secret: '..' ", [](auto& o) { o.secret = "../b"; }},
      {"--dns: 'A' ", [](auto& o) { o.renewal.dns_names = {"A"}; }},
      {"--mutating: 'a/b' ", [](auto& o) { o.webhooks.mutating = {"a/b"}; }},
  };
  for (const Case& test : cases) {
    CertificateOptions options = Options();
    test.change(options);
    const absl::Status status = ValidateOptions(options);
    EXPECT_TRUE(absl::StartsWith(status.message(), test.expected)) << status;
  }
  EXPECT_TRUE(ValidateOptions(Options()).ok());
}

}  // namespace
}  // namespace svcenv::webhook
