// The environment that a program is started with, as the kernel takes it: records of bytes.
//
//   EnvironmentBlock environment = EnvironmentBlock::OfThisProcess();
//   environment.Set("LEVEL", "info");
//   execve(path, argv, environment.envp());
#ifndef SVCENV_CLI_BECOME_ENVIRONMENT_BLOCK_H_
#define SVCENV_CLI_BECOME_ENVIRONMENT_BLOCK_H_

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/types/span.h"
#include "svcenv/base/arena.h"

namespace svcenv::cli {

// Records "NAME=value" of any bytes but NUL, in their order; names may be there more than once, and
// a record may lack its `=`. Until the first change nothing is copied. Not thread-safe.
class EnvironmentBlock {
 public:
  // Without a variable.
  EnvironmentBlock();

  // A block of `records`, which a null ends. Neither the array nor what it points to may change
  // while the block lives.
  explicit EnvironmentBlock(char* const* records);
  static EnvironmentBlock OfThisProcess();

  EnvironmentBlock(EnvironmentBlock&&) = default;
  EnvironmentBlock& operator=(EnvironmentBlock&&) = default;

  // The value of the first record of that name, as getenv gives it. The view lives as long as the
  // block. O(1), but for the first few calls, which look at all records.
  std::optional<std::string_view> Find(std::string_view name) const;

  // The variable takes the place of the first of its name and removes the others; a new one goes to
  // the end. The name is not empty and has no `=`, neither text a NUL. The texts are copied. O(1),
  // the first time O(n).
  void Set(std::string_view name, std::string_view value);

  // Removes all records of that name. O(n) where there is one.
  void Unset(std::string_view name);

  // Removes the records for which `removed` is true; called as bool(const char* record). O(n).
  template <typename Predicate>
  void RemoveIf(Predicate&& removed);

  void Clear();

  // In order. A record is the same pointer as long as nobody sets or removes it.
  absl::Span<char* const> records() const { return {envp(), size_}; }

  // The same for execve, with a null behind the last. Valid until the next change.
  char* const* envp() const { return own_.empty() ? given_ : own_.data(); }

  size_t size() const { return size_; }

 private:
  // A copy of the array of records, which may change.
  std::vector<char*>& Own();
  void Index() const;
  std::optional<size_t> Place(std::string_view name) const;

  char* const* given_;        // while own_ is empty
  std::vector<char*> own_;    // with the null behind the last
  size_t size_ = 0;           // without it
  Arena texts_;               // of the records that were set
  mutable int searches_ = 0;  // before there was an index
  mutable bool indexed_ = false;
  mutable absl::flat_hash_map<std::string_view, size_t> places_;  // of the first of each name
  mutable absl::flat_hash_set<std::string_view> repeated_;        // names there more than once
};

// What stands before the first `=` of a record, from its second byte on, and behind it: names as
// libc reads them. A record without one is all name.
struct EnvironmentVariable {
  std::string_view name;
  std::string_view value;
};
EnvironmentVariable SplitRecord(const char* record);

template <typename Predicate>
void EnvironmentBlock::RemoveIf(Predicate&& removed) {
  std::vector<char*> kept;
  kept.reserve(size_ + 1);
  for (char* const record : records()) {
    if (!removed(static_cast<const char*>(record))) kept.push_back(record);
  }
  if (kept.size() == size_) return;
  size_ = kept.size();
  kept.push_back(nullptr);
  own_ = std::move(kept);
  indexed_ = false;
}

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_BECOME_ENVIRONMENT_BLOCK_H_
