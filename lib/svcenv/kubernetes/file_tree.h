// The files that objects were read from, and how near they are to each other.
#ifndef SVCENV_KUBERNETES_FILE_TREE_H_
#define SVCENV_KUBERNETES_FILE_TREE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/base/attributes.h"
#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "svcenv/base/source.h"
#include "svcenv/kubernetes/object_meta.h"

namespace svcenv {

// Ranks objects by how near their files are. Identifies files by their number in Sources. A file
// that was not added is not near any other file. Const methods are safe to call from multiple
// threads.
class FileTree {
 public:
  // Adds a file. `path` must outlive this object. `from_directory` is true if the file was found in
  // a directory, false if the user named it. Only files of directories may define variants. O(1).
  void Add(uint32_t file, std::string_view path, bool from_directory);

  // Returns whether two objects with the same kind, namespace, and name are variants, rather than
  // an earlier and a later definition of one object. Variants are in different files of
  // directories, or embedded in different objects of one such file. O(1).
  bool AreVariants(const ObjectMeta& a, const ObjectMeta& b) const;

  // Returns whether the object's file was found in a directory. O(1).
  bool IsFromDirectory(const ObjectMeta& object) const;

  // Returns how near `object` is to `viewer`, which refers to it. Higher is nearer: first objects
  // embedded in the same object, then objects in the same file. Otherwise the depth of the deepest
  // common directory decides, then whether `object` is directly in it. Returns -1 if a file is
  // unknown. O(size of the paths).
  int Nearness(const ObjectMeta& viewer, const ObjectMeta& object) const;

  // Returns whether `object` is in the directory of `viewer` or in one of its parents. Also true if
  // either is not in a file of a directory. O(size of the paths).
  bool IsAtOrAbove(const ObjectMeta& object, const ObjectMeta& viewer) const;

 private:
  struct File {
    uint32_t first = 0;          // the first file with the same path
    std::string_view directory;  // empty: the working directory
    bool from_directory = false;
  };

  // Returns null if the file was not added.
  const File* Find(Position position) const;

  absl::flat_hash_map<uint32_t, File> files_;
  absl::flat_hash_map<std::string_view, uint32_t> paths_;
};

// Returns "is defined in a.yaml, b.yaml, c.yaml, and 2 more files" for objects with one name; ""
// without objects.
std::string DefinedIn(absl::Span<const ObjectMeta* const> objects, const Sources& sources);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_FILE_TREE_H_
