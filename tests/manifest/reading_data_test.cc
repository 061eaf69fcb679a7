// docs/reading-manifests.md, section 6: ConfigMaps and Secrets.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/manifest/loading.h"

namespace svcenv {
namespace {

using ::testing::ElementsAre;
using ::testing::FieldsAre;
using ::testing::IsEmpty;

Loading LoadData(std::string_view kind, std::string_view fields) {
  return Loading(
      absl::StrCat("{apiVersion: v1, kind: ", kind, ", metadata: {name: m}, ", fields, "}"));
}

TEST(ReadingDataTest, ValuesOfData) {
  for (const std::string_view value : {"1", "true", "1.5", "[1]", "{b: c}"}) {
    EXPECT_THAT(LoadData("ConfigMap", absl::StrCat("data: {A: ", value, "}")).Refused(),
                ElementsAre("data.A"))
        << value;
  }
  for (const std::string_view data : {"[]", "\"\""}) {
    EXPECT_THAT(LoadData("ConfigMap", absl::StrCat("data: ", data)).Refused(), ElementsAre("data"));
  }
  for (const std::string_view data : {"null", "{}"}) {
    const Loading loading = LoadData("ConfigMap", absl::StrCat("data: ", data));
    EXPECT_THAT(loading.Refused(), IsEmpty());
    EXPECT_THAT(loading.cluster.config_maps()[0].data, IsEmpty());
  }
  const Loading loading = LoadData("ConfigMap", "data: {A: , B: null, C: 2001-01-01}");
  EXPECT_THAT(loading.Refused(), IsEmpty());
  EXPECT_THAT(loading.cluster.config_maps()[0].data,
              ElementsAre(FieldsAre("A", "", ::testing::_), FieldsAre("B", "", ::testing::_),
                          FieldsAre("C", "2001-01-01", ::testing::_)));
}

// Returns the value that a Secret has for `data: {a: YAML}`, or no value if it is rejected.
std::optional<std::string> BytesOf(std::string_view yaml) {
  const Loading loading = LoadData("Secret", absl::StrCat("data: {a: ", yaml, "}"));
  if (!loading.Refused().empty()) return std::nullopt;
  return std::string(loading.cluster.secrets()[0].data.at(0).value);
}

TEST(ReadingDataTest, Base64) {
  const struct {
    std::string_view yaml;
    std::optional<std::string> bytes;
  } kCases[] = {
      {"aGk=", "hi"},
      {"\"aG\\r\\nk=\\n\"", "hi"},
      {"aGl=", "hi"},
      {"null", ""},
      {"\"\"", ""},
      {"[104, 105]", "hi"},
      {"\"a Gk=\"", std::nullopt},
      {"\"aG\\tk=\"", std::nullopt},
      {"aG-_", std::nullopt},
      {"aGk", std::nullopt},
      {"\"aGk==\"", std::nullopt},
      {"1234", std::nullopt},
      {"[256]", std::nullopt},
      {"!!binary aGk=", std::nullopt},
  };
  for (const auto& row : kCases) {
    EXPECT_EQ(BytesOf(row.yaml), row.bytes) << row.yaml;
    const bool is_read =
        LoadData("ConfigMap", absl::StrCat("binaryData: {a: ", row.yaml, "}")).Refused().empty();
    EXPECT_EQ(is_read, row.bytes.has_value()) << row.yaml;
  }
}

TEST(ReadingDataTest, StringData) {
  const Loading loading =
      LoadData("Secret", "data: {a: aGk=, b: aGk=, c: aGk=}, stringData: {b: x, c: null}");
  EXPECT_THAT(loading.Refused(), IsEmpty());
  EXPECT_THAT(loading.cluster.secrets()[0].data,
              ElementsAre(FieldsAre("a", "hi", ::testing::_), FieldsAre("b", "x", ::testing::_),
                          FieldsAre("c", "", ::testing::_)));
  EXPECT_THAT(LoadData("Secret", "stringData: {a: 1}").Refused(), ElementsAre("stringData.a"));
}

}  // namespace
}  // namespace svcenv
