#include "svcenv/manifest/any_object.h"

#include "absl/strings/match.h"
#include "svcenv/manifest/decode.h"

namespace svcenv {

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
    case Kind::Type::kWorkload:
      break;
  }
  return DecodeWorkload(decoder, kind.name, kind.template_path);
}

ObjectMeta& MetaOf(Object& object) {
  return std::visit([](auto& o) -> ObjectMeta& { return o.meta; }, object);
}

void SetDefaults(const LoadOptions& options, Arena& arena, Object& object) {
  ObjectMeta& meta = MetaOf(object);
  if (std::holds_alternative<Node>(object)) {
    meta.namespace_ = {};
  } else if (meta.namespace_.empty()) {
    meta.namespace_ = arena.Copy(options.default_namespace);
  }
  if (Workload* workload = std::get_if<Workload>(&object)) {
    if (workload->is_template()) {
      workload->pod.meta.name = {};
    } else {
      workload->pod.meta.namespace_ = meta.namespace_;
    }
    const bool admits = options.source == LoadOptions::Source::kWritten ||
                        (options.source == LoadOptions::Source::kServed && workload->is_template());
    if (admits && workload->pod.spec.service_account_name.empty()) {
      workload->pod.spec.service_account_name = "default";
    }
  }
}

bool IsPatch(const Kind& kind, const Object& object) {
  const Workload* workload = std::get_if<Workload>(&object);
  const bool is_custom = absl::StrContains(kind.groups, '.');  // its template may be elsewhere
  return workload != nullptr && !kind.template_path.empty() && !is_custom &&
         AllContainers(workload->pod.spec).empty();
}

}  // namespace svcenv
