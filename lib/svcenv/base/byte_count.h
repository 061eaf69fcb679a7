// Counts bytes and characters of a string, several bytes at a time.
#ifndef SVCENV_BASE_BYTE_COUNT_H_
#define SVCENV_BASE_BYTE_COUNT_H_

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "svcenv/base/utf8.h"
#include "svcenv/base/word.h"

namespace svcenv {
namespace byte_count_internal {

// Predicates of a byte. For a word, they return 0x80 in each byte that matches.
struct Equal {
  char byte;
  bool operator()(char c) const { return c == byte; }
  uint64_t operator()(uint64_t word) const {
    return EqualBytes(word, static_cast<unsigned char>(byte));
  }
#ifdef __SSE2__
  __m128i operator()(__m128i vector) const { return _mm_cmpeq_epi8(vector, _mm_set1_epi8(byte)); }
#endif
};

struct Continuation {
  bool operator()(char c) const { return !StartsCharacter(c); }
  uint64_t operator()(uint64_t word) const { return word & ~(word << 1) & WordOf(0x80); }
#ifdef __SSE2__
  // Continuation bytes, 0x80 to 0xBF, are the lowest signed values.
  __m128i operator()(__m128i vector) const {
    return _mm_cmplt_epi8(vector, _mm_set1_epi8(static_cast<char>(0xC0)));
  }
#endif
};

// Counts eight bytes at a time, on any processor.
struct Words {
  static constexpr size_t kBytes = 8;
  template <typename Kind>
  static size_t Count(const char* bytes, size_t steps, Kind kind) {
    uint64_t sums = 0;  // eight one-byte sums
    for (size_t i = 0; i < steps; ++i) sums += kind(LoadWord(bytes + i * kBytes)) >> 7;
    constexpr uint64_t kEven = 0x00FF00FF00FF00FF;
    return ((sums & kEven) + (sums >> 8 & kEven)) * 0x0001000100010001 >> 48;
  }
};

#ifdef __SSE2__
struct Vectors {
  static constexpr size_t kBytes = 16;
  template <typename Kind>
  static size_t Count(const char* bytes, size_t steps, Kind kind) {
    __m128i sums = _mm_setzero_si128();
    for (size_t i = 0; i < steps; ++i) {
      const auto* from = reinterpret_cast<const __m128i*>(bytes + i * kBytes);
      sums = _mm_sub_epi8(sums, kind(_mm_loadu_si128(from)));
    }
    const __m128i halves = _mm_sad_epu8(sums, _mm_setzero_si128());
    return static_cast<size_t>(_mm_extract_epi16(halves, 0) + _mm_extract_epi16(halves, 4));
  }
};
using Fastest = Vectors;
#else
using Fastest = Words;
#endif

template <typename Step, typename Kind>
size_t Count(std::string_view text, Kind kind) {
  constexpr size_t kMaxSteps = 255;  // that a one-byte sum can count
  size_t count = 0;
  while (text.size() >= Step::kBytes) {
    const size_t steps = std::min(text.size() / Step::kBytes, kMaxSteps);
    count += Step::Count(text.data(), steps, kind);
    text.remove_prefix(steps * Step::kBytes);
  }
  return count + static_cast<size_t>(std::count_if(text.begin(), text.end(), kind));
}

}  // namespace byte_count_internal

// Returns how often `byte` occurs in `text`.
inline size_t CountByte(std::string_view text, char byte) {
  using namespace byte_count_internal;  // NOLINT(google-build-using-namespace)
  return Count<Fastest>(text, Equal{byte});
}

// Returns how many bytes of `text` start a character; see StartsCharacter.
inline size_t CountCharacters(std::string_view text) {
  using namespace byte_count_internal;  // NOLINT(google-build-using-namespace)
  return text.size() - Count<Fastest>(text, Continuation{});
}

}  // namespace svcenv

#endif  // SVCENV_BASE_BYTE_COUNT_H_
