// docs/reading-manifests.md, section 6: ConfigMaps, Secrets, and LimitRanges that the API server
// rejects.
#include <string>
#include <string_view>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/check/refused.h"

namespace svcenv {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(RefusedDataTest, Sizes) {
  const auto refused = [](std::string_view kind, std::string_view fields) {
    return RefusedFields(
        absl::StrCat("{apiVersion: v1, kind: ", kind, ", metadata: {name: m}, ", fields, "}"));
  };
  const std::string half(1 << 19, 'x');
  const std::string half_in_base64 = absl::Base64Escape(half);
  const std::string one_more_in_base64 = absl::Base64Escape(half + "x");
  EXPECT_THAT(refused("ConfigMap", absl::StrCat("data: {a: ", half, ", long-key: ", half, "}")),
              IsEmpty());
  EXPECT_THAT(refused("ConfigMap", absl::StrCat("data: {a: ", half, ", b: ", half, "x}")),
              ElementsAre("data"));
  EXPECT_THAT(refused("ConfigMap",
                      absl::StrCat("data: {a: ", half, "}, binaryData: {b: ", half_in_base64, "}")),
              IsEmpty());
  EXPECT_THAT(refused("ConfigMap", absl::StrCat("data: {a: ", half,
                                                "}, binaryData: {b: ", one_more_in_base64, "}")),
              ElementsAre("data"));
  EXPECT_THAT(refused("ConfigMap", absl::StrCat("binaryData: {a: ", half_in_base64,
                                                ", b: ", one_more_in_base64, "}")),
              ElementsAre("binaryData"));
  EXPECT_THAT(refused("Secret",
                      absl::StrCat("data: {a: ", half_in_base64, "}, stringData: {b: ", half, "}")),
              IsEmpty());
  EXPECT_THAT(refused("Secret", absl::StrCat("data: {a: ", one_more_in_base64,
                                             "}, stringData: {b: ", half, "}")),
              ElementsAre("data"));
  // Values that stringData overrides do not count.
  EXPECT_THAT(refused("Secret", absl::StrCat("data: {a: ", half_in_base64,
                                             "}, stringData: {a: ", half, half, "}")),
              IsEmpty());
}

TEST(RefusedDataTest, LimitRanges) {
  const auto refused = [](std::string_view items) {
    return RefusedFields(absl::StrCat(
        "{apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: [", items, "]}}"));
  };
  EXPECT_THAT(refused("{type: Container, min: {cpu: 1m}, defaultRequest: {cpu: 1}, default: {cpu: "
                      "1000m, memory: 1Gi}, max: {cpu: 2}}, {type: Pod, max: {cpu: 1}}"),
              IsEmpty());
  EXPECT_THAT(refused("{type: Container}, {type: Pod}, {type: Container}"),
              ElementsAre("spec.limits[2].type"));
  EXPECT_THAT(refused("{type: Container, min: {cpu: 2}, max: {cpu: 1}}"),
              ElementsAre("spec.limits[0].min[cpu]"));
  EXPECT_THAT(refused("{type: Container, defaultRequest: {cpu: 2, memory: 1}, default: {cpu: 3, "
                      "memory: 2}, max: {cpu: 1, memory: 2}}"),
              ElementsAre("spec.limits[0].defaultRequest[cpu]", "spec.limits[0].default[cpu]"));
  // They are equal when rounded up to milli.
  EXPECT_THAT(refused("{type: Container, min: {cpu: 1900u}, max: {cpu: 1100u}}"), IsEmpty());
}

}  // namespace
}  // namespace svcenv
