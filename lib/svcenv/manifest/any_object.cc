#include "svcenv/manifest/any_object.h"

#include "svcenv/kubernetes/template_to_pod.h"
#include "svcenv/manifest/decode.h"

namespace svcenv {
namespace {

void SetPodDefaults(const LoadOptions& options, Arena& arena, Workload* workload) {
  Pod& pod = workload->pod;
  if (workload->is_template()) {
    pod.meta.name = {};
    workload->is_admitted = false;
  } else {
    pod.meta.namespace_ = workload->meta.namespace_;
    workload->is_admitted =
        options.source != LoadOptions::Source::kWritten || !pod.meta.uid.empty();
  }
  const bool admits = options.source == LoadOptions::Source::kWritten ||
                      (options.source == LoadOptions::Source::kServed && workload->is_template());
  MakeChanges({options.version, admits}, workload, &arena);
}

}  // namespace

Object DecodeObject(Decoder& decoder, const Kind& kind) {
  switch (kind.type) {
    case Kind::Type::kService:
      return DecodeService(decoder);
    case Kind::Type::kConfigMap:
      return DecodeConfigMap(decoder);
    case Kind::Type::kSecret:
      return DecodeSecret(decoder);
    case Kind::Type::kNode:
      return DecodeNode(decoder);
    case Kind::Type::kLimitRange:
      return DecodeLimitRange(decoder);
    case Kind::Type::kWorkload:
      break;
  }
  return DecodeWorkload(decoder, kind);
}

ObjectMeta& MetaOf(Object& object) {
  return std::visit([](auto& o) -> ObjectMeta& { return o.meta; }, object);
}

const ObjectMeta& MetaOf(const Object& object) {
  return std::visit([](const auto& o) -> const ObjectMeta& { return o.meta; }, object);
}

void SetDefaults(const LoadOptions& options, Arena& arena, Object& object) {
  ObjectMeta& meta = MetaOf(object);
  if (std::holds_alternative<Node>(object)) {
    meta.namespace_ = {};
  } else if (meta.namespace_.empty()) {
    meta.namespace_ = arena.Copy(options.default_namespace);
  }
  if (Workload* workload = std::get_if<Workload>(&object)) {
    SetPodDefaults(options, arena, workload);
  }
}

}  // namespace svcenv
