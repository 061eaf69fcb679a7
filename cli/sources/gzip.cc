#include "cli/sources/gzip.h"

#include <libdeflate.h>

#include <algorithm>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/match.h"

namespace svcenv::cli {
namespace {

constexpr int kLevel = 6;
constexpr std::string_view kMagic = "\x1f\x8b";
constexpr size_t kTrailerBytes = 8;  // CRC-32 and size of the contents
constexpr size_t kLeastBytes = 64 << 10;
constexpr size_t kMaxRatio = 1032;  // of deflate

struct FreeCompressor {
  void operator()(libdeflate_compressor* one) const { libdeflate_free_compressor(one); }
};
struct FreeDecompressor {
  void operator()(libdeflate_decompressor* one) const { libdeflate_free_decompressor(one); }
};

// Returns the size that the last member claims to have, modulo 4 GiB.
size_t ClaimedSize(std::string_view bytes) {
  size_t size = 0;
  if (bytes.size() < kTrailerBytes) return 0;
  for (size_t i = 1; i <= 4; ++i)
    size = size << 8 | static_cast<unsigned char>(bytes[bytes.size() - i]);
  return size;
}

}  // namespace

bool IsGzip(std::string_view bytes) { return absl::StartsWith(bytes, kMagic); }

absl::StatusOr<std::string> Compress(std::string_view text) {
  const std::unique_ptr<libdeflate_compressor, FreeCompressor> compressor(
      libdeflate_alloc_compressor(kLevel));
  if (compressor == nullptr) return absl::ResourceExhaustedError("out of memory");
  std::string bytes(libdeflate_gzip_compress_bound(compressor.get(), text.size()), '\0');
  bytes.resize(libdeflate_gzip_compress(compressor.get(), text.data(), text.size(), bytes.data(),
                                        bytes.size()));
  return bytes;
}

absl::StatusOr<std::string> Decompress(std::string_view bytes, size_t most_bytes) {
  const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor(
      libdeflate_alloc_decompressor());
  if (decompressor == nullptr) return absl::ResourceExhaustedError("out of memory");
  const size_t likely = std::min(ClaimedSize(bytes), kMaxRatio * bytes.size());
  std::string text(std::min(most_bytes, std::max(kLeastBytes, likely)), '\0');
  size_t size = 0;
  while (!bytes.empty()) {
    size_t used = 0, got = 0;
    const libdeflate_result result =
        libdeflate_gzip_decompress_ex(decompressor.get(), bytes.data(), bytes.size(),
                                      text.data() + size, text.size() - size, &used, &got);
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE) {
      if (text.size() == most_bytes) return absl::ResourceExhaustedError("too large");
      text.resize(std::min(most_bytes, 2 * text.size()));
      continue;
    }
    if (result != LIBDEFLATE_SUCCESS) return absl::InvalidArgumentError("not valid gzip");
    bytes.remove_prefix(used);
    size += got;
    // Padding of zeros, as on tapes, is not a member.
    if (bytes.find_first_not_of('\0') == std::string_view::npos) break;
  }
  text.resize(size);
  return text;
}

}  // namespace svcenv::cli
