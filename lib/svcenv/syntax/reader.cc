#include "svcenv/syntax/reader.h"

#include "svcenv/syntax/tape.h"

namespace svcenv {

std::string_view ValueTypeName(ValueType type) {
  switch (type) {
    case ValueType::kNull:
      return "null";
    case ValueType::kBool:
      return "a bool";
    case ValueType::kNumber:
      return "a number";
    case ValueType::kString:
      return "a string";
    case ValueType::kList:
      return "a list";
    case ValueType::kMap:
      return "a map";
  }
  return "";
}

Reader::Reader(Tape& tape, uint32_t root, uint32_t file, Arena& arena)
    : tape_(tape), file_(file), arena_(arena), value_(tape.Resolve(root)) {}

Reader::~Reader() = default;

Position Reader::position() const { return {file_, tape_[value_].offset()}; }

TapeIndex Reader::Find(absl::Span<const std::string_view> path) const {
  TapeIndex value = value_;
  for (const std::string_view key : path) {
    if (tape_[value].kind() != TapeEvent::kMap) return 0;
    value = FindValue(tape_, value, key);
    if (value == 0) return 0;
    value = tape_.Resolve(value);
  }
  return value;
}

std::string_view Reader::PeekText(absl::Span<const std::string_view> path) const {
  const TapeIndex value = Find(path);
  return value != 0 && tape_[value].kind() == TapeEvent::kString ? tape_.StableText(value, arena_)
                                                                 : std::string_view();
}

ValueType Reader::PeekType(absl::Span<const std::string_view> path) const {
  const TapeIndex value = Find(path);
  return value == 0 ? ValueType::kNull : TypeOf(value);
}

Position Reader::PeekPosition(absl::Span<const std::string_view> path) const {
  const TapeIndex value = Find(path);
  return {file_, tape_[value == 0 ? value_ : value].offset()};
}

ValueType Reader::type() const { return TypeOf(value_); }

ValueType Reader::TypeOf(TapeIndex value) const {
  switch (tape_[value].kind()) {
    case TapeEvent::kBool:
      return ValueType::kBool;
    case TapeEvent::kInteger:
    case TapeEvent::kReal:
      return ValueType::kNumber;
    case TapeEvent::kString:
      return ValueType::kString;
    case TapeEvent::kList:
      return ValueType::kList;
    case TapeEvent::kMap:
      return ValueType::kMap;
    default:
      return ValueType::kNull;
  }
}

void Reader::EnterMap() {
  const TapeEvent& event = tape_[value_];
  Frame& frame = frames_.emplace_back();
  frame.first_entry = entries_.size();
  frame.merged = event.merged();
  if (frame.merged) {
    std::vector<TapeEntry> entries;
    ResolveEntries(tape_, value_, entries);
    entries_.insert(entries_.end(), entries.begin(), entries.end());
    frame.end = static_cast<TapeIndex>(entries.size());
  } else {
    frame.next = value_ + 1;
    frame.end = event.index;
  }
}

bool Reader::NextKey() {
  Frame& frame = frames_.back();
  if (frame.merged) {
    if (frame.next < frame.end) {
      const TapeEntry entry = entries_[frame.first_entry + frame.next++];
      Take(entry.key, entry.value);
      return true;
    }
    entries_.resize(frame.first_entry);
  } else {
    while (frame.next < frame.end) {
      const TapeIndex key = frame.next;
      frame.next = tape_.Next(key + 1);
      if (tape_[key].kind() == TapeEvent::kDroppedKey) continue;
      Take(key, tape_.Resolve(key + 1));
      return true;
    }
  }
  frames_.pop_back();
  return false;
}

void Reader::Take(TapeIndex key, TapeIndex value) {
  key_ = {tape_.StableText(key, arena_), {file_, tape_[key].offset()}};
  value_ = value;
}

std::string_view Reader::String() { return tape_.StableText(value_, arena_); }

bool Reader::Bool() { return tape_[value_].boolean; }

void Reader::EnterList() {
  Frame& frame = frames_.emplace_back();
  frame.next = value_ + 1;
  frame.end = tape_[value_].index;
}

bool Reader::NextItem() {
  Frame& frame = frames_.back();
  if (frame.next >= frame.end) {
    frames_.pop_back();
    return false;
  }
  value_ = tape_.Resolve(frame.next);
  frame.next = tape_.Next(frame.next);
  return true;
}

Number Reader::ReadNumber() {
  const TapeEvent& event = tape_[value_];
  Number number;
  number.is_integer = event.kind() == TapeEvent::kInteger;
  if (number.is_integer) {
    number.integer = event.integer;
  } else {
    number.real = event.real;
  }
  return number;
}

}  // namespace svcenv
