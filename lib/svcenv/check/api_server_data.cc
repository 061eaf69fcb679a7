// Checks ConfigMaps and Secrets as the API server does.
#include <cstddef>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "svcenv/base/counted.h"
#include "svcenv/check/api_server.h"
#include "svcenv/check/api_server_meta.h"
#include "svcenv/check/refusals.h"
#include "svcenv/kubernetes/names.h"

namespace svcenv {
namespace {

// MaxSecretSize, the limit for all values; keys do not count.
// pkg/apis/core/validation/validation.go, ValidateConfigMap and ValidateSecret (1.37.2).
constexpr size_t kMaxBytes = 1 << 20;
constexpr std::string_view kKeyRemedy =
    "use letters, digits, '-', '_', and '.', as in app.properties";

void CheckNameAndMeta(const ObjectMeta& meta, Refusals& refusals) {
  CheckMeta(meta, refusals);
  if (meta.name.empty()) return;
  refusals.AddName("metadata.name", meta.name, Dns1123SubdomainProblem(meta.name.text),
                   kSubdomainRemedy);
}

// `bytes` is the size of the values of binaryData.
void CheckData(const Entries& data, size_t bytes, Refusals& refusals) {
  for (const auto& [key, value, position] : data) {
    bytes += value.size();
    const std::string_view problem = ConfigMapKeyProblem(key);
    if (!problem.empty() && !IsSubstituted(key)) {
      refusals.Add(absl::StrCat("data[", key, "]"),
                   absl::StrCat("the key ", GoQuote(key), " ", problem), std::string(kKeyRemedy),
                   position);
    }
  }
  if (bytes > kMaxBytes) {
    refusals.Add(data.empty() ? "binaryData" : "data",
                 absl::StrCat("the values take ", WithCommas(bytes), " bytes"),
                 "split the object: its values may take at most 1,048,576 bytes", {});
  }
}

}  // namespace

void FindRefusals(const ConfigMap& config_map, Diagnostics* diagnostics) {
  Refusals refusals("ConfigMap", config_map.meta, diagnostics);
  CheckNameAndMeta(config_map.meta, refusals);
  CheckData(config_map.data, config_map.binary_bytes, refusals);
  for (const std::string_view key : config_map.binary_keys) {
    if (const Entry* entry = FindEntry(config_map.data, key); entry != nullptr) {
      refusals.Add(absl::StrCat("data[", key, "]"),
                   absl::StrCat("the key ", GoQuote(key), " is also in binaryData"),
                   "remove it from one of the two", entry->position);
    } else if (const std::string_view problem = ConfigMapKeyProblem(key); !problem.empty()) {
      refusals.Add(absl::StrCat("binaryData[", key, "]"),
                   absl::StrCat("the key ", GoQuote(key), " ", problem), std::string(kKeyRemedy),
                   {});
    }
  }
}

void FindRefusals(const Secret& secret, Diagnostics* diagnostics) {
  Refusals refusals("Secret", secret.meta, diagnostics);
  CheckNameAndMeta(secret.meta, refusals);
  CheckData(secret.data, 0, refusals);
}

}  // namespace svcenv
