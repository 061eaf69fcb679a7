#include "webhook/bundles.h"

#include <functional>
#include <string_view>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"

namespace svcenv::webhook {
namespace {

using nlohmann::json;

constexpr int kMaxConflicts = 20;

struct Configuration {
  std::string_view kind;  // for people
  std::string name;

  std::string path() const {
    return absl::StrCat("/apis/admissionregistration.k8s.io/v1/", kind, "s/", name);
  }
};

std::vector<Configuration> AllOf(const WebhookNames& names) {
  std::vector<Configuration> all;
  for (const std::string& name : names.mutating) {
    all.push_back({"mutatingwebhookconfiguration", name});
  }
  for (const std::string& name : names.validating) {
    all.push_back({"validatingwebhookconfiguration", name});
  }
  return all;
}

// Returns the clientConfig of each webhook.
std::vector<json*> ClientConfigs(json& configuration) {
  std::vector<json*> all;
  const auto webhooks = configuration.find("webhooks");
  if (webhooks == configuration.end() || !webhooks->is_array()) return all;
  for (json& webhook : *webhooks) {
    const auto found = webhook.find("clientConfig");
    if (found != webhook.end() && found->is_object()) all.push_back(&*found);
  }
  return all;
}

std::string BundleIn(const json& client_config) {
  std::string bundle;
  const auto found = client_config.find("caBundle");
  if (found == client_config.end() || !found->is_string()) return "";
  return absl::Base64Unescape(found->get_ref<const std::string&>(), &bundle) ? bundle : "";
}

// Returns whether anything changed.
absl::StatusOr<bool> PublishOnce(ApiObjects& objects, const Configuration& configuration,
                                 CertificateStore& store) {
  absl::StatusOr<json> object = objects.Get(configuration.path());
  if (!object.ok()) return object.status();
  // After the configuration, so that a newer bundle that somebody publishes meanwhile conflicts with
  // this one instead of being overwritten by it.
  const absl::StatusOr<CertificateFiles> files = store.Read();
  if (!files.ok()) return files.status();
  if (files->ca_crt.empty()) return absl::NotFoundError("the authority has gone");
  const std::string bundle = absl::Base64Escape(files->ca_crt);
  bool changed = false;
  for (json* client_config : ClientConfigs(*object)) {
    json& old = (*client_config)["caBundle"];
    changed |= old != bundle;
    old = bundle;
  }
  if (!changed) return false;
  const absl::Status status = objects.Put(configuration.path(), *object);
  if (!status.ok()) return status;
  return true;
}

absl::Status Publish(ApiObjects& objects, const Configuration& configuration,
                     CertificateStore& store, std::ostream& out) {
  for (int conflicts = 0;; ++conflicts) {
    const absl::StatusOr<bool> changed = PublishOnce(objects, configuration, store);
    if (changed.ok()) {
      out << configuration.kind << " " << configuration.name
          << (*changed ? ": caBundle updated\n" : ": caBundle unchanged\n");
      return absl::OkStatus();
    }
    if (!absl::IsAborted(changed.status()) || conflicts == kMaxConflicts) return changed.status();
  }
}

}  // namespace

absl::StatusOr<bool> AllTrust(ApiObjects& objects, const WebhookNames& names,
                              const std::string& authority) {
  if (authority.empty()) return false;
  for (const Configuration& configuration : AllOf(names)) {
    absl::StatusOr<json> object = objects.Get(configuration.path());
    if (absl::IsNotFound(object.status())) return false;
    if (!object.ok()) return object.status();
    for (const json* client_config : ClientConfigs(*object)) {
      if (!absl::StrContains(BundleIn(*client_config), authority)) return false;
    }
  }
  return true;
}

absl::Status PublishBundle(ApiObjects& objects, const WebhookNames& names, CertificateStore& store,
                           std::ostream& out) {
  absl::Status result;
  for (const Configuration& configuration : AllOf(names)) {
    result.Update(Publish(objects, configuration, store, out));
  }
  return result;
}

}  // namespace svcenv::webhook
