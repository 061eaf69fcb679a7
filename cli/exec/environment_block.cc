#include "cli/exec/environment_block.h"

#include <algorithm>
#include <cstring>

#include "cli/platform/process.h"

namespace svcenv::cli {
namespace {

// An index pays off only after a few searches.
constexpr int kSearchesWithoutIndex = 4;

char* const kNone[] = {nullptr};

bool HasName(const char* record, std::string_view name) {
  return std::strncmp(record, name.data(), name.size()) == 0 && SplitRecord(record).name == name;
}

}  // namespace

EnvironmentVariable SplitRecord(const char* record) {
  const std::string_view text = record;
  if (text.empty()) return {};
  const size_t equals = text.find('=', 1);
  if (equals == std::string_view::npos) return {text, {}};
  return {text.substr(0, equals), text.substr(equals + 1)};
}

EnvironmentBlock::EnvironmentBlock() : given_(kNone) {}

EnvironmentBlock::EnvironmentBlock(char* const* records) : given_(records) {
  while (records[size_] != nullptr) ++size_;
}

EnvironmentBlock EnvironmentBlock::OfThisProcess() {
  char** const records = ProcessEnvironment();
  return records == nullptr ? EnvironmentBlock() : EnvironmentBlock(records);
}

std::vector<char*>& EnvironmentBlock::Own() {
  if (own_.empty()) own_.assign(given_, given_ + size_ + 1);
  return own_;
}

void EnvironmentBlock::Index() const {
  if (indexed_) return;
  places_.clear();
  repeated_.clear();
  places_.reserve(size_);
  for (size_t i = 0; i < size_; ++i) {
    const std::string_view name = SplitRecord(envp()[i]).name;
    if (!places_.emplace(name, i).second) repeated_.insert(name);
  }
  indexed_ = true;
}

std::optional<size_t> EnvironmentBlock::Place(std::string_view name) const {
  if (indexed_ || ++searches_ > kSearchesWithoutIndex) {
    Index();
    const auto found = places_.find(name);
    if (found == places_.end()) return std::nullopt;
    return found->second;
  }
  for (size_t i = 0; i < size_; ++i) {
    if (HasName(envp()[i], name)) return i;
  }
  return std::nullopt;
}

std::optional<std::string_view> EnvironmentBlock::Find(std::string_view name) const {
  const std::optional<size_t> place = Place(name);
  if (!place.has_value()) return std::nullopt;
  return SplitRecord(envp()[*place]).value;
}

void EnvironmentBlock::Set(std::string_view name, std::string_view value) {
  char* const record = texts_.Allocate(name.size() + value.size() + 2);
  char* end = std::copy(name.begin(), name.end(), record);
  *end++ = '=';
  *std::copy(value.begin(), value.end(), end) = '\0';

  Index();
  std::vector<char*>& own = Own();
  const auto [place, is_new] = places_.emplace(std::string_view(record, name.size()), size_);
  if (is_new) {
    own.back() = record;
    own.push_back(nullptr);
    ++size_;
    return;
  }
  own[place->second] = record;
  if (repeated_.contains(name)) {
    RemoveIf([&](const char* other) { return other != record && HasName(other, name); });
  }
}

void EnvironmentBlock::Unset(std::string_view name) {
  if (!Place(name).has_value()) return;
  RemoveIf([&](const char* record) { return HasName(record, name); });
}

void EnvironmentBlock::Clear() {
  own_.clear();
  given_ = kNone;
  size_ = 0;
  indexed_ = false;
}

}  // namespace svcenv::cli
