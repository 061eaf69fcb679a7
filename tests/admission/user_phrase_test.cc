#include "svcenv/admission/user_phrase.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/admission/reviewing.h"

namespace svcenv {
namespace {

using testing::HasSubstr;
using testing::Not;

// The message with which a pod of namespace shop is denied that refers to `name`.
std::string Denial(std::string_view name, std::string_view services) {
  const auto pod = ObjectOf(absl::StrCat(R"(
apiVersion: v1
kind: Pod
metadata: {name: app}
spec:
  containers:
  - {name: c, image: i, args: [$()",
                                         name, R"()]}
)"));
  const auto snapshot = SnapshotOf(services);
  const Reviewed reviewed = ReviewObject(
      pod, *snapshot, PolicyOf("deny: [reference-unresolved, service-not-given, missing-object]"));
  EXPECT_FALSE(reviewed.allowed);
  return reviewed.message;
}

TEST(UserPhraseTest, ADeniedUserReadsNoFlags) {
  const std::string waiting = Denial("REDIS_SERVICE_HOST", R"(
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: shop}
spec: {ports: [{port: 6379}]}
)");
  EXPECT_THAT(waiting, Not(HasSubstr("--")));
  EXPECT_THAT(waiting, HasSubstr("; help: recreate the pod once Service shop/redis has a "
                                 "cluster IP"));
  const std::string no_port = Denial("REDIS_SERVICE_PORT_HTTP", R"(
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: shop}
spec: {clusterIP: 10.96.0.9, ports: [{port: 6379}]}
)");
  EXPECT_THAT(no_port, Not(HasSubstr("svcenv services")));
  EXPECT_THAT(no_port, HasSubstr("; help: list its ports: kubectl get service redis -n shop"));
}

TEST(UserPhraseTest, NamesTheOperands) {
  const ObjectName settings = {"ConfigMap", "shop", "settings"};
  EXPECT_EQ(PhraseForUser({RemedyKind::kAddObject, settings}), "create ConfigMap shop/settings");
  EXPECT_EQ(PhraseForUser({RemedyKind::kGetPermission, settings}),
            "ask a cluster administrator to let the webhook read ConfigMap shop/settings");
}

TEST(UserPhraseTest, LeavesOutWhatOnlyWhoRunsTheHookCanDo) {
  for (const RemedyKind kind : {RemedyKind::kSupplyHostIp, RemedyKind::kUseNamespace,
                                RemedyKind::kTreatInputAsComplete, RemedyKind::kDisableCode}) {
    EXPECT_EQ(PhraseForUser({kind, {}, "missing-object"}), "");
  }
}

}  // namespace
}  // namespace svcenv
