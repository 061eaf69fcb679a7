// Finds all occurrences of a byte in a short string at once.
#ifndef SVCENV_BASE_BYTE_MASK_H_
#define SVCENV_BASE_BYTE_MASK_H_

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
#include "svcenv/base/word.h"

namespace svcenv {

// The most bytes that ByteMask accepts.
inline constexpr size_t kByteMaskSize = 64;

namespace byte_mask_internal {

// Compares eight bytes at a time, on any processor.
struct Words {
  static constexpr size_t kBytes = 8;
  static uint64_t MaskOf(const char* bytes, char byte) {
    const uint64_t equal = EqualBytes(LoadWord(bytes), static_cast<unsigned char>(byte));
    return (equal >> 7) * 0x0102040810204080 >> 56;  // the lowest bit of each byte
  }
};

#ifdef __SSE2__
struct Vectors {
  static constexpr size_t kBytes = 16;
  static uint64_t MaskOf(const char* bytes, char byte) {
    const __m128i loaded = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(loaded, _mm_set1_epi8(byte))));
  }
};
using Fastest = Vectors;
#else
using Fastest = Words;
#endif

// Never reads outside of the bytes: the last step overlaps the one before it.
template <typename Step>
ABSL_ATTRIBUTE_ALWAYS_INLINE inline uint64_t Mask(const char* bytes, size_t size, char byte) {
  if (size < Step::kBytes) {
    uint64_t mask = 0;
    for (size_t i = 0; i < size; ++i) mask |= uint64_t{bytes[i] == byte} << i;
    return mask;
  }
  const size_t last = size - Step::kBytes;
  uint64_t mask = Step::MaskOf(bytes + last, byte) << last;
#pragma GCC unroll 8
  for (size_t i = 0; i < kByteMaskSize - Step::kBytes; i += Step::kBytes) {
    if (i >= last) break;
    mask |= Step::MaskOf(bytes + i, byte) << i;
  }
  return mask;
}

}  // namespace byte_mask_internal

// Returns a mask whose bit i, counted from the lowest, is set if bytes[i] is `byte`. `size` must
// not exceed kByteMaskSize.
inline uint64_t ByteMask(const char* bytes, size_t size, char byte) {
  return byte_mask_internal::Mask<byte_mask_internal::Fastest>(bytes, size, byte);
}

}  // namespace svcenv

#endif  // SVCENV_BASE_BYTE_MASK_H_
