// Decodes each kind of object. Internal to this package.
#ifndef SVCENV_MANIFEST_DECODE_H_
#define SVCENV_MANIFEST_DECODE_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "svcenv/base/arena.h"
#include "svcenv/kubernetes/kinds.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/manifest/decoder.h"
#include "svcenv/manifest/fields.h"

namespace svcenv {

ObjectMeta DecodeMeta(Decoder& decoder);
PodSpec DecodePodSpec(Decoder& decoder);
void DecodeLinks(Decoder& decoder, PodSpec& spec);  // enableServiceLinks
PodStatus DecodePodStatus(Decoder& decoder);
std::vector<Container> DecodeContainers(Decoder& decoder, ContainerKind kind);
Container DecodeContainer(Decoder& decoder, ContainerKind kind);
std::vector<EnvVar> DecodeEnv(Decoder& decoder);
std::vector<EnvFrom> DecodeEnvFrom(Decoder& decoder);
ResourceRequirements DecodeResources(Decoder& decoder);

// Decode whole objects. An object's position is that of its map.
Service DecodeService(Decoder& decoder);
ConfigMap DecodeConfigMap(Decoder& decoder);
Secret DecodeSecret(Decoder& decoder);
Node DecodeNode(Decoder& decoder);
LimitRange DecodeLimitRange(Decoder& decoder);

// Decodes a Pod, or an object of a kind with a single pod template.
Workload DecodeWorkload(Decoder& decoder, const Kind& kind);

// Returns whether DecodeWorkload decodes the kind. DecodeWorkloads decodes the others.
bool HasOneTemplate(const Kind& kind);

// Decodes the pods at every location that the kind defines, in document order. Each workload gets
// the object's metadata.
std::vector<Workload> DecodeWorkloads(Decoder& decoder, const Kind& kind);

// Returns the key that distinguishes a pod from the object's other pods: "headGroupSpec" for the
// path "spec.headGroupSpec.template".
std::string_view PartLabel(std::string_view path);

// Copies the object's metadata to its workloads and sets the part name of each one after the first.
// Renames a container to LABEL/NAME if another part has a container of the same name. `labels` has
// one entry per workload.
void NameParts(Arena& arena, std::string_view kind, const ObjectMeta& meta,
               std::vector<std::string_view> labels, std::vector<Workload>* workloads);

// Decodes a value of the given shape into the pod of `workload`, whose kind and path must be set.
// Returns false if the value contains no pod.
bool DecodeShape(Decoder& decoder, PodPlace::Shape shape, Workload* workload);

// Reads an object's metadata and keeps the object's position.
template <typename T>
void ReadMeta(Decoder& decoder, T& object) {
  const Position position = object.meta.position;
  object.meta = DecodeMeta(decoder);
  object.meta.position = position;
}

// Reads an object using a table that lists all its fields.
template <typename T, size_t N>
T ReadObject(Decoder& decoder, const Field<T> (&fields)[N]) {
  T object;
  object.meta.position = decoder.position();
  ReadKnownFields(decoder, fields, object);
  return object;
}

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_DECODE_H_
