// The part of DocumentBuilder that passes objects to the sink.
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "svcenv/syntax/document_builder.h"
#include "svcenv/syntax/document_secrets.h"
#include "svcenv/syntax/json_item_runs.h"
#include "svcenv/syntax/reader.h"

namespace svcenv {
namespace {

bool IsNonEmptyText(const Tape& tape, TapeIndex value) {
  return value != 0 && tape[value].kind() == TapeEvent::kString && !tape.Text(tape[value]).empty();
}

// Kinds whose objects contain no other objects.
constexpr std::string_view kPlainKinds[] = {
    "Pod",
    "Deployment",
    "StatefulSet",
    "DaemonSet",
    "ReplicaSet",
    "ReplicationController",
    "Job",
    "CronJob",
    "PodTemplate",
    "Service",
    "Node",
    "ConfigMap",
    "Namespace",
    "Ingress",
    "ServiceAccount",
    "PersistentVolumeClaim",
};

// Properties of an object from the keys at its root.
struct Root {
  std::string_view kind;
  bool has_data = false;
  bool has_string_data = false;
  bool has_spec = false;
  bool has_key_twice = false;
};

Root ReadRoot(const Tape& tape, TapeIndex object) {
  Root root;
  const auto read = [&](std::string_view key, TapeIndex value) {
    if (key == "kind" && IsNonEmptyText(tape, value)) root.kind = tape.Text(tape[value]);
    root.has_data |= key == "data";
    root.has_string_data |= key == "stringData";
    root.has_spec |= key == "spec";
  };
  if (tape[object].merged()) {
    std::vector<TapeEntry> entries;
    ResolveEntries(tape, object, entries);
    for (const TapeEntry& entry : entries) read(tape.Text(tape[entry.key]), entry.value);
    root.has_key_twice = true;  // possibly; duplicates are not marked next to merge keys
    return root;
  }
  for (TapeIndex i = object + 1; i < tape[object].index; i = tape.Next(i + 1)) {
    if (tape[i].kind() == TapeEvent::kDroppedKey) {
      root.has_key_twice = true;
    } else {
      read(tape.Text(tape[i]), tape.Resolve(i + 1));
    }
  }
  return root;
}

// Returns whether an object with the given text is a Secret, may be meant as one, or may contain
// one.
bool IsConfidential(Root root, std::string_view list_kind, std::string_view text) {
  if (root.kind.empty()) root.kind = absl::StripSuffix(list_kind, "List");
  if (root.has_string_data || (root.kind != "ConfigMap" && root.has_data)) return true;
  const bool is_plain =
      std::find(std::begin(kPlainKinds), std::end(kPlainKinds), root.kind) != std::end(kPlainKinds);
  // Duplicate keys may mean that two objects ran together.
  if (is_plain && !root.has_key_twice) return false;
  const std::string lower = absl::AsciiStrToLower(root.kind);
  return absl::StrContains(lower, "secret") || absl::StartsWith("secret", lower) ||
         !(is_plain || root.has_spec) || MayContainSecret(text);
}

}  // namespace

void DocumentBuilder::DropItems() {
  if (passed_ && context_.sink != nullptr) context_.sink->DropItems();
  passed_ = false;
  item_count_ = 0;
}

bool DocumentBuilder::PassList(TapeIndex list) {
  for (TapeIndex i = list + 1; i < tape_[list].index; i = tape_.Next(i)) {
    if (!PassItem(i)) return false;
  }
  return true;
}

bool DocumentBuilder::PassItem(TapeIndex item) {
  item = tape_.Resolve(item);
  if (tape_[item].kind() != TapeEvent::kMap) {
    return Fail(tape_[item].offset(), "a list item must be an object with apiVersion and kind",
                "remove the item, or make it an object");
  }
  const TapeIndex nested = FindValue(tape_, item, "items");
  if (nested != 0 && tape_[nested].kind() == TapeEvent::kList) {
    return Fail(tape_[item].offset(),
                "lists cannot be nested, and an object with `items` is a list",
                "move the items of the inner list to the outer list");
  }
  if (context_.sink == nullptr) return true;
  DocumentSink::Item info;
  info.in_list = true;
  info.index = item_count_++;
  info.end_offset = end_offset_;
  NameItem(item, info);
  Cover(item);
  passed_ = true;
  Reader reader(tape_, item, context_.file, *context_.arena);
  context_.sink->Document(info, reader);
  return true;
}

void DocumentBuilder::Adopt(JsonItemRun& run) {
  passed_ = true;
  item_count_ += run.count;
  AddLosses(std::move(run.losses), context_.losses);
  if (context_.extents != nullptr) AddExtents(run.extents, context_.extents);
  context_.arena->Take(std::move(run.arena));
  context_.forking_sink->JoinItems(*run.sink);
}

void DocumentBuilder::NameItem(TapeIndex item, DocumentSink::Item& info) {
  const TapeIndex kind = FindValue(tape_, item, "kind");
  const bool is_named =
      IsNonEmptyText(tape_, kind) || IsNonEmptyText(tape_, FindValue(tape_, item, "apiVersion"));
  if (!is_named && (list_name_.kind.empty() || list_name_.api_version.empty()) &&
      context_.find_list_name != nullptr) {
    list_name_ = context_.find_list_name();
  }
  info.list_kind = list_name_.kind;
  info.list_api_version = list_name_.api_version;
}

// Records the extent of the last object, which ends at the end of the last list or map.
void DocumentBuilder::Cover(TapeIndex object) {
  if (context_.extents == nullptr) return;
  const uint32_t begin = tape_[object].offset();
  const std::string_view text = context_.file_text.substr(begin, end_offset_ - begin);
  context_.extents->push_back(
      {begin, end_offset_, IsConfidential(ReadRoot(tape_, object), list_name_.kind, text)});
}

bool DocumentBuilder::Finish(uint32_t end_offset) {
  const bool is_object = tape_.size() > 0 && tape_[0].kind() == TapeEvent::kMap;
  if (is_object && items_ == ItemsState::kNone) Cover(0);
  end_offset_ = end_offset;
  if (!FinishRoot()) return false;
  if (context_.losses->size() == first_loss_ || context_.extents == nullptr) return true;
  // A loss may be outside of all objects.
  const std::string_view text =
      context_.file_text.substr(context_.begin, end_offset - context_.begin);
  if (MayContainSecret(text)) return true;
  context_.extents->push_back({context_.begin, end_offset, false});
  if (const size_t size = CutOffSize(text); size > 0) {
    context_.extents->push_back(
        {context_.begin, context_.begin + static_cast<uint32_t>(size), true});
  }
  return true;
}

bool DocumentBuilder::FinishRoot() {
  if (tape_.size() == 0 || tape_[0].kind() == TapeEvent::kNull) return true;
  if (!CheckRefusals(0)) return false;
  if (tape_[0].merged() && !FinishMergedRoot()) return false;
  if (items_ != ItemsState::kNone) return FinishList();
  if (list_name_.kind == "List" && list_name_.api_version == "v1") {
    return Fail(tape_[0].offset(), "a List requires `items`", "add items: []");
  }
  if (context_.sink == nullptr) return true;
  DocumentSink::Item info;
  info.end_offset = end_offset_;
  Reader reader(tape_, 0, context_.file, *context_.arena);
  context_.sink->Document(info, reader);
  return true;
}

// Handles the kind, apiVersion, and items that a merge key adds to the root.
bool DocumentBuilder::FinishMergedRoot() {
  const auto text_of = [this](std::string_view key) {
    const TapeIndex value = FindValue(tape_, 0, key);
    return IsNonEmptyText(tape_, value) ? std::string(tape_.Text(tape_[value])) : std::string();
  };
  list_name_ = {text_of("kind"), text_of("apiVersion")};
  const TapeIndex items = FindValue(tape_, 0, "items");
  if (items == 0 || (items_ != ItemsState::kNone && items == items_index_)) return true;
  DropItems();
  items_offset_ = tape_[items].offset();
  items_index_ = items;
  switch (tape_[items].kind()) {
    case TapeEvent::kList:
      items_ = ItemsState::kList;
      return PassList(items);
    case TapeEvent::kNull:
      items_ = ItemsState::kNull;
      return true;
    default:
      items_ = ItemsState::kOther;
      return true;
  }
}

bool DocumentBuilder::FinishList() {
  const uint32_t root = tape_[0].offset();
  const std::string& kind = list_name_.kind;
  if (items_ == ItemsState::kOther) {
    return Fail(items_offset_,
                "`items` makes this object a list, so `items` must be a list of objects",
                "write items as a list, or remove it");
  }
  if (kind.empty()) {
    return Fail(root, "an object with `items` is a list, but this one has no kind",
                "add kind: List");
  }
  if (list_name_.api_version.empty()) {
    return Fail(root, absl::StrCat("this ", kind, " has no apiVersion"), "add apiVersion: v1");
  }
  const bool is_core = !absl::StrContains(list_name_.api_version, "/");
  if (absl::EqualsIgnoreCase(kind, "List") &&
      (kind != "List" || (is_core && list_name_.api_version != "v1"))) {
    return Fail(root, absl::StrCat("there is no kind ", kind, " in ", list_name_.api_version),
                "write apiVersion: v1 and kind: List");
  }
  const bool is_list_kind = absl::EndsWith(kind, "List");
  if (items_ == ItemsState::kNull && is_list_kind && !context_.null_items) {
    return Fail(items_offset_, absl::StrCat("the items of a ", kind, " must be a list"),
                "write items: []");
  }
  if (!is_list_kind) {
    ReportLoss(
        "text-ignored", root,
        absl::StrCat("`items` makes this ", kind,
                     " a list; kubectl reads the items and silently drops the ", kind, " itself"),
        absl::StrCat("remove items from the ", kind));
  }
  return true;
}

}  // namespace svcenv
