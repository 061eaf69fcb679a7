#include "svcenv/manifest/load.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "svcenv/kubernetes/kinds.h"
#include "svcenv/manifest/decode.h"
#include "svcenv/manifest/service_checks.h"
#include "svcenv/syntax/text.h"

namespace svcenv {
namespace {

using Object = std::variant<Service, ConfigMap, Secret, Node, Workload>;

Object Decode(Decoder& decoder, const Kind& kind) {
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

// What an object takes of the file; it has no kind where it was not read.
struct Extent {
  uint32_t begin, end;
  std::string_view kind, namespace_, name, generate_name;

  void Name(std::string_view kind_name, const ObjectMeta& meta) {
    kind = kind_name;
    namespace_ = meta.namespace_;
    name = meta.name.text;
    generate_name = meta.generate_name;
  }
};

// An object that is to be added.
struct Pending {
  const Kind* kind;
  std::variant<Service*, ConfigMap*, Secret*, Node*, Workload*> object;
  ObjectKey key;
  Diagnostics findings;  // told before what is found as it is added
};

template <typename T>
void MoveBehind(std::vector<T>* from, std::vector<T>* to) {
  if (to->empty()) return to->swap(*from);
  to->insert(to->end(), std::make_move_iterator(from->begin()),
             std::make_move_iterator(from->end()));
}

// What was read of a document.
struct Part {
  std::vector<std::vector<Pending>> objects;  // of each reader, none of which is copied
  Diagnostics diagnostics;
  std::vector<Extent> extents;
};

// Takes the documents of a file and adds them to the cluster, each once it is complete.
class Loader : public ForkingSink {
 public:
  // `arena` is the cluster's. Without a cluster the documents are kept: for Fork.
  Loader(const LoadOptions& options, Cluster* cluster, Arena* arena)
      : options_(options),
        cluster_(cluster),
        arena_(*arena),
        rooms_(cluster != nullptr ? cluster->rooms() : kept_rooms_) {}

  void Document(const Item& item, Reader& reader) override;
  void DropItems() override { part_ = {}; }
  std::unique_ptr<ForkingSink> Fork(Arena* arena) override {
    return std::make_unique<Loader>(options_, nullptr, arena);
  }
  void JoinItems(ForkingSink& fork) override;
  void JoinDocuments(ForkingSink& fork) override;
  // The document that was read last is complete.
  void Finish();

  // Tells of which object each is that stands within one.
  void NameObjects(Diagnostics* losses) const;

  LoadResult TakeResult() { return std::move(result_); }

 private:
  // What a fork kept, the document that it read last among it, counted here.
  std::vector<Part> TakeParts(ForkingSink& fork);
  void Default(Object& object) const;
  void Add(Pending* pending);

  const LoadOptions& options_;
  Cluster* const cluster_;
  Arena& arena_;
  LoadResult result_;  // its diagnostics are of complete documents, as are the extents
  Part part_;          // of the document that is read
  std::vector<Part> kept_;
  ObjectRooms kept_rooms_;
  ObjectRooms& rooms_;  // of the objects of all documents
  std::vector<Extent> extents_;
};

std::vector<Part> Loader::TakeParts(ForkingSink& fork) {
  Loader& other = static_cast<Loader&>(fork);
  other.Finish();
  result_.objects += other.result_.objects;
  result_.known += other.result_.known;
  rooms_.Take(std::move(other.kept_rooms_));
  return std::move(other.kept_);
}

void Loader::JoinItems(ForkingSink& fork) {
  for (Part& part : TakeParts(fork)) {
    MoveBehind(&part.objects, &part_.objects);
    MoveBehind(&part.diagnostics, &part_.diagnostics);
    MoveBehind(&part.extents, &part_.extents);
  }
}

void Loader::JoinDocuments(ForkingSink& fork) {
  Finish();
  for (Part& part : TakeParts(fork)) {
    part_ = std::move(part);
    Finish();
  }
}

void Loader::Finish() {
  Part part = std::exchange(part_, {});
  if (cluster_ == nullptr) {
    kept_.push_back(std::move(part));
    return;
  }
  MoveBehind(&part.diagnostics, &result_.diagnostics);
  MoveBehind(&part.extents, &extents_);
  for (std::vector<Pending>& list : part.objects) {
    for (Pending& pending : list) Add(&pending);
  }
}

void Loader::Document(const Item& item, Reader& reader) {
  if (!item.in_list || item.index == 0) Finish();
  part_.extents.push_back({reader.position().offset, item.end_offset, {}, {}, {}, {}});
  std::string_view kind_name = reader.PeekText("kind");
  std::string_view api_version = reader.PeekText("apiVersion");
  if (item.in_list && kind_name.empty() && api_version.empty()) {
    kind_name = absl::StripSuffix(item.list_kind, "List");  // "PodList" makes its items Pods
    api_version = item.list_api_version;
  }
  ++result_.objects;
  if (options_.source == LoadOptions::Source::kWritten &&
      (kind_name.empty() || api_version.empty())) {
    Decoder(reader, arena_, part_.diagnostics)
        .Error("wrong-type",
               absl::StrCat("the object has no ", kind_name.empty() ? "kind" : "apiVersion"),
               "begin it with both, like apiVersion: v1 and kind: Pod", reader.position());
    reader.Skip();
    return;
  }
  const Kind* kind = FindKind(api_version, kind_name);
  if (kind == nullptr) {
    reader.Skip();
    return;
  }
  ++result_.known;
  Decoder decoder(reader, arena_, part_.diagnostics);
  decoder.set_object({std::string(kind_name), "", ""}, kind->type == Kind::Type::kSecret);
  decoder.set_tells_unknown_fields(options_.unknown_fields ==
                                   LoadOptions::UnknownFields::kReported);
  const size_t first_told = part_.diagnostics.size();
  Object object = Decode(decoder, *kind);
  ObjectMeta& meta = MetaOf(object);
  const bool nameless = meta.name.empty() && meta.generate_name.empty();
  if (nameless && options_.names == LoadOptions::Names::kRequired && !decoder.failed()) {
    decoder.Error("no-name", absl::StrCat("the ", kind_name, " has no metadata.name"),
                  "give it a name", meta.position);
  }
  if (decoder.failed()) return;
  Default(object);
  for (size_t i = first_told; i < part_.diagnostics.size(); ++i) {
    part_.diagnostics[i].object = {std::string(kind->name), std::string(meta.namespace_),
                                   ShownName(meta)};
  }
  part_.extents.back().Name(kind->name, meta);
  Diagnostics findings;
  if (const Service* service = std::get_if<Service>(&object);
      service != nullptr && options_.source == LoadOptions::Source::kWritten) {
    CheckService(*service, *options_.version, &findings);
  }
  std::visit(
      [&](auto& o) {
        const ObjectKey key(o);
        if (part_.objects.empty()) part_.objects.emplace_back();
        part_.objects.back().push_back({kind, rooms_.Add(std::move(o)), key, std::move(findings)});
      },
      object);
}

void Loader::NameObjects(Diagnostics* losses) const {
  for (Diagnostic& loss : *losses) {
    const uint32_t offset = loss.position.offset;
    const Extent* within = nullptr;
    for (const Extent& extent : extents_) {
      if (extent.begin > offset || offset >= extent.end) continue;
      if (within == nullptr || within->begin < extent.begin) within = &extent;
    }
    if (within == nullptr || within->kind.empty()) continue;
    ObjectMeta meta;
    meta.name.text = within->name;
    meta.generate_name = within->generate_name;
    loss.object = {std::string(within->kind), std::string(within->namespace_), ShownName(meta)};
  }
}

void Loader::Default(Object& object) const {
  ObjectMeta& meta = MetaOf(object);
  if (std::holds_alternative<Node>(object)) {
    meta.namespace_ = {};
  } else if (meta.namespace_.empty()) {
    meta.namespace_ = arena_.Copy(options_.default_namespace);
  }
  if (Workload* workload = std::get_if<Workload>(&object)) {
    if (workload->is_template()) {
      workload->pod.meta.name = {};
    } else {
      workload->pod.meta.namespace_ = meta.namespace_;
    }
    const bool admits =
        options_.source == LoadOptions::Source::kWritten ||
        (options_.source == LoadOptions::Source::kServed && workload->is_template());
    if (admits && workload->pod.spec.service_account_name.empty()) {
      workload->pod.spec.service_account_name = "default";
    }
  }
}

void Loader::Add(Pending* pending) {
  MoveBehind(&pending->findings, &result_.diagnostics);
  std::visit(
      [&](auto* object) {
        const auto* earlier = cluster_->AddKept(pending->key, object);
        if (earlier == nullptr) return;
        Diagnostic twice;
        twice.code = "duplicate-object";
        const Location first = cluster_->sources().Locate(earlier->meta.name.position);
        twice.message = absl::StrCat("it was given before", first.file.empty() ? "" : " in ",
                                     first.ToString(), "; this one counts");
        twice.remedy = "remove one of the two";
        twice.position = object->meta.name.position;
        twice.object = {std::string(pending->kind->name), std::string(object->meta.namespace_),
                        std::string(object->meta.name.text)};
        result_.diagnostics.push_back(std::move(twice));
      },
      pending->object);
}

}  // namespace

LoadResult LoadManifest(std::string_view name, Bytes bytes, const LoadOptions& options,
                        Cluster* cluster) {
  Loader loader(options, cluster, &cluster->arena());
  const uint32_t file =
      cluster->sources().Add(name, DecodeText(std::move(bytes), options.threads), options.threads);
  Diagnostics losses;
  Extents extents;
  ReadOptions read_options;
  read_options.null_items = options.source == LoadOptions::Source::kServed;
  read_options.extents = &extents;
  const absl::Status status = ReadDocumentsByThreads(cluster->sources(), file, cluster->arena(),
                                                     loader, losses, options.threads, read_options);
  cluster->sources().SetExtents(file, std::move(extents));
  loader.Finish();
  loader.NameObjects(&losses);
  LoadResult result = loader.TakeResult();
  MoveBehind(&losses, &result.diagnostics);
  if (!status.ok()) result.diagnostics.push_back(FromStatus(status));
  return result;
}

LoadResult LoadObject(Reader& reader, const LoadOptions& options, Cluster* cluster) {
  Loader loader(options, cluster, &cluster->arena());
  loader.Document({}, reader);
  loader.Finish();
  return loader.TakeResult();
}

}  // namespace svcenv
