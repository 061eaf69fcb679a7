// Hash and equality functors optimized for short names.
//
//   absl::flat_hash_map<std::string_view, size_t, NameHash, NameEq> places;
//   places.emplace(name, 0);
#ifndef SVCENV_BASE_NAME_HASH_H_
#define SVCENV_BASE_NAME_HASH_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "absl/hash/hash.h"
#include "absl/numeric/int128.h"

namespace svcenv {

// All bytes of a string of up to 16 bytes, as two numbers. Comparable only between strings of the
// same length.
struct ShortName {
  explicit ShortName(std::string_view text) {
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    if (text.size() >= sizeof(uint64_t)) {
      first = Load<uint64_t>(begin);
      last = Load<uint64_t>(end - sizeof(uint64_t));
    } else if (text.size() >= sizeof(uint32_t)) {
      first = Load<uint32_t>(begin);
      last = Load<uint32_t>(end - sizeof(uint32_t));
    } else if (!text.empty()) {
      first = static_cast<unsigned char>(*begin);
      last = static_cast<unsigned char>(begin[text.size() / 2]) << 8 |
             static_cast<unsigned char>(end[-1]);
    }
  }

  static constexpr size_t kMaxBytes = 2 * sizeof(uint64_t);

  uint64_t first = 0, last = 0;

 private:
  template <typename Number>
  static Number Load(const char* from) {
    Number number;
    std::memcpy(&number, from, sizeof number);
    return number;
  }
};

// Abseil's seed. If it is random, an attacker cannot choose names that collide.
inline const uint64_t kNameHashSeed = absl::HashOf(uint64_t{0});

// Needs a third of the instructions of absl::Hash for names of up to 16 bytes.
struct NameHash {
  using is_transparent = void;
  size_t operator()(std::string_view name) const {
    if (name.size() > ShortName::kMaxBytes) return absl::HashOf(name);
    // Arbitrary constants. UTF-8 never contains the byte 0xFF, so the first factor is never 0.
    constexpr uint64_t kFirst = 0xA0761D6478BDFF2F, kLast = 0xE7037ED1A0B4FFDB;
    const ShortName both(name);
    const absl::uint128 product =
        absl::uint128(both.first ^ kFirst) * ((both.last ^ kLast ^ kNameHashSeed) - name.size());
    return static_cast<size_t>(absl::Uint128Low64(product) ^ absl::Uint128High64(product));
  }
};

struct NameEq {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const {
    if (a.size() != b.size()) return false;
    if (a.size() > ShortName::kMaxBytes) return a == b;
    const ShortName left(a), right(b);
    return ((left.first ^ right.first) | (left.last ^ right.last)) == 0;
  }
};

}  // namespace svcenv

#endif  // SVCENV_BASE_NAME_HASH_H_
