// Decodes objects from which a controller creates ConfigMaps and Secrets. Internal to this package.
#ifndef SVCENV_MANIFEST_DECODE_CREATORS_H_
#define SVCENV_MANIFEST_DECODE_CREATORS_H_

#include <string_view>
#include <vector>

#include "svcenv/kubernetes/created_object.h"
#include "svcenv/manifest/decoder.h"

namespace svcenv {

// Returns whether DecodeCreator supports the kind: ExternalSecret and ClusterExternalSecret
// (external-secrets.io), SealedSecret (bitnami.com), Certificate (cert-manager.io), and
// SecretProviderClass (secrets-store.csi.x-k8s.io).
bool IsCreator(std::string_view api_version, std::string_view kind);

// Decodes such an object and returns the objects that its controller creates, in
// `default_namespace` if it sets no namespace. Ignores invalid fields: the controller reports them.
std::vector<CreatedObject> DecodeCreator(Decoder& decoder, std::string_view kind,
                                         std::string_view default_namespace);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_DECODE_CREATORS_H_
