#include "svcenv/base/source.h"

#include <algorithm>
#include <iterator>
#include <mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/base/byte_count.h"
#include "svcenv/base/parallel.h"

namespace svcenv {
namespace {

// Bytes between cached places. Finding a position scans half of them on average.
constexpr size_t kStride = 4 * 1024;
constexpr size_t kStridesOfPart = 1024;  // that are worth a thread

// Counts of lines and characters before a place in a text.
struct Before {
  uint32_t lines = 0;
  uint32_t characters = 0;  // of the line of the place

  void Add(std::string_view text) {
    const size_t line_ends = CountByte(text, '\n');
    if (line_ends > 0) {
      lines += static_cast<uint32_t>(line_ends);
      characters = 0;
      text.remove_prefix(text.rfind('\n') + 1);
    }
    characters += static_cast<uint32_t>(CountCharacters(text));
  }
};

}  // namespace

struct Sources::File {
  const std::string name;
  const Bytes bytes;
  const std::string_view text = bytes.view();
  // The counts before every kStride bytes of the text; filled on first use.
  mutable std::once_flag filled;
  mutable std::vector<Before> places;

  const int threads;
  std::unique_ptr<const Excerpts> excerpts;  // null: excerpts are not allowed
  Origins origins;

  File(std::string_view file_name, Bytes file_bytes, int its_threads)
      : name(file_name), bytes(std::move(file_bytes)), threads(its_threads) {}

  // Counts within each stride in parallel, then sums up the counts before it.
  void Fill() const {
    places.resize(text.size() / kStride + 1);
    const size_t parts = (places.size() + kStridesOfPart - 1) / kStridesOfPart;
    ParallelFor(parts, threads, [&](size_t part) {
      const size_t end = std::min(places.size(), (part + 1) * kStridesOfPart);
      for (size_t i = part * kStridesOfPart; i < end; ++i) {
        places[i].Add(text.substr(i * kStride, kStride));
      }
    });
    Before before;
    for (Before& place : places) {
      const Before within = std::exchange(place, before);
      before.lines += within.lines;
      before.characters = within.characters + (within.lines == 0 ? before.characters : 0);
    }
  }

  std::string_view OriginOf(uint32_t offset) const {
    const auto after = std::upper_bound(
        origins.begin(), origins.end(), offset,
        [](uint32_t wanted, const TextOrigin& origin) { return wanted < origin.begin; });
    return after == origins.begin() ? std::string_view() : std::prev(after)->file;
  }

  Before BeforeOffset(size_t offset) const {
    std::call_once(filled, [this] { Fill(); });
    offset = std::min(offset, text.size());
    Before before = places[offset / kStride];
    const size_t start = offset / kStride * kStride;
    before.Add(text.substr(start, offset - start));
    return before;
  }
};

Sources::Sources() = default;
Sources::Sources(const Sources* base) : base_(base), base_last_(base->last()) {}
Sources::Sources(Sources&&) noexcept = default;
Sources& Sources::operator=(Sources&&) noexcept = default;
Sources::~Sources() = default;

std::string Location::ToString() const {
  if (file.empty() || line == 0) return std::string(file);
  return absl::StrCat(std::string(file), ":", line, ":", column);
}

uint32_t Sources::Add(std::string_view name, Bytes text, int threads) {
  files_.push_back(std::make_unique<File>(name, std::move(text), threads));
  return last();
}

uint32_t Sources::last() const { return base_last_ + static_cast<uint32_t>(files_.size()); }

const Sources::File& Sources::Find(uint32_t file) const {
  return file <= base_last_ ? base_->Find(file) : *files_[file - base_last_ - 1];
}

std::string_view Sources::name(uint32_t file) const {
  return file == 0 ? std::string_view() : Find(file).name;
}

std::string_view Sources::text(uint32_t file) const {
  return file == 0 ? std::string_view() : Find(file).text;
}

Location Sources::Locate(Position position) const {
  if (!position.known()) return {};
  const File& file = Find(position.file);
  if (const std::string_view origin = file.OriginOf(position.offset); !origin.empty()) {
    return {origin};
  }
  const Before before = file.BeforeOffset(position.offset);
  return {name(position.file), before.lines + 1, before.characters + 1};
}

void Sources::SetOrigins(uint32_t file, Origins origins) {
  files_[file - base_last_ - 1]->origins = std::move(origins);
}

void Sources::SetExtents(uint32_t file, Extents extents) {
  File& own = *files_[file - base_last_ - 1];
  own.excerpts = std::make_unique<const Excerpts>(own.text, std::move(extents));
}

std::optional<Excerpt> Sources::ExcerptAt(Position position) const {
  if (!position.known()) return std::nullopt;
  const File& file = Find(position.file);
  if (file.excerpts == nullptr) return std::nullopt;
  return file.excerpts->At(position.offset);
}

}  // namespace svcenv
