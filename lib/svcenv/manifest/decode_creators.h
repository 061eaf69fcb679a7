// Objects from which a controller creates ConfigMaps and Secrets; for this package only.
#ifndef SVCENV_MANIFEST_DECODE_CREATORS_H_
#define SVCENV_MANIFEST_DECODE_CREATORS_H_

#include <string_view>
#include <vector>

#include "svcenv/kubernetes/created_object.h"
#include "svcenv/manifest/decoder.h"

namespace svcenv {

// Returns whether objects with these fields are such objects: ExternalSecret, ClusterExternalSecret
// (external-secrets.io), SealedSecret (bitnami.com), SecretProviderClass
// (secrets-store.csi.x-k8s.io).
bool IsCreator(std::string_view api_version, std::string_view kind);

// Reads such an object and returns what is created from it, in `default_namespace` if it names
// none. Fields that are written wrongly are not errors: its own controller checks them.
std::vector<CreatedObject> DecodeCreator(Decoder& decoder, std::string_view kind,
                                         std::string_view default_namespace);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_DECODE_CREATORS_H_
