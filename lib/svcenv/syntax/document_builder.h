// From the events of a document to objects: both syntaxes meet here.
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

// Takes the events of one document in order, hands its objects to the sink. A list's items are
// handed out one by one while the document is read, and forgotten unless an anchor was seen before
// them.
//
// Calls return false when the document is refused; error() then says why, and no more calls are
// made. Offsets are in the file.
class DocumentBuilder {
 public:
  static constexpr size_t kMaxDepth = 10000;

  explicit DocumentBuilder(const DocumentContext& context);
  // In the items of a list that is named so far by `list_name`.
  DocumentBuilder(const DocumentContext& context, const ListName& list_name);

  const DocumentContext& context() const { return context_; }

  // Whether the next value is an item of the list that the document is, to be handed out at once.
  bool AtItem() const { return frames_.size() == 2 && streaming_; }
  // How many of them were.
  int item_count() const { return item_count_; }
  // Takes over items that were read apart, at the place of the next one.
  void Adopt(JsonItemRun& run);

  // For TextEvent.
  Tape& tape() { return tape_; }

  // Whether the next event stands where a key does.
  bool AtKey() const {
    return !frames_.empty() && frames_.back().is_map && !frames_.back().has_key;
  }

  // `event` is of kind kKey or kMergeKey.
  bool Key(TapeEvent event);
  // A key that kubectl refuses, unless it drops the value that holds it.
  bool BadKey(uint32_t offset);
  // `event` is a value that is no list, map or alias.
  bool Scalar(TapeEvent event);
  bool StartMap(uint32_t offset) { return Start(TapeEvent(TapeEvent::kMap, offset)); }
  bool StartList(uint32_t offset) { return Start(TapeEvent(TapeEvent::kList, offset)); }
  // `end_offset` is where its text ends.
  bool EndMap(uint32_t end_offset);
  bool EndList(uint32_t end_offset);

  // The next Start call opens what `*name` stands for.
  void Anchor(std::string_view name);
  // `*name` is `value`; as a key it is `key`.
  void AnchorScalar(std::string_view name, const TapeEvent& value, const TapeEvent& key);
  bool Alias(std::string_view name, uint32_t offset);

  // After the root value, which ends at `end_offset`: hands out the object, unless it was a list
  // whose items were.
  bool Finish(uint32_t end_offset);

  bool Fail(uint32_t offset, std::string message, std::string remedy,
            std::string_view code = kSyntaxCode);
  const TextError& error() const { return error_; }

  // Reports what kubectl drops without a word.
  void Lose(std::string_view code, uint32_t offset, std::string message, std::string remedy);

  // What was read so far of the root's kind and apiVersion.
  const ListName& list_name() const { return list_name_; }

  // Tells the sink to forget the items that were handed out.
  void DropItems();

 private:
  struct Frame {
    TapeIndex start = 0;
    bool is_map = false;
    bool has_key = false;
    // A map: the value that follows is a merge key's. A list: it is such a value.
    bool merge = false;
    int anchor = -1;       // in anchors_
    uint32_t height = 1;   // of the tree below, itself included
    uint64_t decoded = 0;  // decoded_ when it began
  };

  // What an alias may refer to.
  struct AnchorTarget {
    bool open = false;     // the list or map has not ended yet
    uint64_t decoded = 1;  // how many nodes reading it decodes
    uint32_t height = 0;
    TapeEvent value;  // a scalar, or kAlias
    TapeEvent key;    // a scalar as key
  };

  // What is refused unless the value that holds it turns out to be dropped.
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

  bool HandOutItem(TapeIndex item);
  bool HandOutList(TapeIndex list);
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
  uint64_t decoded_ = 1;  // nodes that go-yaml would have decoded, the document among them
  uint64_t aliased_ = 0;  // of them, through an alias

  std::string root_key_;
  ListName list_name_;
  ItemsState items_ = ItemsState::kNone;
  uint32_t items_offset_ = 0;
  TapeIndex items_index_ = 0;
  bool streaming_ = false;  // frames_[1] is the list of items
  bool handed_out_ = false;
  int item_count_ = 0;
  Tape::Mark item_mark_;
  uint32_t end_offset_ = 0;  // of the last list or map that ended
  size_t first_loss_ = 0;

  std::vector<Refusal> refusals_;
  size_t merge_work_ = 0;  // entries that ReportMergedOver looked at
};

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_DOCUMENT_BUILDER_H_
