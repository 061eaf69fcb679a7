#include "svcenv/manifest/load.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "svcenv/kubernetes/built_in_kinds.h"
#include "svcenv/kubernetes/kinds.h"
#include "svcenv/manifest/any_object.h"
#include "svcenv/manifest/decode_creators.h"
#include "svcenv/manifest/document_class.h"
#include "svcenv/manifest/service_checks.h"
#include "svcenv/syntax/text.h"

namespace svcenv {
namespace {

constexpr size_t kMostUncheckedKinds = 1000;
constexpr size_t kMostRefused = 1000;  // documents of one text that are reported

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

// An object that is not added because of an error.
struct Faulty {
  const Kind* kind;
  std::string_view namespace_, name;
};

// What was read of a document.
struct Part {
  std::vector<std::vector<Pending>> objects;  // of each reader, none of which is copied
  std::vector<CreatedObject> created;
  std::vector<Faulty> faulty;
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
  // Takes a document that cannot be read, with its error. Returns false if that is an error of the
  // whole text.
  bool TakeRefused(const Diagnostic& error, std::string_view document);
  // The document that was read last is complete.
  void Finish();

  // Tells of which object each is that stands within one.
  void NameObjects(Diagnostics* losses) const;

  LoadResult TakeResult() { return std::move(result_); }

 private:
  // What a fork kept, the document that it read last among it, counted here.
  std::vector<Part> TakeParts(ForkingSink& fork);
  // Reports an object that lacks kind or apiVersion.
  void RefuseNameless(const Item& item, std::string_view kind_name, Reader& reader);
  void ReadKnown(const Kind& kind, Reader& reader);
  void AddFaulty(const Kind& kind, const ObjectMeta& meta);
  void Keep(const Kind& kind, Object object, Diagnostics findings);
  void Add(Pending* pending);

  const LoadOptions& options_;
  Cluster* const cluster_;
  Arena& arena_;
  LoadResult result_;   // its diagnostics are of complete documents, as are the extents
  size_t refused_ = 0;  // documents that could not be read
  Part part_;           // of the document that is read
  std::vector<Part> kept_;
  ObjectRooms kept_rooms_;
  ObjectRooms& rooms_;  // of the objects of all documents
  std::vector<Extent> extents_;
};

void AddCounts(const LoadResult& from, LoadResult* to) {
  to->objects += from.objects;
  to->known += from.known;
  to->faulty += from.faulty;
  to->other += from.other;
  to->patches += from.patches;
  to->refused |= from.refused;
  for (const std::string& kind : from.unchecked_kinds) {
    if (to->unchecked_kinds.size() == kMostUncheckedKinds) break;
    to->unchecked_kinds.insert(kind);
  }
}

std::vector<Part> Loader::TakeParts(ForkingSink& fork) {
  Loader& other = static_cast<Loader&>(fork);
  other.Finish();
  AddCounts(other.result_, &result_);
  rooms_.Take(std::move(other.kept_rooms_));
  return std::move(other.kept_);
}

void Loader::JoinItems(ForkingSink& fork) {
  for (Part& part : TakeParts(fork)) {
    MoveBehind(&part.objects, &part_.objects);
    MoveBehind(&part.created, &part_.created);
    MoveBehind(&part.faulty, &part_.faulty);
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
  for (CreatedObject& created : part.created) cluster_->AddCreated(std::move(created));
  for (const Faulty& one : part.faulty) {
    // Any variable may be one of a Service.
    const bool is_service = one.kind->type == Kind::Type::kService;
    cluster_->AddFaulty(one.kind->name, one.namespace_, is_service ? "" : one.name);
  }
}

void Loader::Document(const Item& item, Reader& reader) {
  if (!item.in_list || item.index == 0) Finish();
  std::string_view kind_name = reader.PeekText("kind");
  std::string_view api_version = reader.PeekText("apiVersion");
  if (!item.in_list && options_.skip_other_documents && IsOther(api_version, kind_name)) {
    ++result_.other;
    return reader.Skip();
  }
  part_.extents.push_back({reader.position().offset, item.end_offset, {}, {}, {}, {}});
  if (item.in_list && kind_name.empty() && api_version.empty()) {
    kind_name = absl::StripSuffix(item.list_kind, "List");  // "PodList" makes its items Pods
    api_version = item.list_api_version;
  }
  ++result_.objects;
  if (options_.source == LoadOptions::Source::kWritten &&
      (kind_name.empty() || api_version.empty())) {
    return RefuseNameless(item, kind_name, reader);
  }
  if (const Kind* kind = FindKind(api_version, kind_name); kind != nullptr) {
    ++result_.known;
    ReadKnown(*kind, reader);
  } else if (IsCreator(api_version, kind_name)) {
    Decoder decoder(reader, arena_, part_.diagnostics);
    std::vector<CreatedObject> created =
        DecodeCreator(decoder, arena_.Copy(kind_name), arena_.Copy(options_.default_namespace));
    MoveBehind(&created, &part_.created);
  } else {
    if (options_.source == LoadOptions::Source::kWritten &&
        !IsWithoutContainers(api_version, kind_name) &&
        result_.unchecked_kinds.size() < kMostUncheckedKinds) {
      result_.unchecked_kinds.emplace(kind_name);
    }
    reader.Skip();
  }
}

void Loader::RefuseNameless(const Item& item, std::string_view kind_name, Reader& reader) {
  ++result_.faulty;
  result_.refused |= !item.in_list;
  Decoder(reader, arena_, part_.diagnostics)
      .Error(item.in_list || options_.skip_other_documents ? "wrong-type" : kNotAnObjectCode,
             absl::StrCat("the object has no ", kind_name.empty() ? "kind" : "apiVersion"),
             "begin it with both, like apiVersion: v1 and kind: Pod", reader.position());
  reader.Skip();
}

void Loader::ReadKnown(const Kind& kind, Reader& reader) {
  Decoder decoder(reader, arena_, part_.diagnostics);
  decoder.set_object({std::string(kind.name), "", ""}, kind.type == Kind::Type::kSecret);
  decoder.set_tells_unknown_fields(options_.unknown_fields ==
                                   LoadOptions::UnknownFields::kReported);
  const size_t first_told = part_.diagnostics.size();
  Object object = DecodeObject(decoder, kind);
  if (options_.skip_other_documents && IsPatch(kind, object)) {
    part_.diagnostics.resize(first_told);
    ++result_.patches;
    --result_.objects;
    --result_.known;
    return;
  }
  ObjectMeta& meta = MetaOf(object);
  const bool nameless = meta.name.empty() && meta.generate_name.empty();
  if (nameless && options_.names == LoadOptions::Names::kRequired && !decoder.failed()) {
    decoder.Error("no-name", absl::StrCat("the ", kind.name, " has no metadata.name"),
                  "give it a name", meta.position);
  }
  SetDefaults(options_, arena_, object);
  // Lint groups findings by object; the position is enough elsewhere.
  const bool names =
      !decoder.failed() || options_.unknown_fields == LoadOptions::UnknownFields::kReported;
  for (size_t i = first_told; i < part_.diagnostics.size() && names; ++i) {
    part_.diagnostics[i].object = NameOf(kind.name, meta);
  }
  if (decoder.failed()) return AddFaulty(kind, meta);
  Diagnostics findings;
  if (const Service* service = std::get_if<Service>(&object);
      service != nullptr && options_.source == LoadOptions::Source::kWritten) {
    CheckService(*service, *options_.version, &findings);
    if (!findings.empty() && options_.drop_refused) {
      MoveBehind(&findings, &part_.diagnostics);
      return AddFaulty(kind, meta);
    }
  }
  Keep(kind, std::move(object), std::move(findings));
}

void Loader::Keep(const Kind& kind, Object object, Diagnostics findings) {
  part_.extents.back().Name(kind.name, MetaOf(object));
  std::visit(
      [&](auto& o) {
        const ObjectKey key(o);
        if (part_.objects.empty()) part_.objects.emplace_back();
        part_.objects.back().push_back({&kind, rooms_.Add(std::move(o)), key, std::move(findings)});
      },
      object);
}

void Loader::AddFaulty(const Kind& kind, const ObjectMeta& meta) {
  ++result_.faulty;
  if (!meta.name.empty() && !kind.makes_pods()) {
    part_.faulty.push_back({&kind, meta.namespace_, meta.name.text});
  }
}

bool Loader::TakeRefused(const Diagnostic& error, std::string_view document) {
  if (!options_.skip_other_documents || refused_ == kMostRefused) return false;
  Finish();
  if (error.code == kNotAMapCode || !LooksLikeObject(document)) {
    ++result_.other;
    return true;
  }
  ++refused_;
  ++result_.objects;
  ++result_.faulty;
  result_.refused = true;
  result_.diagnostics.push_back(error);
  return true;
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
  read_options.on_refused = [&](const Diagnostic& error, std::string_view document) {
    return loader.TakeRefused(error, document);
  };
  const absl::Status status = ReadDocumentsByThreads(cluster->sources(), file, cluster->arena(),
                                                     loader, losses, options.threads, read_options);
  cluster->sources().SetExtents(file, std::move(extents));
  loader.Finish();
  loader.NameObjects(&losses);
  LoadResult result = loader.TakeResult();
  MoveBehind(&losses, &result.diagnostics);
  if (!status.ok()) result.diagnostics.push_back(FromStatus(status));
  result.file = file;
  result.refused |= !status.ok();
  return result;
}

LoadResult LoadObject(Reader& reader, const LoadOptions& options, Cluster* cluster) {
  Loader loader(options, cluster, &cluster->arena());
  loader.Document({}, reader);
  loader.Finish();
  return loader.TakeResult();
}

}  // namespace svcenv
