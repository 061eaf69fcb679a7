// The environment of a program, in the format of the kernel.
//
//   EnvironmentBlock environment = EnvironmentBlock::OfThisProcess();
//   environment.Set("LEVEL", "info");
//   execve(path, argv, environment.envp());
#ifndef SVCENV_CLI_EXEC_ENVIRONMENT_BLOCK_H_
#define SVCENV_CLI_EXEC_ENVIRONMENT_BLOCK_H_

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

// An ordered list of records "NAME=value" of any bytes except NUL. Names may repeat, and a record
// may lack its `=`. Copies nothing until the first change. Not thread-safe.
class EnvironmentBlock {
 public:
  // Constructs an empty block.
  EnvironmentBlock();

  // Constructs a block from a null-terminated array. Neither the array nor its records may change
  // while the block lives.
  explicit EnvironmentBlock(char* const* records);
  static EnvironmentBlock OfThisProcess();

  EnvironmentBlock(EnvironmentBlock&&) = default;
  EnvironmentBlock& operator=(EnvironmentBlock&&) = default;

  // Returns the value of the first record with this name, like getenv. The view is valid as long as
  // the block lives. O(1), except for the first few calls, which search all records.
  std::optional<std::string_view> Find(std::string_view name) const;

  // Replaces the first record with this name and removes the others, or appends a new record.
  // Copies both strings. The name must not be empty or contain `=`, and neither string may contain
  // NUL. O(1), except for the first call, which is O(n).
  void Set(std::string_view name, std::string_view value);

  // Removes all records with this name. O(n) if there is one.
  void Unset(std::string_view name);

  // Removes the records for which `removed` returns true. Calls it as bool(const char*
  // record). O(n).
  template <typename Predicate>
  void RemoveIf(Predicate&& removed);

  void Clear();

  // Returns the records in order. The pointer to a record is valid until it is set or removed.
  absl::Span<char* const> records() const { return {envp(), size_}; }

  // Returns the records as a null-terminated array for execve. Valid until the next change.
  char* const* envp() const { return own_.empty() ? given_ : own_.data(); }

  size_t size() const { return size_; }

 private:
  // Returns the own copy of the array, which can be changed.
  std::vector<char*>& Own();
  void Index() const;
  std::optional<size_t> Place(std::string_view name) const;

  char* const* given_;        // in use while own_ is empty
  std::vector<char*> own_;    // null-terminated
  size_t size_ = 0;           // without the null
  Arena texts_;               // owns the records that were set
  mutable int searches_ = 0;  // searches without an index
  mutable bool indexed_ = false;
  mutable absl::flat_hash_map<std::string_view, size_t> places_;  // of the first record of a name
  mutable absl::flat_hash_set<std::string_view> repeated_;        // names with several records
};

// The name and value of a record. Like libc, splits it at the first `=` after its first byte. A
// record without one is all name.
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

#endif  // SVCENV_CLI_EXEC_ENVIRONMENT_BLOCK_H_
