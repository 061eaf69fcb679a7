#include "svcenv/env/json_value.h"

#include "gtest/gtest.h"

namespace svcenv {
namespace {

TEST(JsonValueTest, ShowsStringsAsTheyAre) {
  const JsonValue value("é");
  EXPECT_EQ(value.member(), "value");
  EXPECT_EQ(value.wrapper(), "");
  EXPECT_EQ(value.text(), "é");
}

TEST(JsonValueTest, EncodesOtherBytes) {
  const JsonValue value("\xFF");
  EXPECT_EQ(value.member(), "valueBase64");
  EXPECT_EQ(value.wrapper(), "base64");
  EXPECT_EQ(value.text(), "/w==");
  const JsonValue copy = value;
  EXPECT_EQ(copy.text(), "/w==");
}

TEST(JsonValueTest, SaysWhyAValueIsUnknown) {
  const JsonValue value("\xFF", "ConfigMap shop/settings is not in the input");
  EXPECT_EQ(value.member(), "unknown");
  EXPECT_EQ(value.wrapper(), "unknown");
  EXPECT_EQ(value.text(), "ConfigMap shop/settings is not in the input");
}

}  // namespace
}  // namespace svcenv
