// Operates on eight bytes at a time as a number. The first byte is the lowest on any processor.
#ifndef SVCENV_BASE_WORD_H_
#define SVCENV_BASE_WORD_H_

#include <cstdint>
#include <cstring>

namespace svcenv {

// Returns `byte` repeated eight times.
constexpr uint64_t WordOf(unsigned char byte) { return byte * uint64_t{0x0101010101010101}; }

inline uint64_t LoadWord(const char* from) {
  uint64_t word;
  std::memcpy(&word, from, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

inline void StoreWord(uint64_t word, char* to) {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  std::memcpy(to, &word, sizeof word);
}

// Returns 0x80 in each byte of `word` that equals `byte`, 0 in the others.
constexpr uint64_t EqualBytes(uint64_t word, unsigned char byte) {
  const uint64_t difference = word ^ WordOf(byte);
  return ~(((difference & WordOf(0x7F)) + WordOf(0x7F)) | difference | WordOf(0x7F));
}

// Returns 0x80 in each byte of `word` between `first` and `last`, inclusive, 0 in the others. Both
// bounds must be ASCII.
constexpr uint64_t BytesBetween(uint64_t word, unsigned char first, unsigned char last) {
  const uint64_t ascii = word & WordOf(0x7F);
  const uint64_t from_first = ascii + WordOf(static_cast<unsigned char>(0x80 - first));
  const uint64_t after_last = ascii + WordOf(static_cast<unsigned char>(0x7F - last));
  return from_first & ~after_last & ~word & WordOf(0x80);
}

// Applies absl::ascii_toupper to each byte.
constexpr uint64_t UpperWord(uint64_t word) { return word ^ BytesBetween(word, 'a', 'z') >> 2; }

}  // namespace svcenv

#endif  // SVCENV_BASE_WORD_H_
