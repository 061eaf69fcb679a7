#include "svcenv/syntax/tape_reader.h"

namespace svcenv {

std::string_view TapeReader::PeekText(std::string_view key) const {
  if (tape_[value_].kind() != TapeEvent::kMap) return {};
  const TapeIndex value = FindValue(tape_, value_, key);
  return value != 0 && tape_[value].kind() == TapeEvent::kString ? tape_.StableText(value, arena_)
                                                                 : std::string_view();
}

ValueType TapeReader::type() const {
  switch (tape_[value_].kind()) {
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

void TapeReader::EnterMap() {
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

bool TapeReader::NextKey() {
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

void TapeReader::Take(TapeIndex key, TapeIndex value) {
  key_ = {tape_.StableText(key, arena_), {file_, tape_[key].offset()}};
  value_ = value;
}

void TapeReader::EnterList() {
  Frame& frame = frames_.emplace_back();
  frame.next = value_ + 1;
  frame.end = tape_[value_].index;
}

bool TapeReader::NextItem() {
  Frame& frame = frames_.back();
  if (frame.next >= frame.end) {
    frames_.pop_back();
    return false;
  }
  value_ = tape_.Resolve(frame.next);
  frame.next = tape_.Next(frame.next);
  return true;
}

Number TapeReader::ReadNumber() {
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
