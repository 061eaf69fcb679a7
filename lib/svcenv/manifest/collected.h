// Decodes objects that `svcenv collect` writes in place of those of a cluster. Internal to this
// package.
#ifndef SVCENV_MANIFEST_COLLECTED_H_
#define SVCENV_MANIFEST_COLLECTED_H_

#include <optional>
#include <string_view>

#include "svcenv/manifest/any_object.h"
#include "svcenv/manifest/decoder.h"

namespace svcenv {

// Returns whether the object is a ConfigMapKeys, a SecretKeys, or an Unreadable of svcenv.io.
bool IsCollected(std::string_view api_version, std::string_view kind);

// Objects that could not be read from the cluster. Without a name, all objects of the kind in the
// namespace; without a namespace, in all namespaces.
struct UnreadableObjects {
  std::string_view kind, namespace_, name;
};

// Says why such objects are unknown.
inline constexpr std::string_view kNotCollected = "could not be read when the file was collected";

// Decodes a ConfigMapKeys or a SecretKeys as a ConfigMap or a Secret whose values are unknown, or
// an Unreadable, which sets `unreadable` and returns nullopt.
std::optional<Object> DecodeCollected(Decoder& decoder, std::string_view kind,
                                      UnreadableObjects* unreadable);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_COLLECTED_H_
