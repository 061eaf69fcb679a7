// The part of DocumentBuilder that resolves duplicate keys.
#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/hash/hash.h"
#include "absl/strings/str_cat.h"
#include "svcenv/syntax/document_builder.h"

namespace svcenv {
namespace {

constexpr size_t kFewKeys = 12;  // comparing all pairs is fastest up to here
constexpr size_t kMaxMergeWork = 5000000;

// Hashes keys by their text. Indices need only five bytes per key.
struct KeyHash {
  const Tape* tape;
  size_t operator()(TapeIndex key) const {
    return absl::Hash<std::string_view>()(tape->Text((*tape)[key]));
  }
};
struct KeyEqual {
  const Tape* tape;
  bool operator()(TapeIndex a, TapeIndex b) const {
    return tape->Text((*tape)[a]) == tape->Text((*tape)[b]);
  }
};
using KeySet = absl::flat_hash_set<TapeIndex, KeyHash, KeyEqual>;

}  // namespace

// Returns whether the current map is within a value of `data` or `stringData`.
bool DocumentBuilder::IsWithinData() const {
  return std::any_of(frames_.begin(), frames_.end() - 1, [this](const Frame& frame) {
    if (frame.start == 0 || tape_[frame.start - 1].kind() != TapeEvent::kKey) return false;
    const std::string_view key = tape_.Text(tape_[frame.start - 1]);
    return key == "data" || key == "stringData";
  });
}

// Returns how a message names a key. Hides the name if it may be part of a Secret's value.
std::string DocumentBuilder::NameOf(const TapeEvent& key) const {
  return IsWithinData() ? "this key" : absl::StrCat("the key \"", tape_.Text(key), "\"");
}

void DocumentBuilder::ReportDuplicate(TapeIndex dropped) {
  const TapeEvent& key = tape_[dropped];
  ReportLoss(
      "duplicate-key", key.offset(),
      absl::StrCat(NameOf(key),
                   " appears more than once in this map; kubectl silently drops this value and "
                   "keeps the last one"),
      "remove or rename one of them");
}

// Checks for the common case: kubectl and most programs write sorted keys, which have no
// duplicates.
bool DocumentBuilder::HasAscendingKeys(TapeIndex map) const {
  const auto first_byte = [](std::string_view text) {
    return text.empty() ? -1 : static_cast<int>(static_cast<unsigned char>(text[0]));
  };
  std::string_view before;
  for (TapeIndex i = map + 1; i < tape_.size(); i = tape_.Next(i + 1)) {
    const std::string_view text = tape_.Text(tape_[i]);
    const bool is_first = i == map + 1;
    if (!is_first && first_byte(text) <= first_byte(before) && text <= before) return false;
    before = text;
  }
  return true;
}

void DocumentBuilder::DropDuplicates(TapeIndex map) {
  if (tape_[map].merged()) return ReportMergedOver(map);
  if (HasAscendingKeys(map)) return;
  std::array<std::pair<std::string_view, TapeIndex>, kFewKeys> keys;
  size_t count = 0;
  for (TapeIndex i = map + 1; i < tape_.size(); i = tape_.Next(i + 1)) {
    if (count == kFewKeys) return DropDuplicatesOfMany(map);
    const std::string_view text = tape_.Text(tape_[i]);
    size_t place = 0;
    while (place < count && keys[place].first != text) ++place;
    if (place < count) Drop(keys[place].second);
    count = std::max(count, place + 1);
    keys[place] = {text, i};
  }
}

void DocumentBuilder::DropDuplicatesOfMany(TapeIndex map) {
  const KeySet::hasher hash{&tape_};
  const KeySet::key_equal equal{&tape_};
  KeySet seen(0, hash, equal);
  for (TapeIndex i = map + 1; i < tape_.size(); i = tape_.Next(i + 1)) {
    if (tape_[i].kind() != TapeEvent::kKey) continue;
    const auto [earlier, is_new] = seen.insert(i);
    if (is_new) continue;
    Drop(*earlier);
    seen.erase(earlier);
    seen.insert(i);
  }
}

void DocumentBuilder::Drop(TapeIndex key) {
  tape_[key].set_kind(TapeEvent::kDroppedKey);
  ReportDuplicate(key);
}

void DocumentBuilder::FailUnlessDropped(std::string_view message, std::string_view remedy,
                                        std::string_view code) {
  refusals_.push_back({tape_.size(), message, remedy, code});
}

// Fails at the first rejected value that is reachable from `root`. Dropped values are not reachable
// unless an alias refers to them.
bool DocumentBuilder::CheckRefusals(TapeIndex root) {
  if (refusals_.empty()) return true;
  absl::flat_hash_set<TapeIndex> reached;
  std::vector<TapeIndex> to_visit{root};
  std::vector<TapeEntry> entries;
  while (!to_visit.empty()) {
    const TapeIndex value = tape_.Resolve(to_visit.back());
    to_visit.pop_back();
    if (!reached.insert(value).second) continue;
    if (tape_[value].kind() == TapeEvent::kMap) {
      entries.clear();
      ResolveEntries(tape_, value, entries);
      for (const TapeEntry& entry : entries) {
        reached.insert(entry.key);
        to_visit.push_back(entry.value);
      }
      // A rejected key takes effect even if a later key overrides it.
      for (TapeIndex i = value + 1; i < tape_[value].index; i = tape_.Next(i + 1)) {
        reached.insert(i);
      }
    } else if (tape_[value].kind() == TapeEvent::kList) {
      for (TapeIndex i = value + 1; i < tape_[value].index; i = tape_.Next(i)) {
        to_visit.push_back(i);
      }
    }
  }
  const auto first = std::find_if(refusals_.begin(), refusals_.end(), [&](const Refusal& refusal) {
    return reached.contains(refusal.index);
  });
  return first == refusals_.end() || Fail(tape_[first->index].offset(), std::string(first->message),
                                          std::string(first->remedy), first->code);
}

void DocumentBuilder::ForgetItem() {
  tape_.Truncate(item_mark_);
  while (!refusals_.empty() && refusals_.back().index >= item_mark_.size) refusals_.pop_back();
}

// Returns whether two keys have the same string value, so that it does not matter which one wins.
bool DocumentBuilder::HaveSameScalar(TapeIndex a, TapeIndex b) const {
  const TapeIndex first = tape_.Resolve(a + 1);
  const TapeIndex second = tape_.Resolve(b + 1);
  return tape_[first].kind() == TapeEvent::kString && tape_[second].kind() == TapeEvent::kString &&
         tape_.Text(tape_[first]) == tape_.Text(tape_[second]);
}

// Reports keys that a merge key overrides. Does not mark them, since the reader resolves merge
// keys. Stops at kMaxMergeWork, so that a hostile text cannot keep the reader busy.
void DocumentBuilder::ReportMergedOver(TapeIndex map) {
  tape_[map].index = tape_.size();
  if (merge_work_ > kMaxMergeWork) return;
  std::vector<TapeEntry> entries;
  merge_work_ += ResolveEntries(tape_, map, entries);
  absl::flat_hash_map<std::string_view, TapeIndex> kept;
  for (const TapeEntry& entry : entries) kept[tape_.Text(tape_[entry.key])] = entry.key;
  absl::flat_hash_map<std::string_view, TapeIndex> last_own;
  for (TapeIndex i = map + 1; i < tape_.size(); i = tape_.Next(i + 1)) {
    if (tape_[i].kind() == TapeEvent::kKey) last_own[tape_.Text(tape_[i])] = i;
  }
  for (TapeIndex i = map + 1; i < tape_.size(); i = tape_.Next(i + 1)) {
    if (tape_[i].kind() != TapeEvent::kKey) continue;
    const std::string_view text = tape_.Text(tape_[i]);
    if (last_own[text] != i) {
      ReportDuplicate(i);
    } else if (kept[text] != i && !HaveSameScalar(i, kept[text])) {
      ReportLoss(
          "duplicate-key", tape_[i].offset(),
          absl::StrCat(NameOf(tape_[i]),
                       " is overridden by a merge key << later in the map; kubectl silently drops "
                       "this value"),
          "move the key after the merge key");
    }
  }
}

}  // namespace svcenv
