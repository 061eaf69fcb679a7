// Builds objects from the events of a JSON or YAML document.
#ifndef SVCENV_SYNTAX_DOCUMENT_BUILDER_H_
#define SVCENV_SYNTAX_DOCUMENT_BUILDER_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "svcenv/syntax/document_context.h"
#include "svcenv/syntax/tape.h"
#include "svcenv/syntax/text.h"

namespace svcenv {

struct JsonItemRun;

// Receives the events of one document in order and passes its objects to the sink. Passes the items
// of a list one by one while reading, and frees each item unless an anchor was seen.
//
// A call returns false if the document is rejected; error() then returns the reason, and no further
// events are allowed. Offsets are relative to the file.
class DocumentBuilder {
 public:
  static constexpr size_t kMaxDepth = 10000;

  explicit DocumentBuilder(const DocumentContext& context);
  // Starts within the items of a list. `list_name` is the part of its name that is known so far.
  DocumentBuilder(const DocumentContext& context, const ListName& list_name);

  const DocumentContext& context() const { return context_; }

  // Returns whether the next value is an item of the root list, to be passed to the sink at once.
  bool AtItem() const { return frames_.size() == 2 && streaming_; }
  // Returns the number of items passed to the sink.
  int item_count() const { return item_count_; }
  // Inserts items that another thread read in place of the next items.
  void Adopt(JsonItemRun& run);

  // Returns the tape, for calls of TextEvent.
  Tape& tape() { return tape_; }

  // Returns whether the next event is a key.
  bool AtKey() const {
    return !frames_.empty() && frames_.back().is_map && !frames_.back().has_key;
  }

  // Adds a key. `event` must be of kind kKey or kMergeKey.
  bool Key(TapeEvent event);
  // Adds an invalid key. kubectl rejects the document unless it drops the enclosing value.
  bool BadKey(uint32_t offset);
  // Adds a value. `event` must not be a list, map, or alias.
  bool Scalar(TapeEvent event);
  bool StartMap(uint32_t offset) { return Start(TapeEvent(TapeEvent::kMap, offset)); }
  bool StartList(uint32_t offset) { return Start(TapeEvent(TapeEvent::kList, offset)); }
  // End the innermost map or list, whose text ends at `end_offset`.
  bool EndMap(uint32_t end_offset);
  bool EndList(uint32_t end_offset);

  // Makes `*name` refer to the list or map that the next Start call opens.
  void Anchor(std::string_view name);
  // Makes `*name` refer to `value`, or to `key` where it is a key.
  void AnchorScalar(std::string_view name, const TapeEvent& value, const TapeEvent& key);
  bool Alias(std::string_view name, uint32_t offset);

  // Ends the document after the root value, which ends at `end_offset`. Passes the root object to
  // the sink, unless it is a list, whose items were passed before.
  bool Finish(uint32_t end_offset);

  // Rejects the document. Returns false.
  bool Fail(uint32_t offset, std::string message, std::string remedy,
            std::string_view code = kSyntaxCode);
  const TextError& error() const { return error_; }

  // Reports a loss: part of the document that kubectl silently drops.
  void ReportLoss(std::string_view code, uint32_t offset, std::string message, std::string remedy);

  // Returns the kind and apiVersion of the root, as far as they were read.
  const ListName& list_name() const { return list_name_; }

  // Makes the sink drop the items of this document.
  void DropItems();

 private:
  struct Frame {
    TapeIndex start = 0;
    bool is_map = false;
    bool has_key = false;
    // For a map: the next value belongs to a merge key. For a list: it is the value of a merge key.
    bool merge = false;
    int anchor = -1;       // in anchors_
    uint32_t height = 1;   // of the tree, including this node
    uint64_t decoded = 0;  // decoded_ when it began
  };

  // The target of an alias.
  struct AnchorTarget {
    bool open = false;     // the list or map has not ended yet
    uint64_t decoded = 1;  // nodes that reading it decodes
    uint32_t height = 0;
    TapeEvent value;  // a scalar, or kAlias
    TapeEvent key;    // a scalar as key
  };

  // A rejection that takes effect unless the enclosing value is dropped.
  struct Refusal {
    TapeIndex index = 0;
    std::string_view message;
    std::string_view remedy;
    std::string_view code;
  };

  enum class ItemsState { kNone, kList, kNull, kOther };

  bool Start(TapeEvent event);
  bool End(uint32_t end_offset);
  bool BeginValue(TapeEvent event);
  bool EndValue();
  bool CheckMergeValue(TapeEvent event);
  bool MergesMaps(TapeEvent event) const;
  bool ReadRootValue(TapeEvent event);
  bool CountAlias(const AnchorTarget& target, uint32_t offset);
  bool AliasAsKey(const AnchorTarget& target, uint32_t offset);

  bool HasAscendingKeys(TapeIndex map) const;
  void DropDuplicates(TapeIndex map);
  void DropDuplicatesOfMany(TapeIndex map);
  void Drop(TapeIndex key);
  void ReportDuplicate(TapeIndex dropped);
  void ReportMergedOver(TapeIndex map);
  bool HaveSameScalar(TapeIndex a, TapeIndex b) const;
  void FailUnlessDropped(std::string_view message, std::string_view remedy,
                         std::string_view code = kSyntaxCode);
  bool CheckRefusals(TapeIndex root);
  void ForgetItem();

  bool PassItem(TapeIndex item);
  bool PassList(TapeIndex list);
  void NameItem(TapeIndex item, DocumentSink::Item& info);
  bool FinishRoot();
  bool FinishMergedRoot();
  bool FinishList();
  void Cover(TapeIndex object);
  bool IsWithinData() const;
  std::string NameOf(const TapeEvent& key) const;

  const DocumentContext context_;
  Tape tape_;
  std::vector<Frame> frames_;
  TextError error_;

  std::map<std::string, int, std::less<>> anchor_names_;
  std::vector<AnchorTarget> anchors_;
  int pending_anchor_ = -1;
  uint64_t decoded_ = 1;  // nodes that go-yaml would have decoded, including the document
  uint64_t aliased_ = 0;  // nodes of decoded_ that were reached through an alias

  std::string root_key_;
  ListName list_name_;
  ItemsState items_ = ItemsState::kNone;
  uint32_t items_offset_ = 0;
  TapeIndex items_index_ = 0;
  bool streaming_ = false;  // frames_[1] is the list of items
  bool passed_ = false;
  int item_count_ = 0;
  Tape::Mark item_mark_;
  uint32_t end_offset_ = 0;  // of the last list or map that ended
  size_t first_loss_ = 0;

  std::vector<Refusal> refusals_;
  size_t merge_work_ = 0;  // entries that ReportMergedOver visited
};

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_DOCUMENT_BUILDER_H_
