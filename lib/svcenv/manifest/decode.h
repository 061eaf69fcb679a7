// How each kind of object is read; for this room only.
#ifndef SVCENV_MANIFEST_DECODE_H_
#define SVCENV_MANIFEST_DECODE_H_

#include <string_view>
#include <vector>

#include "svcenv/kubernetes/objects.h"
#include "svcenv/manifest/decoder.h"

namespace svcenv {

ObjectMeta DecodeMeta(Decoder& decoder);
PodSpec DecodePodSpec(Decoder& decoder);
PodStatus DecodePodStatus(Decoder& decoder);
std::vector<Container> DecodeContainers(Decoder& decoder, ContainerKind kind);
ResourceRequirements DecodeResources(Decoder& decoder);

// The whole objects. Their positions are that of the map.
Service DecodeService(Decoder& decoder);
ConfigMap DecodeConfigMap(Decoder& decoder);
Secret DecodeSecret(Decoder& decoder);
Node DecodeNode(Decoder& decoder);
// A Pod, or an object whose pod template stands at `path` ("spec.template"); "" for a Pod itself.
Workload DecodeWorkload(Decoder& decoder, std::string_view kind, std::string_view path);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_DECODE_H_
