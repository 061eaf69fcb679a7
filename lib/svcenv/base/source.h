// Where a value was written: files kept as text, and positions in them that cost eight bytes.
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

// A byte of a file of a Sources. The default one is "nowhere": an object that was built by a
// program and not read from text.
struct Position {
  uint32_t file = 0;    // what Sources::Add gave; 0: nowhere
  uint32_t offset = 0;  // in bytes, from 0

  bool known() const { return file != 0; }
};

// A text with the place at which it was written. The bytes are not owned.
struct Located {
  std::string_view text;
  Position position;

  bool empty() const { return text.empty(); }
};

// A position as people read it.
struct Location {
  std::string_view file;  // as the user named it; empty: nowhere
  uint32_t line = 0;      // from 1, lines end in \n; 0: nowhere, or not known
  uint32_t column = 0;    // from 1, in characters (UTF-8 code points)

  // "pod.yaml:2:5", or "pod.yaml" without a line; empty when nowhere.
  std::string ToString() const;
};

// The file that a part of a text was made from.
struct TextOrigin {
  uint32_t begin = 0;  // of the part, which ends where the next one begins
  std::string file;    // empty: not known
};

using Origins = std::vector<TextOrigin>;  // by their begin

// The texts that were read, with their names. Texts stay at their address until the Sources is
// destroyed, so that views into them stay valid; moving a Sources keeps them.
// Thread-compatible: const calls from many threads are safe.
class Sources {
 public:
  Sources();
  // Its numbers go on where those of `beneath` end, and it knows the files of both. `beneath` must
  // outlive it and get no more files meanwhile.
  explicit Sources(const Sources* beneath ABSL_ATTRIBUTE_LIFETIME_BOUND);
  Sources(Sources&&) noexcept;
  Sources& operator=(Sources&&) noexcept;
  ~Sources();

  // Keeps `text` under `name`; returns the number for Position::file. Only the first 4 GiB of a
  // text can be pointed at; readers refuse longer ones. Up to `threads` threads count the lines of
  // a large text.
  uint32_t Add(std::string_view name, Bytes text, int threads = 1);

  // The numbers of the first file that is not of those beneath, and of the last one; without any
  // file, the last is before the first. Files are numbered from 1.
  uint32_t first() const { return beneath_last_ + 1; }
  uint32_t last() const;

  std::string_view name(uint32_t file) const;
  std::string_view text(uint32_t file) const;

  // O(size of the text) the first time that a place in it is asked for, then O(1).
  Location Locate(Position position) const;

  // Locates what is in the parts of a text that was made from other files in these, without a line.
  // `file` was added to this object, not to `beneath`.
  void SetOrigins(uint32_t file, Origins origins);

  // Allows excerpts of a file that was added to this object, not to `beneath`: of each extent that
  // is not confidential. To be called once for a file, before its positions are shown.
  void SetExtents(uint32_t file, Extents extents);

  // The only source text that a message may quote: see Excerpts::At. Nothing before SetExtents.
  std::optional<Excerpt> ExcerptAt(Position position) const;

 private:
  struct File;

  const File& Find(uint32_t file) const;

  const Sources* beneath_ = nullptr;
  uint32_t beneath_last_ = 0;
  std::vector<std::unique_ptr<File>> files_;
};

}  // namespace svcenv

#endif  // SVCENV_BASE_SOURCE_H_
