// Implements the part of Loader that joins documents from several threads and adds their objects.
#include "svcenv/manifest/loader.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "svcenv/manifest/document_class.h"

namespace svcenv {
namespace {

constexpr size_t kMaxRefused = 1000;  // maximum documents reported per manifest

void AddCounts(const LoadResult& from, LoadResult* to) {
  to->objects += from.objects;
  to->known += from.known;
  to->faulty += from.faulty;
  to->other += from.other;
  AppendDiagnostics(from.patches, &to->patches);
  to->refused |= from.refused;
  for (const std::string& kind : from.unchecked_kinds) {
    if (to->unchecked_kinds.size() == kMaxUncheckedKinds) break;
    to->unchecked_kinds.insert(kind);
  }
}

// Returns whether the object is a further pod template of an object that was already added.
template <typename T>
bool IsFurtherTemplate(const T&) {
  return false;
}
template <>
bool IsFurtherTemplate(const Workload& workload) {
  return !workload.part.empty();
}

}  // namespace

void Loader::Extent::Name(std::string_view kind_name, const ObjectMeta& meta) {
  kind = kind_name;
  namespace_ = meta.namespace_;
  name = meta.name.text;
  generate_name = meta.generate_name;
}

std::vector<Loader::Part> Loader::TakeParts(ForkingSink& fork) {
  Loader& other = static_cast<Loader&>(fork);
  other.Finish();
  AddCounts(other.result_, &result_);
  pools_.Take(std::move(other.own_pools_));
  return std::move(other.kept_);
}

void Loader::JoinItems(ForkingSink& fork) {
  for (Part& part : TakeParts(fork)) {
    MoveToEnd(&part.objects, &part_.objects);
    MoveToEnd(&part.created, &part_.created);
    MoveToEnd(&part.unreadable, &part_.unreadable);
    MoveToEnd(&part.faulty, &part_.faulty);
    MoveToEnd(&part.diagnostics, &part_.diagnostics);
    MoveToEnd(&part.extents, &part_.extents);
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
  MoveToEnd(&part.diagnostics, &result_.diagnostics);
  MoveToEnd(&part.extents, &extents_);
  for (std::vector<Pending>& list : part.objects) {
    for (Pending& pending : list) Add(&pending);
  }
  for (CreatedObject& created : part.created) cluster_->AddCreated(std::move(created));
  for (const UnreadableObjects& one : part.unreadable) {
    cluster_->AddUnreadable(one.kind, one.namespace_, one.name, kNotCollected);
  }
  for (const Faulty& one : part.faulty) {
    // Whatever its name, a broken Service may set any variable.
    const bool is_service = one.kind->type == Kind::Type::kService;
    cluster_->AddFaulty(one.kind->name, one.namespace_, is_service ? "" : one.name);
  }
}

bool Loader::TakeRefused(const Diagnostic& error, std::string_view document) {
  if (!options_.skip_other_documents || refused_ == kMaxRefused) return false;
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

bool Loader::IsInOtherDocument(uint32_t offset) const {
  const Extent* last = nullptr;
  for (const Extent& extent : extents_) {
    if (extent.begin <= offset && (last == nullptr || last->begin < extent.begin)) last = &extent;
  }
  return last == nullptr ? refused_ == 0 && result_.objects == 0 && options_.skip_other_documents
                         : last->is_other;
}

void Loader::NameObjects(Diagnostics* losses) const {
  losses->erase(std::remove_if(losses->begin(), losses->end(),
                               [&](const Diagnostic& loss) {
                                 return IsInOtherDocument(loss.position.offset);
                               }),
                losses->end());
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
  MoveToEnd(&pending->findings, &result_.diagnostics);
  std::visit(
      [&](auto* object) {
        const auto* earlier = cluster_->AddPooled(pending->key, object);
        if (earlier == nullptr || IsFurtherTemplate(*object)) return;
        Diagnostic twice;
        twice.code = "duplicate-object";
        const Location first = cluster_->sources().Locate(earlier->meta.name.position);
        twice.message =
            absl::StrCat("the object is already defined", first.file.empty() ? "" : " in ",
                         first.ToString(), "; this definition replaces it");
        twice.remedy = "remove one of the definitions";
        twice.position = object->meta.name.position;
        twice.object = {std::string(pending->kind), std::string(object->meta.namespace_),
                        std::string(object->meta.name.text)};
        result_.diagnostics.push_back(std::move(twice));
      },
      pending->object);
}

}  // namespace svcenv
