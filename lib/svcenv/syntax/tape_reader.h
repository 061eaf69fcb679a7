// The Reader over a tape.
#ifndef SVCENV_SYNTAX_TAPE_READER_H_
#define SVCENV_SYNTAX_TAPE_READER_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "svcenv/base/arena.h"
#include "svcenv/base/source.h"
#include "svcenv/syntax/reader.h"
#include "svcenv/syntax/tape.h"

namespace svcenv {

// Reads the value at an index. Texts go to the arena only when they are asked for.
class TapeReader : public Reader {
 public:
  TapeReader(Tape& tape, TapeIndex root, uint32_t file, Arena& arena)
      : tape_(tape), file_(file), arena_(arena), value_(tape.Resolve(root)) {}

  ValueType type() const override;
  Position position() const override { return {file_, tape_[value_].offset()}; }
  std::string_view PeekText(std::string_view key) const override;
  void EnterMap() override;
  bool NextKey() override;
  const Located& key() const override { return key_; }
  void EnterList() override;
  bool NextItem() override;
  std::string_view String() override { return tape_.StableText(value_, arena_); }
  bool Bool() override { return tape_[value_].boolean; }
  Number ReadNumber() override;
  void Skip() override {}

 private:
  // A list or map that was entered. A map with merge keys has its entries in entries_.
  struct Frame {
    TapeIndex next = 0;
    TapeIndex end = 0;
    size_t first_entry = 0;
    bool merged = false;
  };

  void Take(TapeIndex key, TapeIndex value);

  Tape& tape_;
  const uint32_t file_;
  Arena& arena_;
  TapeIndex value_;
  Located key_;
  std::vector<Frame> frames_;
  std::vector<TapeEntry> entries_;
};

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_TAPE_READER_H_
