#include "svcenv/kubernetes/kind_mistake.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace svcenv {
namespace {

// Returns "KIND: MESSAGE; REMEDY", or "" without a mistake.
std::string Mistake(std::string_view api_version, std::string_view kind) {
  const auto mistake = FindKindMistake(api_version, kind, FindKind(api_version, kind));
  if (!mistake.has_value()) return "";
  return absl::StrCat(mistake->kind == nullptr ? "-" : mistake->kind->name, ": ", mistake->message,
                      "; ", mistake->remedy);
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
  EXPECT_EQ(Mistake("gateway.networking.k8s.io/v1", "Gatway"), "");
  EXPECT_EQ(Mistake("snapshot.storage.k8s.io/v1", "VolumeSnapshots"), "");
  EXPECT_EQ(Mistake("metrics.k8s.io/v1beta1", "PodMetric"), "");
  EXPECT_EQ(Mistake("cluster.x-k8s.io/v1beta1", "Machine"), "");
  EXPECT_EQ(Mistake("autoscaling.k8s.io/v1", "VerticalPodAutoscaler"), "");
}

TEST(KindMistakeTest, IsNoneInWhatUsesTheVersionOfKubernetes) {
  EXPECT_EQ(Mistake("v1", "Route"), "");       // of OpenShift 3
  EXPECT_EQ(Mistake("v1", "Template"), "");    // the same
  EXPECT_EQ(Mistake("v1", "Config"), "");      // a kubeconfig file
  EXPECT_EQ(Mistake("v1", "SecretList"), "");  // its items are read
  EXPECT_EQ(Mistake("v1", "${KIND}"), "");
  EXPECT_EQ(Mistake("skaffold/v4beta11", "Config"), "");
}

TEST(KindMistakeTest, NamesTheGroup) {
  EXPECT_EQ(Mistake("v1", "Deployment"),
            "Deployment: v1 has no kind Deployment; Deployment is in apps/v1; "
            "set apiVersion: apps/v1");
  EXPECT_EQ(Mistake("apps/v1", "Service"),
            "Service: apps/v1 has no kind Service; Service is in v1; set apiVersion: v1");
  EXPECT_EQ(Mistake("apps/v1", "CronJob"),
            "CronJob: apps/v1 has no kind CronJob; CronJob is in batch/v1; "
            "set apiVersion: batch/v1");
}

TEST(KindMistakeTest, NamesTheVersion) {
  EXPECT_EQ(Mistake("extensions/v1beta1", "Deployment"),
            "Deployment: extensions/v1beta1 is no longer served as of Kubernetes 1.16; "
            "Deployment is in apps/v1; set apiVersion: apps/v1");
  EXPECT_EQ(Mistake("batch/v1beta1", "CronJob"),
            "CronJob: batch/v1beta1 is no longer served as of Kubernetes 1.25; "
            "CronJob is in batch/v1; set apiVersion: batch/v1");
  EXPECT_EQ(Mistake("v2", "Pod"), "Pod: v2 has no kind Pod; Pod is in v1; set apiVersion: v1");
}

TEST(KindMistakeTest, NamesTheSpelling) {
  EXPECT_EQ(Mistake("apps/v1", "deployment"),
            "Deployment: apps/v1 has no kind deployment; set kind: Deployment");
  EXPECT_EQ(Mistake("apps/v1", "Deployments"),
            "Deployment: apps/v1 has no kind Deployments; set kind: Deployment");
  EXPECT_EQ(Mistake("v1", "deployment"),
            "Deployment: v1 has no kind deployment; "
            "set kind: Deployment and apiVersion: apps/v1");
  EXPECT_EQ(Mistake("argoproj.io/v1alpha1", "rollout"),
            "Rollout: argoproj.io/v1alpha1 has no kind rollout; set kind: Rollout");
}

TEST(KindMistakeTest, NamesTheNearestKind) {
  EXPECT_EQ(Mistake("apps/v1", "Deploymnet"),
            "Deployment: apps/v1 has no kind Deploymnet; did you mean Deployment?");
  EXPECT_EQ(Mistake("v1", "Secert"), "Secret: v1 has no kind Secert; did you mean Secret?");
  EXPECT_EQ(Mistake("networking.k8s.io/v1", "Ingres"),
            "-: networking.k8s.io/v1 has no kind Ingres; did you mean Ingress?");
  EXPECT_EQ(Mistake("batch/v1", "ScaledJob"),
            "-: batch/v1 has no kind ScaledJob; use one of Job, CronJob");
}

TEST(KindMistakeTest, NamesTheGroupOfKindsWithoutContainers) {
  EXPECT_EQ(Mistake("v1", "Ingress"),
            "-: v1 has no kind Ingress; Ingress is in networking.k8s.io; "
            "set apiVersion: networking.k8s.io/v1 or another version of this group");
  EXPECT_EQ(Mistake("apps/v1", "Namespace"),
            "-: apps/v1 has no kind Namespace; Namespace is in v1; set apiVersion: v1");
  EXPECT_EQ(Mistake("extensions/v1beta1", "Ingress"), "");  // was served once
}

}  // namespace
}  // namespace svcenv
