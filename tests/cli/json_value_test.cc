#include "cli/sources/json_value.h"

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"
#include "svcenv/syntax/text.h"

namespace svcenv::cli {
namespace {

class Sink : public DocumentSink {
 public:
  void Document(const Item&, Reader& reader) override { json = ToJson(reader); }
  void DropItems() override {}

  absl::StatusOr<nlohmann::ordered_json> json;
};

absl::StatusOr<nlohmann::ordered_json> Read(std::string text) {
  Sources sources;
  const uint32_t file = sources.Add("f", std::move(text));
  Arena arena;
  Sink sink;
  Diagnostics losses;
  const absl::Status status = ReadDocuments(sources, file, arena, sink, losses);
  return status.ok() ? sink.json : status;
}

std::string Nested(int depth) {
  return "{\"a\":" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
}

TEST(ToJsonTest, KeepsValuesAndTheOrderOfKeys) {
  constexpr std::string_view kText = R"({"b":[1,-2.5,true,null,"x"],"a":{"c":{}}})";
  const auto json = Read(std::string(kText));
  ASSERT_TRUE(json.ok());
  EXPECT_EQ(json->dump(), kText);
}

TEST(ToJsonTest, RefusesWhatIsNestedTooDeeply) {
  const auto json = Read(Nested(kMaxJsonDepth));
  ASSERT_TRUE(json.ok());
  EXPECT_EQ(json->dump(), Nested(kMaxJsonDepth));
  const Diagnostic error = FromStatus(Read(Nested(kMaxJsonDepth + 1)).status());
  EXPECT_EQ(error.message, "lists and maps are nested more than 500 levels deep");
  EXPECT_EQ(error.position.offset, 5u + 499u);
}

}  // namespace
}  // namespace svcenv::cli
