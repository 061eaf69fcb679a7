#include "tests/kubernetes/vectors.h"

#include <fstream>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"

namespace svcenv {
namespace {

constexpr size_t kFewestLines = 1000;

}  // namespace

std::vector<Vector> ReadVectors(std::string_view file, size_t fields) {
  std::ifstream in(absl::StrCat("tests/kubernetes/testdata/", file));
  std::vector<Vector> result;
  for (std::string line; std::getline(in, line);) {
    Vector vector;
    for (const std::string_view field : absl::StrSplit(line, '\t')) {
      EXPECT_TRUE(absl::CUnescape(field, &vector.emplace_back())) << line;
    }
    if (vector.size() != fields) {
      ADD_FAILURE() << file << ": " << vector.size() << " fields: " << line;
      return {};
    }
    result.push_back(std::move(vector));
  }
  EXPECT_GE(result.size(), kFewestLines) << file;
  return result;
}

}  // namespace svcenv
