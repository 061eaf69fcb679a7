// The texts of all input files, and 8-byte positions in them.
//
//   Sources sources;
//   const uint32_t file = sources.Add("pod.yaml", text);
//   const Location at = sources.Locate(Position{file, 17});  // pod.yaml:2:5
#ifndef SVCENV_BASE_SOURCE_H_
#define SVCENV_BASE_SOURCE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "svcenv/base/bytes.h"
#include "svcenv/base/excerpts.h"

namespace svcenv {

// A byte of a file in a Sources. The default is "nowhere", for objects that a program built.
struct Position {
  uint32_t file = 0;    // from Sources::Add; 0: nowhere
  uint32_t offset = 0;  // in bytes, from 0

  bool known() const { return file != 0; }
};

// A string and the position where it was written. Does not own the bytes.
struct Located {
  std::string_view text;
  Position position;

  bool empty() const { return text.empty(); }
};

// A position as people read it.
struct Location {
  std::string_view file;  // as the user named it; empty: nowhere
  uint32_t line = 0;      // from 1, lines end in \n; 0: nowhere, or unknown
  uint32_t column = 0;    // from 1, in characters (UTF-8 code points)

  // Returns "pod.yaml:2:5", "pod.yaml" without a line, or "" for nowhere.
  std::string ToString() const;
};

// The file that a part of a generated text comes from.
struct TextOrigin {
  uint32_t begin = 0;  // of the part, which ends where the next part begins
  std::string file;    // empty: unknown
};

using Origins = std::vector<TextOrigin>;  // sorted by begin

// Owns the input texts and their names. Views into the texts stay valid until the Sources is
// destroyed, even if it is moved. Thread-compatible: concurrent const calls are safe.
class Sources {
 public:
  Sources();
  // Extends `base`: also contains its files, and continues its numbering. `base` must outlive this
  // object, and no files may be added to it in the meantime.
  explicit Sources(const Sources* base ABSL_ATTRIBUTE_LIFETIME_BOUND);
  Sources(Sources&&) noexcept;
  Sources& operator=(Sources&&) noexcept;
  ~Sources();

  // Adds a file and returns its number for Position::file. Positions reach only the first 4 GiB of
  // a text; readers reject longer texts. Up to `threads` threads count the lines of a large text.
  uint32_t Add(std::string_view name, Bytes text, int threads = 1);

  // Return the numbers of the first and the last file of this object, excluding `base`. Without
  // files, last() is first() - 1. Numbers start at 1.
  uint32_t first() const { return base_last_ + 1; }
  uint32_t last() const;

  std::string_view name(uint32_t file) const;
  std::string_view text(uint32_t file) const;

  // Returns the location of a position. O(1) after the first call for a file, which is O(text).
  Location Locate(Position position) const;

  // Makes Locate return the origin of each part of a generated text, without a line. `file` must
  // have been added to this object, not to `base`.
  void SetOrigins(uint32_t file, Origins origins);

  // Allows excerpts of all extents of `file` that are not confidential. `file` must have been added
  // to this object, not to `base`. Call it once per file, before its positions are shown.
  void SetExtents(uint32_t file, Extents extents);

  // Returns the only source text that a message may quote; see Excerpts::At. Returns nothing before
  // SetExtents.
  std::optional<Excerpt> ExcerptAt(Position position) const;

 private:
  struct File;

  const File& Find(uint32_t file) const;

  const Sources* base_ = nullptr;
  uint32_t base_last_ = 0;
  std::vector<std::unique_ptr<File>> files_;
};

}  // namespace svcenv

#endif  // SVCENV_BASE_SOURCE_H_
