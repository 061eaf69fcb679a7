#include "svcenv/kubernetes/kind_mistake.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace svcenv {
namespace {

// "KIND: MESSAGE; REMEDY", or "" if nothing is wrong.
std::string Mistake(std::string_view api_version, std::string_view kind) {
  const auto mistake = FindKindMistake(api_version, kind, FindKind(api_version, kind));
  if (!mistake.has_value()) return "";
  return absl::StrCat(mistake->kind->name, ": ", mistake->message, "; ", mistake->remedy);
}

TEST(KindMistakeTest, IsNoneInWhatKubernetesServes) {
  EXPECT_EQ(Mistake("apps/v1", "Deployment"), "");
  EXPECT_EQ(Mistake("v1", "Pod"), "");
  EXPECT_EQ(Mistake("/v1", "Service"), "");
  EXPECT_EQ(Mistake("batch/v1", "CronJob"), "");
}

TEST(KindMistakeTest, IsNoneInCustomResources) {
  EXPECT_EQ(Mistake("argoproj.io/v1alpha1", "Rollout"), "");
  EXPECT_EQ(Mistake("serving.knative.dev/v1", "Service"), "");
  EXPECT_EQ(Mistake("batch.volcano.sh/v1alpha1", "Job"), "");
  EXPECT_EQ(Mistake("example.com/v1", "deployment"), "");
  EXPECT_EQ(Mistake("v1", "DeploymentConfig"), "");
  EXPECT_EQ(Mistake("policy/v1", "PodDisruptionBudget"), "");
  EXPECT_EQ(Mistake("", ""), "");
}

TEST(KindMistakeTest, NamesTheGroup) {
  EXPECT_EQ(Mistake("v1", "Deployment"),
            "Deployment: there is no Deployment in v1; Deployment is apps/v1; "
            "write apiVersion: apps/v1");
  EXPECT_EQ(Mistake("apps/v1", "Service"),
            "Service: there is no Service in apps/v1; Service is v1; write apiVersion: v1");
  EXPECT_EQ(Mistake("apps/v1", "CronJob"),
            "CronJob: there is no CronJob in apps/v1; CronJob is batch/v1; "
            "write apiVersion: batch/v1");
}

TEST(KindMistakeTest, NamesTheVersion) {
  EXPECT_EQ(Mistake("extensions/v1beta1", "Deployment"),
            "Deployment: extensions/v1beta1 is not served since Kubernetes 1.16; "
            "Deployment is apps/v1; write apiVersion: apps/v1");
  EXPECT_EQ(Mistake("batch/v1beta1", "CronJob"),
            "CronJob: batch/v1beta1 is not served since Kubernetes 1.25; "
            "CronJob is batch/v1; write apiVersion: batch/v1");
  EXPECT_EQ(Mistake("v2", "Pod"), "Pod: there is no Pod in v2; Pod is v1; write apiVersion: v1");
}

TEST(KindMistakeTest, NamesTheSpelling) {
  EXPECT_EQ(Mistake("apps/v1", "deployment"),
            "Deployment: there is no kind deployment in apps/v1; write kind: Deployment");
  EXPECT_EQ(Mistake("apps/v1", "Deployments"),
            "Deployment: there is no kind Deployments in apps/v1; write kind: Deployment");
  EXPECT_EQ(Mistake("v1", "deployment"),
            "Deployment: there is no kind deployment in v1; "
            "write kind: Deployment and apiVersion: apps/v1");
  EXPECT_EQ(Mistake("argoproj.io/v1alpha1", "rollout"),
            "Rollout: there is no kind rollout in argoproj.io/v1alpha1; write kind: Rollout");
}

}  // namespace
}  // namespace svcenv
