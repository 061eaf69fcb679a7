// libsvcenv.so exports exactly the symbols in symbols.txt, and has the soname in the header.
#include <elf.h>

#include <cstring>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

constexpr char kLibrary[] = "lib/svcenv/c/libsvcenv.so.1";

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

// Reads sections of a 64-bit ELF file.
class Elf {
 public:
  explicit Elf(std::string bytes) : bytes_(std::move(bytes)), header_(At<Elf64_Ehdr>(0)) {}

  bool Find(uint32_t type, Elf64_Shdr* section) const {
    for (int i = 0; i < header_.e_shnum; ++i) {
      *section = Section(i);
      if (section->sh_type == type) return true;
    }
    return false;
  }

  Elf64_Shdr Section(int index) const {
    return At<Elf64_Shdr>(header_.e_shoff + static_cast<size_t>(index) * header_.e_shentsize);
  }

  template <typename T>
  T At(size_t offset) const {
    T value;
    std::memcpy(&value, bytes_.data() + offset, sizeof value);
    return value;
  }

  std::string Text(const Elf64_Shdr& strings, size_t offset) const {
    return bytes_.c_str() + strings.sh_offset + offset;
  }

 private:
  const std::string bytes_;
  const Elf64_Ehdr header_;
};

TEST(SymbolsTest, AreThoseOfTheList) {
  const Elf elf(ReadFile(kLibrary));
  Elf64_Shdr symbols;
  ASSERT_TRUE(elf.Find(SHT_DYNSYM, &symbols));
  const Elf64_Shdr strings = elf.Section(static_cast<int>(symbols.sh_link));
  std::set<std::string> exported;
  for (size_t at = 0; at < symbols.sh_size; at += sizeof(Elf64_Sym)) {
    const auto symbol = elf.At<Elf64_Sym>(symbols.sh_offset + at);
    const bool visible = ELF64_ST_BIND(symbol.st_info) != STB_LOCAL;
    if (!visible || symbol.st_shndx == SHN_UNDEF) continue;
    exported.insert(elf.Text(strings, symbol.st_name));
  }
  std::set<std::string> listed;
  std::ifstream list("tests/c/symbols.txt");
  for (std::string line; std::getline(list, line);) listed.insert(line);
  EXPECT_EQ(exported, listed);
}

TEST(SymbolsTest, TheSonameHasTheVersion) {
  const Elf elf(ReadFile(kLibrary));
  Elf64_Shdr dynamic;
  ASSERT_TRUE(elf.Find(SHT_DYNAMIC, &dynamic));
  const Elf64_Shdr strings = elf.Section(static_cast<int>(dynamic.sh_link));
  std::string soname;
  for (size_t at = 0; at < dynamic.sh_size; at += sizeof(Elf64_Dyn)) {
    const auto entry = elf.At<Elf64_Dyn>(dynamic.sh_offset + at);
    if (entry.d_tag == DT_SONAME) soname = elf.Text(strings, entry.d_un.d_val);
  }
  EXPECT_EQ(soname, "libsvcenv.so.1");
}

}  // namespace
}  // namespace svcenv
