#include "svcenv/base/source.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace svcenv {
namespace {

bool StartsCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

}  // namespace

std::string Location::ToString() const {
  if (file.empty()) return "";
  return absl::StrCat(std::string(file), ":", line, ":", column);
}

uint32_t Sources::Add(std::string_view name, std::string text) {
  files_.push_back(std::make_unique<const File>(File{std::string(name), std::move(text)}));
  return static_cast<uint32_t>(files_.size());
}

std::string_view Sources::name(uint32_t file) const {
  return file == 0 ? std::string_view() : files_[file - 1]->name;
}

std::string_view Sources::text(uint32_t file) const {
  return file == 0 ? std::string_view() : files_[file - 1]->text;
}

Location Sources::Locate(Position position) const {
  if (!position.known()) return {};
  const std::string_view before = text(position.file).substr(0, position.offset);
  const size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  Location result;
  result.file = name(position.file);
  result.line = static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  result.column = static_cast<uint32_t>(
      std::count_if(before.begin() + line_start, before.end(), StartsCharacter) + 1);
  return result;
}

std::string_view Sources::Line(Position position) const {
  if (!position.known()) return {};
  const std::string_view all = text(position.file);
  const size_t offset = std::min<size_t>(position.offset, all.size());
  const size_t start = all.substr(0, offset).rfind('\n') + 1;
  std::string_view line = all.substr(start, all.find('\n', start) - start);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

}  // namespace svcenv
