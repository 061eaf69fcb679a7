// The objects of a text on their way to the cluster; for this package only.
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
#include "svcenv/manifest/decoder.h"
#include "svcenv/manifest/load.h"
#include "svcenv/syntax/text.h"

namespace svcenv {

// Takes the documents of a text and adds their objects to the cluster, each document once it is
// complete.
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

  // Tells of which object each is that stands within one, and drops those of documents that are not
  // objects.
  void NameObjects(Diagnostics* losses) const;

  LoadResult TakeResult() { return std::move(result_); }

 private:
  // What an object takes of the file; it has no kind where it was not read.
  struct Extent {
    uint32_t begin, end;
    std::string_view kind, namespace_, name, generate_name;
    bool is_other = false;  // a document that is not a Kubernetes object

    void Name(std::string_view kind_name, const ObjectMeta& meta);
  };

  // An object that is to be added.
  struct Pending {
    std::string_view kind;
    std::variant<Service*, ConfigMap*, Secret*, Node*, LimitRange*, Workload*> object;
    ObjectKey key;
    Diagnostics findings;  // told before what is found as it is added
  };

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

  // Whether the last document that begins before the offset is not an object.
  bool IsOfOther(uint32_t offset) const;
  // What a fork kept, the document that it read last among it, counted here.
  std::vector<Part> TakeParts(ForkingSink& fork);
  void Add(Pending* pending);

  // Reports an object that lacks kind or apiVersion.
  void RefuseNameless(const Item& item, std::string_view kind_name, Reader& reader);
  // Reads an object, which may be within another one.
  void ReadObject(std::string_view api_version, std::string_view kind_name, Reader& reader);
  void ReadKnown(const Kind& kind, std::string_view kind_name, size_t first_told, Reader& reader);
  // Reads an object of a kind that is not known: it may contain pod templates and other objects. If
  // not, and nothing else was read of it or reported, the kind is one that is not checked.
  void ReadUnknown(std::string_view api_version, std::string_view kind_name, bool is_read,
                   Reader& reader);
  // Reads an object within another one. An object without a name of its own is no object to check,
  // such as the pattern of a policy: returns false without reading it.
  bool ReadInner(Reader& reader);
  void ReportMistake(const KindMistake& mistake, std::string_view kind_name, const Reader& reader);
  Placeholders PlaceholdersOf(const Kind& kind) const;
  void CheckName(const ObjectMeta& meta, std::string_view kind, Decoder& decoder) const;
  // Reads the pods of an object that may have several.
  void ReadTemplates(const Kind& kind, size_t first_told, Decoder& decoder);
  // Names the object in the diagnostics from `first_told` on.
  void NameFrom(size_t first_told, std::string_view kind, const ObjectMeta& meta);
  // Keeps the keys of an object whose values are not known.
  void KeepUnknown(std::string_view kind, const Object& object);
  // Keeps an object, once it has its defaults.
  void Keep(std::string_view kind, size_t first_told, Object object);
  void AddFaulty(const Kind& kind, const ObjectMeta& meta);

  const LoadOptions& options_;
  Cluster* const cluster_;
  Arena& arena_;
  LoadResult result_;   // its diagnostics are of complete documents, as are the extents
  size_t refused_ = 0;  // documents that could not be read
  Placeholders placeholders_ = Placeholders::kNone;  // of the object that the next one is in
  int depth_ = 0;                                    // of objects within objects
  uint32_t outermost_ = 0;                           // the offset of the object that is in none
  Part part_;                                        // of the document that is read
  std::vector<Part> kept_;
  ObjectRooms kept_rooms_;
  ObjectRooms& rooms_;  // of the objects of all documents
  std::vector<Extent> extents_;
};

// Moves all of `from` to the end of `to`.
template <typename T>
void MoveBehind(std::vector<T>* from, std::vector<T>* to) {
  if (to->empty()) return to->swap(*from);
  to->insert(to->end(), std::make_move_iterator(from->begin()),
             std::make_move_iterator(from->end()));
}

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_LOADER_H_
