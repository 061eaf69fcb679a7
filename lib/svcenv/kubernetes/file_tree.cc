#include "svcenv/kubernetes/file_tree.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "absl/strings/str_cat.h"
#include "svcenv/base/counted.h"

namespace svcenv {
namespace {

constexpr int kSameObject = std::numeric_limits<int>::max();
constexpr int kSameFile = kSameObject - 1;

// Returns "a" for "a/b.yaml", and "" for "b.yaml".
std::string_view DirectoryOf(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

size_t DepthOf(std::string_view directory) {
  if (directory.empty()) return 0;
  return 1 + static_cast<size_t>(std::count(directory.begin(), directory.end(), '/'));
}

// Returns the deepest directory that contains or equals both.
std::string_view CommonDirectory(std::string_view a, std::string_view b) {
  const size_t most = std::min(a.size(), b.size());
  const auto differ =
      std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(most), b.begin());
  const size_t same = static_cast<size_t>(differ.first - a.begin());
  const auto ends = [&](std::string_view path) { return path.size() == same || path[same] == '/'; };
  if (ends(a) && ends(b)) return a.substr(0, same);
  return DirectoryOf(a.substr(0, same));
}

}  // namespace

void FileTree::Add(uint32_t file, std::string_view path, bool from_directory) {
  const uint32_t first = paths_.try_emplace(path, file).first->second;
  files_[file] = {first, DirectoryOf(path), from_directory};
}

const FileTree::File* FileTree::Find(Position position) const {
  const auto found = files_.find(position.file);
  return found == files_.end() ? nullptr : &found->second;
}

bool FileTree::AreVariants(const ObjectMeta& a, const ObjectMeta& b) const {
  const File* const of_a = Find(a.position);
  const File* const of_b = Find(b.position);
  if (of_a == nullptr || of_b == nullptr || !of_a->from_directory || !of_b->from_directory)
    return false;
  if (of_a->first != of_b->first) return true;
  return a.is_embedded && b.is_embedded && a.within != b.within;
}

bool FileTree::IsFromDirectory(const ObjectMeta& object) const {
  const File* const file = Find(object.position);
  return file != nullptr && file->from_directory;
}

int FileTree::Nearness(const ObjectMeta& viewer, const ObjectMeta& object) const {
  const bool together = viewer.is_embedded && object.is_embedded &&
                        viewer.within == object.within &&
                        viewer.position.file == object.position.file;
  if (together) return kSameObject;
  const File* const from = Find(viewer.position);
  const File* const to = Find(object.position);
  if (from == nullptr || to == nullptr) return -1;
  if (from->first == to->first) return kSameFile;
  const std::string_view common = CommonDirectory(from->directory, to->directory);
  return 2 * static_cast<int>(DepthOf(common)) + (common.size() == to->directory.size() ? 1 : 0);
}

std::string DefinedIn(absl::Span<const ObjectMeta* const> objects, const Sources& sources) {
  constexpr size_t kMaxNamed = 3;
  std::vector<std::string_view> files;
  for (const ObjectMeta* object : objects) {
    const std::string_view file = sources.name(object->position.file);
    if (files.empty() || files.back() != file) files.push_back(file);
  }
  if (files.empty()) return "";
  if (files.size() == 1) {
    return absl::StrCat("is defined several times", files.front().empty() ? "" : " in ",
                        files.front());
  }
  const size_t named = std::min(files.size(), kMaxNamed);
  std::string text = absl::StrCat("is defined in ", files.front());
  for (size_t i = 1; i < named; ++i) {
    const bool is_last = i + 1 == files.size();
    absl::StrAppend(&text, !is_last ? ", " : i > 1 ? ", and " : " and ", files[i]);
  }
  const size_t more = files.size() - named;
  if (more > 0) absl::StrAppend(&text, ", and ", Counted(more, "more file"));
  return text;
}

bool FileTree::IsAtOrAbove(const ObjectMeta& object, const ObjectMeta& viewer) const {
  const File* const from = Find(viewer.position);
  const File* const to = Find(object.position);
  if (from == nullptr || to == nullptr || !from->from_directory || !to->from_directory) return true;
  return CommonDirectory(from->directory, to->directory).size() == to->directory.size();
}

}  // namespace svcenv
