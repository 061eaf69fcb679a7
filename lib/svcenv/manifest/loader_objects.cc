// Implements the part of Loader that reads objects.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "svcenv/kubernetes/built_in_kinds.h"
#include "svcenv/kubernetes/controller.h"
#include "svcenv/manifest/created_by_operators.h"
#include "svcenv/manifest/custom_kinds.h"
#include "svcenv/manifest/decode.h"
#include "svcenv/manifest/decode_creators.h"
#include "svcenv/manifest/document_class.h"
#include "svcenv/manifest/find_pods.h"
#include "svcenv/manifest/loader.h"
#include "svcenv/manifest/service_checks.h"

namespace svcenv {
namespace {

// See ObjectMeta::is_substituted.
bool HasSubstitution(const Object& object) {
  const ObjectMeta& meta = MetaOf(object);
  if (IsSubstituted(meta.name.text) || IsSubstituted(meta.namespace_)) return true;
  if (const auto* map = std::get_if<ConfigMap>(&object)) return HasTemplatedKey(map->data);
  if (const auto* secret = std::get_if<Secret>(&object)) return HasTemplatedKey(secret->data);
  return false;
}

}  // namespace

void Loader::Document(const Item& item, Reader& reader) {
  if (!item.in_list || item.index == 0) Finish();
  std::string_view kind_name = reader.PeekText({"kind"});
  std::string_view api_version = reader.PeekText({"apiVersion"});
  if (!item.in_list && options_.skip_other_documents &&
      IsOtherDocument(api_version, kind_name, reader.PeekType({"metadata"}) == ValueType::kMap)) {
    ++result_.other;
    part_.extents.push_back({reader.position().offset, item.end_offset, {}, {}, {}, {}, true});
    return reader.Skip();
  }
  outermost_ = reader.position().offset;
  part_.extents.push_back({outermost_, item.end_offset, {}, {}, {}, {}});
  if (item.in_list && kind_name.empty() && api_version.empty()) {
    kind_name = absl::StripSuffix(item.list_kind, "List");  // "PodList" makes its items Pods
    api_version = item.list_api_version;
  }
  ++result_.objects;
  if (options_.source == LoadOptions::Source::kWritten &&
      (kind_name.empty() || api_version.empty())) {
    return RefuseNameless(item, kind_name, reader);
  }
  ReadObject(api_version, kind_name, reader);
}

void Loader::RefuseNameless(const Item& item, std::string_view kind_name, Reader& reader) {
  ++result_.faulty;
  result_.refused |= !item.in_list;
  const std::string_view field = kind_name.empty() ? "kind" : "apiVersion";
  const ValueType type = reader.PeekType({field});
  const bool has_field = type != ValueType::kNull && type != ValueType::kString;
  Decoder(reader, arena_, part_.diagnostics)
      .Error(item.in_list || options_.skip_other_documents ? "wrong-type" : kNotAnObjectCode,
             has_field ? absl::StrCat(field, ": expected a string, found ", ValueTypeName(type))
                       : absl::StrCat("the object has no ", field),
             has_field ? absl::StrCat("write a string, for example ", field, ": ",
                                      kind_name.empty() ? "Pod" : "v1")
                       : "set both, for example apiVersion: v1 and kind: Pod",
             has_field ? reader.PeekPosition({field}) : reader.position());
  reader.Skip();
}

void Loader::ReadObject(std::string_view api_version, std::string_view kind_name, Reader& reader) {
  const Kind* kind = FindCustomKind(options_.kinds, api_version, kind_name);
  const bool is_custom = kind != nullptr;
  const size_t first_diagnostic = part_.diagnostics.size();
  if (!is_custom) kind = FindKind(api_version, kind_name);
  bool is_reported = false;
  // An object without metadata is most likely a program's configuration file.
  if (options_.source == LoadOptions::Source::kWritten && !is_custom &&
      (kind != nullptr || reader.PeekType({"metadata"}) == ValueType::kMap)) {
    const auto mistake = FindKindMistake(api_version, kind_name, kind);
    if (mistake.has_value() && !IsSubstituted(api_version) && !IsSubstituted(kind_name)) {
      kind = mistake->kind;
      is_reported = true;
      ReportMistake(*mistake, kind_name, reader);
    }
  }
  bool creates = false;
  if (options_.source == LoadOptions::Source::kWritten) {
    std::vector<CreatedObject> created =
        CreatedByOperators(reader, api_version, kind_name, options_.default_namespace, arena_);
    creates = !created.empty();
    MoveToEnd(&created, &part_.created);
  }
  if (kind != nullptr) {
    ++result_.known;
    ReadKnown(*kind, kind_name, first_diagnostic, reader);
  } else if (IsCreator(api_version, kind_name)) {
    Decoder decoder(reader, arena_, part_.diagnostics);
    std::vector<CreatedObject> created =
        DecodeCreator(decoder, arena_.Copy(kind_name), arena_.Copy(options_.default_namespace));
    MoveToEnd(&created, &part_.created);
  } else if (IsCollected(api_version, kind_name)) {
    ReadCollected(kind_name, first_diagnostic, reader);
  } else {
    ReadUnknown(api_version, kind_name, is_reported || creates, reader);
  }
}

void Loader::ReadKnown(const Kind& kind, std::string_view kind_name, size_t first_diagnostic,
                       Reader& reader) {
  Decoder decoder(reader, arena_, part_.diagnostics);
  decoder.set_object({std::string(kind.name), "", ""}, kind.type == Kind::Type::kSecret);
  if (options_.unknown_fields == LoadOptions::UnknownFields::kReported) {
    decoder.set_unknown_fields(Severity::kError);
  } else if (options_.unknown_fields == LoadOptions::UnknownFields::kWarned) {
    decoder.set_unknown_fields(Severity::kWarning);
  }
  decoder.set_placeholders(PlaceholdersOf(kind));
  decoder.set_more_fields(kind.more_fields);
  decoder.set_substituted(options_.source == LoadOptions::Source::kWritten);
  decoder.set_encrypted(options_.source == LoadOptions::Source::kWritten &&
                        reader.PeekType({"sops", "mac"}) == ValueType::kString);
  if (kind.makes_pods() && !HasOneTemplate(kind))
    return ReadTemplates(kind, first_diagnostic, decoder);
  Object object = DecodeObject(decoder, kind);
  if (const auto* workload = std::get_if<Workload>(&object);
      workload != nullptr && options_.skip_other_documents && !decoder.failed()) {
    if (std::optional<Diagnostic> missing = FindMissingContainers(*workload)) {
      SetDefaults(options_, arena_, object);
      missing->object = NameOf(workload->kind, workload->meta);
      part_.diagnostics.resize(first_diagnostic);
      result_.patches.push_back(*std::move(missing));
      --result_.objects;
      --result_.known;
      return;
    }
  }
  CheckName(MetaOf(object), kind_name, decoder);
  if (!decoder.failed()) return Keep(kind.name, first_diagnostic, std::move(object));
  SetDefaults(options_, arena_, object);
  // Lint groups findings by object; the position is enough elsewhere.
  if (options_.unknown_fields == LoadOptions::UnknownFields::kReported) {
    NameFrom(first_diagnostic, kind.name, MetaOf(object));
  }
  AddFaulty(kind, MetaOf(object));
}

void Loader::ReadCollected(std::string_view kind_name, size_t first_diagnostic, Reader& reader) {
  Decoder decoder(reader, arena_, part_.diagnostics);
  decoder.set_object({std::string(kind_name), "", ""}, /*confidential=*/false);
  UnreadableObjects unreadable;
  std::optional<Object> object = DecodeCollected(decoder, kind_name, &unreadable);
  if (object.has_value()) CheckName(MetaOf(*object), kind_name, decoder);
  if (decoder.failed()) {
    ++result_.faulty;
  } else if (!object.has_value()) {
    part_.unreadable.push_back(unreadable);
  } else {
    const bool is_secret = std::holds_alternative<Secret>(*object);
    Keep(is_secret ? "Secret" : "ConfigMap", first_diagnostic, *std::move(object));
  }
}

Placeholders Loader::PlaceholdersOf(const Kind& kind) const {
  return placeholders_ != Placeholders::kNone ? placeholders_ : kind.controller.placeholders;
}

// Reports what kubectl rejects with "no matches for kind".
void Loader::ReportMistake(const KindMistake& mistake, std::string_view kind_name,
                           const Reader& reader) {
  Diagnostic finding;
  finding.severity = options_.unknown_fields == LoadOptions::UnknownFields::kReported
                         ? Severity::kError
                         : Severity::kWarning;
  finding.code = "refused-by-api";
  finding.field = std::string(mistake.field);
  finding.message = mistake.message;
  finding.remedy = mistake.remedy;
  finding.position = reader.PeekPosition({mistake.field});
  finding.object.kind = mistake.kind == nullptr ? kind_name : mistake.kind->name;
  const std::string_view namespace_ = reader.PeekText({"metadata", "namespace"});
  finding.object.namespace_ = namespace_.empty() ? options_.default_namespace : namespace_;
  finding.object.name = reader.PeekText({"metadata", "name"});
  part_.diagnostics.push_back(std::move(finding));
}

void Loader::ReadUnknown(std::string_view api_version, std::string_view kind_name, bool is_read,
                         Reader& reader) {
  const std::string_view kind = arena_.Copy(NameOfKind(api_version, kind_name));
  const size_t first_diagnostic = part_.diagnostics.size();
  Decoder decoder(reader, arena_, part_.diagnostics);
  decoder.set_object({std::string(kind), "", ""}, /*confidential=*/false);
  decoder.set_placeholders(placeholders_);
  decoder.set_substituted(options_.source == LoadOptions::Source::kWritten);
  const Placeholders outer = placeholders_;
  if (kind_name == "Template" &&
      (api_version == "v1" || api_version == "template.openshift.io/v1")) {
    placeholders_ = Placeholders::kParameter;
  }
  ++depth_;
  FoundPods found = FindPods(decoder, kind, [&](Reader& inner) { return ReadInner(inner); });
  --depth_;
  placeholders_ = outer;
  if (decoder.failed()) {
    // The fields of an unknown kind may have any type.
    part_.diagnostics.resize(first_diagnostic);
    return;
  }
  if (found.workloads.empty() && !found.has_objects && !is_read &&
      options_.source == LoadOptions::Source::kWritten &&
      !IsWithoutContainers(api_version, kind_name) && !IsSubstituted(kind_name) &&
      result_.unchecked_kinds.size() < kMaxUncheckedKinds) {
    result_.unchecked_kinds.emplace(kind_name);
  }
  for (Workload& workload : found.workloads) Keep(kind, first_diagnostic, std::move(workload));
}

bool Loader::ReadInner(Reader& reader) {
  constexpr int kDeepestObject = 8;
  std::string_view name = reader.PeekText({"metadata", "name"});
  if (name.empty()) name = reader.PeekText({"metadata", "generateName"});
  if (name.empty() || depth_ > kDeepestObject) return false;
  // Template parameters are understood. The value of any other placeholder is unknown.
  if (name.find_first_of("{}$()<>*?") != name.npos &&
      FindPlaceholder(name, placeholders_).empty()) {
    return false;
  }
  ++result_.objects;
  const Extent outer = part_.extents.back();
  part_.extents.push_back({reader.position().offset, outer.end, {}, {}, {}, {}});
  const std::string_view api_version = reader.PeekText({"apiVersion"});
  ReadObject(api_version, reader.PeekText({"kind"}), reader);
  part_.extents.push_back(outer);
  return true;
}

void Loader::CheckName(const ObjectMeta& meta, std::string_view kind, Decoder& decoder) const {
  const bool nameless = meta.name.empty() && meta.generate_name.empty();
  if (!nameless || options_.names == LoadOptions::Names::kOptional || decoder.failed()) return;
  decoder.Error("no-name", absl::StrCat("the ", kind, " has no metadata.name"), "set metadata.name",
                meta.position);
}

void Loader::ReadTemplates(const Kind& kind, size_t first_diagnostic, Decoder& decoder) {
  std::vector<Workload> workloads = DecodeWorkloads(decoder, kind);
  if (!workloads.empty()) CheckName(workloads.front().meta, kind.api_kind(), decoder);
  if (decoder.failed()) return AddFaulty(kind, {});
  for (Workload& workload : workloads) Keep(kind.name, first_diagnostic, std::move(workload));
}

void Loader::NameFrom(size_t first_diagnostic, std::string_view kind, const ObjectMeta& meta) {
  for (size_t i = first_diagnostic; i < part_.diagnostics.size(); ++i) {
    part_.diagnostics[i].object = NameOf(kind, meta);
  }
}

void Loader::KeepUnknown(std::string_view kind, const Object& object) {
  const UnknownKeys* unknown = nullptr;
  if (const auto* map = std::get_if<ConfigMap>(&object)) unknown = &map->unknown;
  if (const auto* secret = std::get_if<Secret>(&object)) unknown = &secret->unknown;
  if (unknown == nullptr || unknown->keys.empty()) return;
  const ObjectMeta& meta = MetaOf(object);
  CreatedObject created{kind, meta.namespace_, meta.name.text, unknown->keys, false, unknown->why};
  std::sort(created.keys.begin(), created.keys.end());
  part_.created.push_back(std::move(created));
}

void Loader::Keep(std::string_view kind, size_t first_diagnostic, Object object) {
  SetDefaults(options_, arena_, object);
  MetaOf(object).is_substituted =
      options_.source == LoadOptions::Source::kWritten && HasSubstitution(object);
  KeepUnknown(kind, object);
  MetaOf(object).is_embedded = depth_ > 0;
  MetaOf(object).within = depth_ > 0 ? outermost_ : 0;
  if (placeholders_ != Placeholders::kNone) {
    MetaOf(object).has_parameters = true;
    if (auto* workload = std::get_if<Workload>(&object)) workload->placeholders = placeholders_;
  }
  const ObjectMeta& meta = MetaOf(object);
  NameFrom(first_diagnostic, kind, meta);
  part_.extents.back().Name(kind, meta);
  Diagnostics findings;
  if (const Service* service = std::get_if<Service>(&object);
      service != nullptr && options_.source == LoadOptions::Source::kWritten &&
      !meta.has_parameters && service->placeholder.empty()) {
    CheckService(*service, *options_.version, &findings);
    if (!findings.empty() && options_.drop_refused) {
      MoveToEnd(&findings, &part_.diagnostics);
      return AddFaulty(*FindKind(kind), meta);
    }
  }
  std::visit(
      [&](auto& o) {
        const ObjectKey key(o);
        if (part_.objects.empty()) part_.objects.emplace_back();
        part_.objects.back().push_back({kind, pools_.Add(std::move(o)), key, std::move(findings)});
      },
      object);
}

void Loader::AddFaulty(const Kind& kind, const ObjectMeta& meta) {
  ++result_.faulty;
  if (!meta.name.empty() && !kind.makes_pods()) {
    part_.faulty.push_back({&kind, meta.namespace_, meta.name.text});
  }
}

}  // namespace svcenv
