#include "tests/bounds/guarded_text.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace svcenv {
namespace {

// Surrounds an unguarded text with bytes that would change most results.
constexpr std::string_view kAround = "7$(\"\\{:-\xE2\x82";

void Expect(std::string_view text, absl::FunctionRef<std::string(std::string_view)> scan) {
  const std::string amid = absl::StrCat(kAround, text, kAround);
  const std::string expected = scan(std::string_view(amid).substr(kAround.size(), text.size()));
  for (const Guard guard : {Guard::kBefore, Guard::kAfter}) {
    const GuardedText guarded(text, guard);
    EXPECT_EQ(scan(guarded.view()), expected) << absl::CHexEscape(text);
  }
}

}  // namespace

GuardedText::GuardedText(std::string_view text, Guard guard) : size_(text.size()) {
  const auto page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  const size_t pages = (size_ + page - 1) / page * page;
  mapped_ = pages + 2 * page;
  void* const mapping = mmap(nullptr, mapped_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapping == MAP_FAILED) std::abort();
  mapping_ = static_cast<char*>(mapping);
  char* const inner = mapping_ + page;
  if (pages > 0 && mprotect(inner, pages, PROT_READ | PROT_WRITE) != 0) std::abort();
  char* const begin = guard == Guard::kBefore ? inner : inner + pages - size_;
  if (size_ > 0) std::memcpy(begin, text.data(), size_);
  begin_ = begin;
}

GuardedText::~GuardedText() { munmap(mapping_, mapped_); }

void ExpectStaysWithin(std::string_view text, absl::FunctionRef<std::string(std::string_view)> scan,
                       size_t step) {
  for (size_t cut = 0; cut <= text.size(); cut += step) {
    Expect(text.substr(0, text.size() - cut), scan);
    Expect(text.substr(cut), scan);
  }
}

}  // namespace svcenv
