// Collects the objects of a manifest and adds them to the cluster. Internal to this package.
#ifndef SVCENV_MANIFEST_LOADER_H_
#define SVCENV_MANIFEST_LOADER_H_

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "svcenv/base/arena.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/kind_mistake.h"
#include "svcenv/kubernetes/kinds.h"
#include "svcenv/manifest/any_object.h"
#include "svcenv/manifest/collected.h"
#include "svcenv/manifest/decoder.h"
#include "svcenv/manifest/load.h"
#include "svcenv/syntax/text.h"

namespace svcenv {

// Receives documents and adds their objects to the cluster, once each document is complete.
class Loader : public ForkingSink {
 public:
  // `arena` must be the cluster's. A null `cluster` makes a fork, which keeps its documents until
  // they are joined.
  Loader(const LoadOptions& options, Cluster* cluster, Arena* arena)
      : options_(options),
        cluster_(cluster),
        arena_(*arena),
        pools_(cluster != nullptr ? cluster->pools() : own_pools_) {}

  void Document(const Item& item, Reader& reader) override;
  void DropItems() override { part_ = {}; }
  std::unique_ptr<ForkingSink> Fork(Arena* arena) override {
    return std::make_unique<Loader>(options_, nullptr, arena);
  }
  void JoinItems(ForkingSink& fork) override;
  void JoinDocuments(ForkingSink& fork) override;
  // Handles a document that cannot be parsed. Returns false if its error must be reported for the
  // whole manifest.
  bool TakeRefused(const Diagnostic& error, std::string_view document);
  // Completes the last document read.
  void Finish();

  // Sets the object of each loss that lies within one, and removes losses in documents that are not
  // Kubernetes objects.
  void NameObjects(Diagnostics* losses) const;

  LoadResult TakeResult() { return std::move(result_); }

 private:
  // The range of the file that an object occupies. `kind` is empty if the object was not kept.
  struct Extent {
    uint32_t begin, end;
    std::string_view kind, namespace_, name, generate_name;
    bool is_other = false;  // a document that is not a Kubernetes object

    void Name(std::string_view kind_name, const ObjectMeta& meta);
  };

  // An object to add to the cluster.
  struct Pending {
    std::string_view kind;
    std::variant<Service*, ConfigMap*, Secret*, Node*, LimitRange*, Workload*> object;
    ObjectKey key;
    Diagnostics findings;  // reported before any from adding the object
  };

  // An object that is not added to the cluster because of an error.
  struct Faulty {
    const Kind* kind;
    std::string_view namespace_, name;
  };

  // The contents of a document, or of the items of one that a fork read.
  struct Part {
    std::vector<std::vector<Pending>> objects;  // one list per fork, joined without copying
    std::vector<CreatedObject> created;
    std::vector<UnreadableObjects> unreadable;
    std::vector<Faulty> faulty;
    Diagnostics diagnostics;
    std::vector<Extent> extents;
  };

  // Returns whether `offset` is in a document that is not a Kubernetes object.
  bool IsInOtherDocument(uint32_t offset) const;
  // Takes all parts from a fork, including its last document, and adds its counts to result_.
  std::vector<Part> TakeParts(ForkingSink& fork);
  void Add(Pending* pending);

  // Reports and skips an object that lacks kind or apiVersion.
  void RefuseNameless(const Item& item, std::string_view kind_name, Reader& reader);
  // Reads an object, which may be nested in another one.
  void ReadObject(std::string_view api_version, std::string_view kind_name, Reader& reader);
  void ReadKnown(const Kind& kind, std::string_view kind_name, size_t first_diagnostic,
                 Reader& reader);
  // Reads an object for which IsCollected returns true.
  void ReadCollected(std::string_view kind_name, size_t first_diagnostic, Reader& reader);
  // Searches an object of an unknown kind for pod templates and other objects. If there are none
  // and `is_read` is false, adds the kind to unchecked_kinds. `is_read` means that the object was
  // already reported or is known to create objects.
  void ReadUnknown(std::string_view api_version, std::string_view kind_name, bool is_read,
                   Reader& reader);
  // Reads an object nested in another one. Returns false without reading it if it has no fixed
  // name, like the pattern in a policy.
  bool ReadInner(Reader& reader);
  void ReportMistake(const KindMistake& mistake, std::string_view kind_name, const Reader& reader);
  Placeholders PlaceholdersOf(const Kind& kind) const;
  void CheckName(const ObjectMeta& meta, std::string_view kind, Decoder& decoder) const;
  // Reads an object that may contain several pods.
  void ReadTemplates(const Kind& kind, size_t first_diagnostic, Decoder& decoder);
  // Sets the object of the diagnostics from index `first_diagnostic` on.
  void NameFrom(size_t first_diagnostic, std::string_view kind, const ObjectMeta& meta);
  // Records the keys of an object that has unknown values, so that references to them count as
  // unknown, not as missing.
  void KeepUnknown(std::string_view kind, const Object& object);
  // Applies defaults to an object and keeps it to be added.
  void Keep(std::string_view kind, size_t first_diagnostic, Object object);
  void AddFaulty(const Kind& kind, const ObjectMeta& meta);

  const LoadOptions& options_;
  Cluster* const cluster_;
  Arena& arena_;
  LoadResult result_;   // its diagnostics, like extents_, cover complete documents only
  size_t refused_ = 0;  // documents that could not be parsed
  Placeholders placeholders_ = Placeholders::kNone;  // of the enclosing object
  int depth_ = 0;                                    // nesting depth of objects
  uint32_t outermost_ = 0;                           // offset of the outermost object
  Part part_;                                        // the current document
  std::vector<Part> kept_;
  ObjectPools own_pools_;
  ObjectPools& pools_;  // owns the objects of all documents
  std::vector<Extent> extents_;
};

// Appends the elements of `from` to `to` by moving them.
template <typename T>
void MoveToEnd(std::vector<T>* from, std::vector<T>* to) {
  if (to->empty()) return to->swap(*from);
  to->insert(to->end(), std::make_move_iterator(from->begin()),
             std::make_move_iterator(from->end()));
}

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_LOADER_H_
