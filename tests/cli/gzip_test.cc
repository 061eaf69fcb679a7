#include "cli/sources/gzip.h"

#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace svcenv::cli {
namespace {

constexpr size_t kMost = 1 << 20;

std::string Compressed(std::string_view text) {
  absl::StatusOr<std::string> bytes = Compress(text);
  EXPECT_TRUE(bytes.ok()) << bytes.status();
  return *std::move(bytes);
}

TEST(GzipTest, GivesTheSameBytesWithoutATime) {
  const std::string bytes = Compressed("text");
  EXPECT_EQ(bytes, Compressed("text"));
  EXPECT_TRUE(IsGzip(bytes));
  // No flags, so no name; no modification time.
  EXPECT_EQ(bytes.substr(2, 6), std::string("\x08\0\0\0\0\0", 6));
  EXPECT_FALSE(IsGzip(""));
  EXPECT_FALSE(IsGzip("\x1f"));
  EXPECT_FALSE(IsGzip("apiVersion: v1"));
}

TEST(GzipTest, GivesTheTextBack) {
  std::mt19937 random(1);
  for (const size_t size : {size_t{0}, size_t{1}, size_t{1000}, size_t{70000}, kMost}) {
    for (const bool compressible : {true, false}) {
      std::string text(size, 'x');
      for (char& c : text) c = static_cast<char>(compressible ? random() % 2 : random());
      const absl::StatusOr<std::string> back = Decompress(Compressed(text), kMost);
      ASSERT_TRUE(back.ok()) << back.status();
      EXPECT_EQ(*back, text);
    }
  }
}

TEST(GzipTest, ReadsAllMembers) {
  const std::string large(300000, 'l');
  const std::string two = absl::StrCat(Compressed(large), Compressed("b"), Compressed(""));
  EXPECT_EQ(Decompress(two, kMost).value(), large + "b");
  EXPECT_EQ(Decompress(two + std::string(512, '\0'), kMost).value(), large + "b");
  for (const char* rest : {"x", "\x1f\x8b", "apiVersion: v1\n"}) {
    EXPECT_EQ(Decompress(two + rest, kMost).status().code(), absl::StatusCode::kInvalidArgument);
  }
}

TEST(GzipTest, RefusesMoreThanItMayUse) {
  for (const size_t size : {kMost + 1, 64 * kMost}) {
    std::string bytes = Compressed(std::string(size, 'x'));
    EXPECT_EQ(Decompress(bytes, kMost).status().code(), absl::StatusCode::kResourceExhausted);
    // A false size in the last four bytes.
    for (size_t i = 1; i <= 4; ++i) bytes[bytes.size() - i] = '\0';
    EXPECT_EQ(Decompress(bytes, kMost).status().code(), absl::StatusCode::kResourceExhausted);
  }
  // Many members, each of them small.
  std::string many;
  const std::string one = Compressed(std::string(1000, 'x'));
  for (size_t i = 0; i < 2000; ++i) many += one;
  EXPECT_EQ(Decompress(many, kMost).status().code(), absl::StatusCode::kResourceExhausted);
}

TEST(GzipTest, RefusesDamage) {
  const std::string bytes = Compressed(absl::StrCat("text ", std::string(1000, 'x'), " text"));
  for (size_t size = 0; size < bytes.size(); ++size) {
    const absl::StatusOr<std::string> text = Decompress(bytes.substr(0, size), kMost);
    if (size == 0) continue;  // no member
    EXPECT_FALSE(text.ok()) << size;
  }
  for (size_t at = 10; at < bytes.size(); ++at) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x20);
    // The bits between the last block and the checksum have no meaning.
    const absl::StatusOr<std::string> text = Decompress(damaged, kMost);
    if (text.ok()) {
      EXPECT_EQ(Compressed(*text), bytes) << at;
    }
  }
  std::mt19937 random(2);
  for (int i = 0; i < 2000; ++i) {
    std::string noise = bytes.substr(0, 10);
    for (size_t n = random() % 300; n > 0; --n) noise += static_cast<char>(random());
    EXPECT_FALSE(Decompress(noise, kMost).ok());
  }
}

}  // namespace
}  // namespace svcenv::cli
