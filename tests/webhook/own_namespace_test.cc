#include "webhook/own_namespace.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace svcenv::webhook {
namespace {

using Names = std::vector<std::string>;

// Returns the namespaces that the last policy exempts in a pod whose namespace is in a file.
Names Exempted(const std::string& policy, const std::string& own) {
  const std::string file = ::testing::TempDir() + "own_namespace";
  std::filesystem::remove(file);
  if (!own.empty()) std::ofstream(file) << own;
  absl::StatusOr<PolicySet> policies = ParsePolicies("policy.yaml", policy);
  EXPECT_TRUE(policies.ok()) << policies.status();
  if (!policies.ok()) return {};
  ExemptOwnNamespace(file, &*policies);
  return policies->policies.back().policy.exempt.namespaces;
}

TEST(OwnNamespaceTest, EachPolicyExemptsIt) {
  EXPECT_EQ(Exempted("links: none\n", "svcenv-system"), Names{"svcenv-system"});
  EXPECT_EQ(Exempted("links: none\n", "svcenv-system\n"), Names{"svcenv-system"});
  EXPECT_EQ(Exempted("policies: {a: {}, b: {exempt: {namespaces: [x]}}}\n", "svcenv-system"),
            (Names{"x", "svcenv-system"}));
}

TEST(OwnNamespaceTest, OutsideOfAPodNothingIsExempt) {
  EXPECT_EQ(Exempted("links: none\n", ""), Names{});
}

}  // namespace
}  // namespace svcenv::webhook
