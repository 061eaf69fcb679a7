// The files that objects were read from, and how near to each other they are.
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

// Files by the numbers of a Sources. Files that were not added, and objects without a file, are near
// to none. Const calls are safe from many threads.
class FileTree {
 public:
  // Adds a file. `path` must outlive this object. Files of directories may define variants of one
  // object; files that a user named one by one may not. O(1).
  void Add(uint32_t file, std::string_view path, bool of_directory);

  // Returns whether two objects of one kind, namespace, and name are variants of each other, rather
  // than an earlier and a later definition: they are in different files of directories, or embedded
  // in different objects of such a file. O(1).
  bool AreVariants(const ObjectMeta& a, const ObjectMeta& b) const;

  // Returns whether the object is in a file of a directory. O(1).
  bool IsOfDirectory(const ObjectMeta& object) const;

  // Returns how near `object` is to `viewer`, which refers to it; a higher number is nearer. The
  // nearest object is embedded in the same one, then one of the same file, then one of the same
  // directory. Otherwise the depth of the nearest common directory counts, and then whether the
  // object is in that directory itself. O(size of the paths).
  int Nearness(const ObjectMeta& viewer, const ObjectMeta& object) const;

  // Returns whether `object` is in the directory of `viewer` or in one above, or one of the two is
  // not in a file of a directory. O(size of the paths).
  bool IsAtOrAbove(const ObjectMeta& object, const ObjectMeta& viewer) const;

 private:
  struct File {
    uint32_t first = 0;          // the first file of the same path
    std::string_view directory;  // empty: the working directory
    bool of_directory = false;
  };

  // Null if it was not added.
  const File* Find(Position position) const;

  absl::flat_hash_map<uint32_t, File> files_;
  absl::flat_hash_map<std::string_view, uint32_t> paths_;
};

// Returns "is defined in a.yaml, b.yaml, c.yaml, and 2 more files" for objects of one name; empty for
// none.
std::string DefinedIn(absl::Span<const ObjectMeta* const> objects, const Sources& sources);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_FILE_TREE_H_
