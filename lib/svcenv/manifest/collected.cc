#include "svcenv/manifest/collected.h"

#include <utility>
#include <vector>

#include "svcenv/manifest/decode.h"

namespace svcenv {
namespace {

constexpr std::string_view kApiVersion = "svcenv.io/v1";
constexpr std::string_view kConfigMapKeys = "ConfigMapKeys";
constexpr std::string_view kSecretKeys = "SecretKeys";
constexpr std::string_view kUnreadable = "Unreadable";
constexpr std::string_view kWithoutValues = "was collected without its values";

std::vector<std::string_view> ReadKeys(Decoder& decoder) {
  std::vector<std::string_view> keys;
  for (const Located& key : decoder.Texts()) keys.push_back(key.text);
  return keys;
}

struct Keys {
  ObjectMeta meta;
  std::vector<std::string_view> keys;
  std::vector<std::string_view> binary_keys;
};

constexpr Field<Keys> kKeysFields[] = {
    {"apiVersion", SkipField<Keys>},
    {"kind", SkipField<Keys>},
    {"metadata", ReadMeta<Keys>},
    {"keys", [](Decoder& d, Keys& k) { k.keys = ReadKeys(d); }},
    {"binaryKeys", [](Decoder& d, Keys& k) { k.binary_keys = ReadKeys(d); }},
};

constexpr Field<UnreadableObjects> kObjectsFields[] = {
    {"kind", [](Decoder& d, UnreadableObjects& u) { u.kind = d.Text(); }},
    {"namespace", [](Decoder& d, UnreadableObjects& u) { u.namespace_ = d.Text(); }},
    {"name", [](Decoder& d, UnreadableObjects& u) { u.name = d.Text(); }},
};

constexpr Field<UnreadableObjects> kUnreadableFields[] = {
    {"objects", [](Decoder& d, UnreadableObjects& u) { ReadKnownFields(d, kObjectsFields, u); }},
};

}  // namespace

bool IsCollected(std::string_view api_version, std::string_view kind) {
  return api_version == kApiVersion &&
         (kind == kConfigMapKeys || kind == kSecretKeys || kind == kUnreadable);
}

std::optional<Object> DecodeCollected(Decoder& decoder, std::string_view kind,
                                      UnreadableObjects* unreadable) {
  if (kind == kUnreadable) {
    ReadFields(decoder, kUnreadableFields, *unreadable);
    return std::nullopt;
  }
  Keys keys = ReadObject(decoder, kKeysFields);
  UnknownKeys unknown = {std::move(keys.keys), kWithoutValues};
  if (kind == kSecretKeys) {
    Secret secret;
    secret.meta = std::move(keys.meta);
    secret.unknown = std::move(unknown);
    return secret;
  }
  ConfigMap config_map;
  config_map.meta = std::move(keys.meta);
  config_map.binary_keys = std::move(keys.binary_keys);
  config_map.unknown = std::move(unknown);
  return config_map;
}

}  // namespace svcenv
