// How each kind of object is read; for this package only.
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

// The whole objects. Their positions are that of the map.
Service DecodeService(Decoder& decoder);
ConfigMap DecodeConfigMap(Decoder& decoder);
Secret DecodeSecret(Decoder& decoder);
Node DecodeNode(Decoder& decoder);
LimitRange DecodeLimitRange(Decoder& decoder);

// A Pod, or an object of a kind with a single pod template.
Workload DecodeWorkload(Decoder& decoder, const Kind& kind);

// Returns whether DecodeWorkload reads the kind; DecodeWorkloads reads the others.
bool HasOneTemplate(const Kind& kind);

// The pods at all places of the kind, in the order of the object, with the object's `metadata`.
std::vector<Workload> DecodeWorkloads(Decoder& decoder, const Kind& kind);

// Returns what tells a pod of an object apart, from its path: "headGroupSpec" of
// "spec.headGroupSpec.template".
std::string_view PartLabel(std::string_view path);

// Gives the workloads of one object its metadata, and each after the first the name of its part.
// Containers whose name another part has, too, are named LABEL/NAME; `labels` are those of the
// workloads.
void NameParts(Arena& arena, std::string_view kind, const ObjectMeta& meta,
               std::vector<std::string_view> labels, std::vector<Workload>* workloads);

// Reads the next value, which has that shape, into the pod of `workload`, whose kind and path are
// set. False if there is no pod.
bool DecodeShape(Decoder& decoder, PodPlace::Shape shape, Workload* workload);

// Reads the metadata of an object, whose position it keeps.
template <typename T>
void ReadMeta(Decoder& decoder, T& object) {
  const Position position = object.meta.position;
  object.meta = DecodeMeta(decoder);
  object.meta.position = position;
}

// Reads an object by a table of all its fields.
template <typename T, size_t N>
T ReadObject(Decoder& decoder, const Field<T> (&fields)[N]) {
  T object;
  object.meta.position = decoder.position();
  ReadKnownFields(decoder, fields, object);
  return object;
}

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_DECODE_H_
