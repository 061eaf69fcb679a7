#include "svcenv/syntax/document_builder.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "svcenv/syntax/reader.h"

namespace svcenv {
namespace {

// Returns the share of nodes that may come from aliases in go-yaml v2 (decode.go,
// allowedAliasRatio).
double AllowedAliasRatio(uint64_t decoded) {
  constexpr double kLow = 400000;
  constexpr double kHigh = 4000000;
  const double count = static_cast<double>(decoded);
  if (count <= kLow) return 0.99;
  if (count >= kHigh) return 0.10;
  return 0.99 - 0.89 * ((count - kLow) / (kHigh - kLow));
}

bool ExcessiveAliasing(uint64_t aliased, uint64_t decoded) {
  return aliased > 100 && decoded > 1000 &&
         static_cast<double>(aliased) / static_cast<double>(decoded) > AllowedAliasRatio(decoded);
}

}  // namespace

DocumentBuilder::DocumentBuilder(const DocumentContext& context)
    : context_(context), first_loss_(context.losses->size()) {}

DocumentBuilder::DocumentBuilder(const DocumentContext& context, const ListName& list_name)
    : DocumentBuilder(context) {
  StartMap(context.begin);
  Key(tape_.TextEvent(TapeEvent::kKey, context.begin, "items", /*stable=*/true));
  StartList(context.begin);
  list_name_ = list_name;
}

bool DocumentBuilder::Fail(uint32_t offset, std::string message, std::string remedy,
                           std::string_view code) {
  error_ = {offset, std::move(message), std::move(remedy), code};
  return false;
}

void DocumentBuilder::ReportLoss(std::string_view code, uint32_t offset, std::string message,
                                 std::string remedy) {
  if (context_.losses->size() >= kMaxLosses) return;
  Diagnostic loss;
  loss.code = std::string(code);
  loss.message = std::move(message);
  loss.remedy = std::move(remedy);
  loss.position = {context_.file, offset};
  context_.losses->push_back(std::move(loss));
}

bool DocumentBuilder::Key(TapeEvent event) {
  Frame& frame = frames_.back();
  frame.has_key = true;
  frame.merge = event.kind() == TapeEvent::kMergeKey;
  if (frame.merge) {
    tape_[frame.start].set_merged();
  } else {
    ++decoded_;
  }
  if (frames_.size() == 1) root_key_ = frame.merge ? "" : std::string(tape_.Text(event));
  tape_.Append(event);
  return true;
}

bool DocumentBuilder::BadKey(uint32_t offset) {
  FailUnlessDropped("a key cannot be null or a number above int64", "quote the key");
  return Key(tape_.TextEvent(TapeEvent::kKey, offset, "", /*stable=*/true));
}

bool DocumentBuilder::Scalar(TapeEvent event) {
  if (event.kind() == TapeEvent::kReal && !std::isfinite(event.real)) {
    FailUnlessDropped("Kubernetes does not support infinity or NaN",
                      "quote it to make it a string");
  }
  ++decoded_;
  if (!BeginValue(event)) return false;
  tape_.Append(event);
  return EndValue();
}

bool DocumentBuilder::Start(TapeEvent event) {
  if (frames_.size() >= kMaxDepth) {
    return Fail(
        event.offset(), "lists and maps are nested more than 10,000 levels deep",
        "check the program that wrote this file; no Kubernetes object is nested this deeply");
  }
  if (!BeginValue(event)) return false;
  const bool is_map = event.kind() == TapeEvent::kMap;
  const bool is_merge_list = !is_map && !frames_.empty() && frames_.back().merge;
  Frame& frame = frames_.emplace_back();
  frame.start = tape_.Append(event);
  frame.is_map = is_map;
  frame.merge = is_merge_list;
  frame.anchor = std::exchange(pending_anchor_, -1);
  frame.decoded = decoded_;
  if (!is_merge_list) ++decoded_;
  return true;
}

bool DocumentBuilder::EndMap(uint32_t end_offset) {
  DropDuplicates(frames_.back().start);
  return End(end_offset);
}

bool DocumentBuilder::EndList(uint32_t end_offset) { return End(end_offset); }

bool DocumentBuilder::End(uint32_t end_offset) {
  const Frame& frame = frames_.back();
  const TapeIndex start = frame.start;
  const uint32_t height = frame.height;
  tape_[start].index = tape_.size();
  end_offset_ = end_offset;
  if (AtItem()) streaming_ = false;
  if (frame.anchor >= 0) {
    AnchorTarget& target = anchors_[static_cast<size_t>(frame.anchor)];
    target.open = false;
    target.decoded = decoded_ - frame.decoded;
    target.height = height;
  }
  frames_.pop_back();
  if (!frames_.empty()) frames_.back().height = std::max(frames_.back().height, height + 1);
  if (ExcessiveAliasing(aliased_, decoded_)) {
    return Fail(tape_[start].offset(), "the document contains excessive aliasing",
                "write out the repeated parts instead of using aliases");
  }
  return EndValue();
}

bool DocumentBuilder::BeginValue(TapeEvent event) {
  if (frames_.empty()) {
    if (event.kind() != TapeEvent::kMap && event.kind() != TapeEvent::kNull) {
      FailUnlessDropped("a document must be a map with apiVersion and kind",
                        "write one object, or a List of objects", kNotAMapCode);
    }
    return true;
  }
  const Frame& parent = frames_.back();
  if (parent.merge) return CheckMergeValue(event);
  if (frames_.size() == 1) return ReadRootValue(event);
  if (AtItem()) item_mark_ = tape_.mark();
  return true;
}

bool DocumentBuilder::EndValue() {
  if (frames_.empty()) return true;
  if (frames_.back().is_map) {
    frames_.back().has_key = false;
    frames_.back().merge = false;
    return true;
  }
  if (!AtItem()) return true;
  if (!CheckRefusals(item_mark_.size) || !PassItem(item_mark_.size)) return false;
  if (anchors_.empty()) ForgetItem();
  return true;
}

bool DocumentBuilder::MergesMaps(TapeEvent event) const {
  return event.kind() == TapeEvent::kMap ||
         (event.kind() == TapeEvent::kAlias && tape_[event.index].kind() == TapeEvent::kMap);
}

bool DocumentBuilder::CheckMergeValue(TapeEvent event) {
  const bool may_be_list = frames_.back().is_map && event.kind() == TapeEvent::kList;
  if (may_be_list || MergesMaps(event)) return true;
  return Fail(event.offset(), "the merge key << requires a map or a list of maps",
              "use an alias of a map, like <<: *name, or quote \"<<\" to make it an ordinary key");
}

bool DocumentBuilder::ReadRootValue(TapeEvent event) {
  const bool is_text = event.kind() == TapeEvent::kString;
  if (root_key_ == "kind") {
    list_name_.kind = is_text ? std::string(tape_.Text(event)) : "";
  } else if (root_key_ == "apiVersion") {
    list_name_.api_version = is_text ? std::string(tape_.Text(event)) : "";
  } else if (root_key_ == "items") {
    DropItems();
    items_offset_ = event.offset();
    items_index_ = tape_.size();
    if (event.kind() == TapeEvent::kList) {
      items_ = ItemsState::kList;
      streaming_ = true;
    } else if (event.kind() == TapeEvent::kAlias && tape_[event.index].kind() == TapeEvent::kList) {
      items_ = ItemsState::kList;
      items_index_ = event.index;
      return PassList(event.index);
    } else {
      items_ = event.kind() == TapeEvent::kNull ? ItemsState::kNull : ItemsState::kOther;
    }
  }
  return true;
}

void DocumentBuilder::Anchor(std::string_view name) {
  pending_anchor_ = static_cast<int>(anchors_.size());
  AnchorTarget target;
  target.open = true;
  target.value = TapeEvent(TapeEvent::kAlias, 0);
  target.value.index = tape_.size();
  anchors_.push_back(target);
  anchor_names_[std::string(name)] = pending_anchor_;
}

void DocumentBuilder::AnchorScalar(std::string_view name, const TapeEvent& value,
                                   const TapeEvent& key) {
  anchor_names_[std::string(name)] = static_cast<int>(anchors_.size());
  AnchorTarget target;
  target.value = value;
  target.key = key;
  anchors_.push_back(target);
}

bool DocumentBuilder::Alias(std::string_view name, uint32_t offset) {
  const auto found = anchor_names_.find(name);
  if (found == anchor_names_.end()) {
    return Fail(
        offset, "anchor not found before this alias",
        "define the anchor earlier in the same document (between two ---), or quote a string that "
        "begins with *");
  }
  const AnchorTarget& target = anchors_[static_cast<size_t>(found->second)];
  if (target.open) {
    return Fail(offset, "the value of this anchor contains itself",
                "write out the value instead of using the alias");
  }
  if (!CountAlias(target, offset)) return false;
  if (AtKey()) return AliasAsKey(target, offset);
  if (target.value.kind() != TapeEvent::kAlias) {
    --decoded_;  // CountAlias has counted the scalar
    return Scalar(target.value);
  }
  TapeEvent event = target.value;
  event.set_offset(offset);
  if (!BeginValue(event)) return false;
  frames_.back().height = std::max(frames_.back().height, target.height + 1);
  tape_.Append(event);
  return EndValue();
}

bool DocumentBuilder::CountAlias(const AnchorTarget& target, uint32_t offset) {
  decoded_ += 1 + target.decoded;
  aliased_ += target.decoded;
  if (ExcessiveAliasing(aliased_, decoded_)) {
    return Fail(offset, "the document contains excessive aliasing",
                "write out the repeated parts instead of using aliases");
  }
  if (frames_.size() + target.height > kMaxDepth) {
    return Fail(offset, "lists and maps are nested more than 10,000 levels deep, including aliases",
                "write out the values instead of nesting aliases");
  }
  return true;
}

bool DocumentBuilder::AliasAsKey(const AnchorTarget& target, uint32_t offset) {
  if (target.value.kind() == TapeEvent::kAlias) {
    return Fail(offset, "a key must be a scalar, but this alias refers to a list or a map",
                "use a string as the key");
  }
  --decoded_;  // CountAlias has counted the scalar
  TapeEvent event = target.key;
  event.set_offset(offset);
  return event.kind() == TapeEvent::kKey ? Key(event) : BadKey(offset);
}

}  // namespace svcenv
