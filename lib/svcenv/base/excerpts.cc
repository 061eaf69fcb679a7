#include "svcenv/base/excerpts.h"

#include <algorithm>
#include <utility>

#include "svcenv/base/utf8.h"

namespace svcenv {
namespace {

constexpr size_t kWidest = 160;  // bytes of an excerpt
constexpr size_t kNone = SIZE_MAX;

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Returns where the indentation and list dashes before an object begin.
size_t BeginWithLayout(std::string_view text, size_t begin) {
  const size_t least = begin - std::min(begin, kWidest);
  while (begin > least && (text[begin - 1] == ' ' || text[begin - 1] == '-')) --begin;
  return begin;
}

// Returns the line of `text` that contains `offset`, or the part around it. O(kWidest).
Excerpt LineAround(std::string_view text, size_t offset) {
  size_t start = offset - std::min(offset, kWidest + 1);
  start += text.substr(start, offset - start).rfind('\n') + 1;  // npos + 1 is 0
  size_t size = text.substr(start, 2 * kWidest + 2).find('\n', offset - start);
  size = std::min(size, text.size() - start);
  if (size > 0 && text[start + size - 1] == '\r') --size;
  if (size > kWidest) {
    const size_t end = start + size;
    if (offset - start > kWidest / 2) start = offset - kWidest / 2;
    while (start < offset && !StartsCharacter(text[start])) ++start;
    size = std::min(kWidest, end - start);
    while (size > 0 && start + size < end && !StartsCharacter(text[start + size])) --size;
  }
  return {text.substr(start, size), offset - start};
}

}  // namespace

Excerpts::Excerpts(std::string_view text, Extents extents)
    : text_(text), extents_(std::move(extents)) {
  std::sort(extents_.begin(), extents_.end(), [](const Extent& a, const Extent& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  enclosing_.reserve(extents_.size());
  for (size_t i = 0; i < extents_.size(); ++i) {
    size_t around = i == 0 ? kNone : i - 1;
    while (around != kNone && extents_[around].end < extents_[i].end) around = enclosing_[around];
    enclosing_.push_back(around);
  }
}

const Extent* Excerpts::InnermostAt(uint32_t offset) const {
  const auto after =
      std::upper_bound(extents_.begin(), extents_.end(), offset,
                       [](uint32_t at, const Extent& extent) { return at < extent.begin; });
  size_t index =
      after == extents_.begin() ? kNone : static_cast<size_t>(after - extents_.begin()) - 1;
  while (index != kNone && extents_[index].end <= offset) index = enclosing_[index];
  return index == kNone ? nullptr : &extents_[index];
}

void Excerpts::FindConfidentialLines() const {
  for (const Extent& extent : extents_) {
    if (!extent.confidential) continue;
    size_t end = std::min<size_t>(extent.end, text_.size());
    while (end > extent.begin && IsBlank(text_[end - 1])) --end;
    size_t begin = std::min<size_t>(extent.begin, end);
    if (!confidential_.empty() && begin < confidential_.back().end) {
      if (end <= confidential_.back().end) continue;
      begin = confidential_.back().begin;
      confidential_.pop_back();
    } else {
      const size_t least = confidential_.empty() ? 0 : confidential_.back().end;
      begin = least + text_.substr(least, begin - least).rfind('\n') + 1;
    }
    confidential_.push_back({begin, std::min(text_.find('\n', end), text_.size() - 1) + 1});
  }
}

bool Excerpts::IsConfidentialLine(size_t offset) const {
  std::call_once(found_, [this] { FindConfidentialLines(); });
  const auto after =
      std::upper_bound(confidential_.begin(), confidential_.end(), offset,
                       [](size_t at, const Lines& lines) { return at < lines.begin; });
  return after != confidential_.begin() && offset < std::prev(after)->end;
}

std::optional<Excerpt> Excerpts::At(uint32_t offset) const {
  offset = static_cast<uint32_t>(std::min<size_t>(offset, text_.size()));
  if (text_.empty()) return std::nullopt;
  // An error at the end of the text belongs to the object that ends there.
  const Extent* const extent =
      InnermostAt(std::min(offset, static_cast<uint32_t>(text_.size() - 1)));
  if (extent == nullptr || extent->confidential || IsConfidentialLine(offset)) return std::nullopt;
  const size_t end = std::min<size_t>(extent->end, text_.size());
  const size_t begin = BeginWithLayout(text_, std::min<size_t>(extent->begin, end));
  return LineAround(text_.substr(begin, end - begin), offset - begin);
}

}  // namespace svcenv
