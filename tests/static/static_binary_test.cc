// The release binary is small and has no dependencies.
#include <elf.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

#include "absl/strings/match.h"
#include "gtest/gtest.h"

namespace {

constexpr char kPath[] = "svcenv_static";
constexpr size_t kMaxSizeBytes = 5'500'000;

std::string ReadBinary() {
  std::ifstream in(kPath, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

template <typename T>
T At(const std::string& binary, size_t offset) {
  T value{};
  if (offset + sizeof(T) <= binary.size()) std::memcpy(&value, binary.data() + offset, sizeof(T));
  return value;
}

TEST(StaticBinary, IsSmall) {
  const std::string binary = ReadBinary();
  EXPECT_GT(binary.size(), 0u);
  EXPECT_LT(binary.size(), kMaxSizeBytes);
  RecordProperty("size_bytes", static_cast<int>(binary.size()));
}

TEST(StaticBinary, NeedsNoLoaderAndNoSharedLibrary) {
  const std::string binary = ReadBinary();
  ASSERT_EQ(binary.compare(0, SELFMAG, ELFMAG), 0);
  const auto header = At<Elf64_Ehdr>(binary, 0);
  ASSERT_EQ(header.e_ident[EI_CLASS], ELFCLASS64);
  ASSERT_GT(header.e_phnum, 0);
  for (int i = 0; i < header.e_phnum; ++i) {
    const auto segment = At<Elf64_Phdr>(binary, header.e_phoff + i * sizeof(Elf64_Phdr));
    EXPECT_NE(segment.p_type, static_cast<Elf64_Word>(PT_INTERP));
    if (segment.p_type != PT_DYNAMIC) continue;
    for (size_t at = 0; at < segment.p_filesz; at += sizeof(Elf64_Dyn)) {
      EXPECT_NE(At<Elf64_Dyn>(binary, segment.p_offset + at).d_tag, DT_NEEDED);
    }
  }
}

TEST(StaticBinary, IsStripped) {
  const std::string binary = ReadBinary();
  const auto header = At<Elf64_Ehdr>(binary, 0);
  ASSERT_GT(header.e_shnum, 0);
  for (int i = 0; i < header.e_shnum; ++i) {
    const auto section = At<Elf64_Shdr>(binary, header.e_shoff + i * sizeof(Elf64_Shdr));
    EXPECT_NE(section.sh_type, static_cast<Elf64_Word>(SHT_SYMTAB));
  }
}

// A stripped binary has no symbols, but each of these libraries contains its version string.
TEST(StaticBinary, ContainsNoOpenSslAndNoCurl) {
  const std::string binary = ReadBinary();
  for (const char* text : {"OpenSSL ", "libcrypto", "libssl", "libcurl"}) {
    EXPECT_FALSE(absl::StrContains(binary, text)) << text;
  }
}

TEST(StaticBinary, Runs) {
  FILE* pipe = popen("./svcenv_static version", "r");
  ASSERT_NE(pipe, nullptr);
  char text[64] = "";
  EXPECT_GT(std::fread(text, 1, sizeof(text) - 1, pipe), 0u);
  EXPECT_TRUE(absl::StartsWith(text, "svcenv ")) << text;
  EXPECT_EQ(pclose(pipe), 0);
}

}  // namespace
