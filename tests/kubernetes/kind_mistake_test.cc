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

TEST(KindMistakeTest, NamesTheNearestKind) {
  EXPECT_EQ(Mistake("apps/v1", "Deploymnet"),
            "Deployment: there is no kind Deploymnet in apps/v1; did you mean Deployment?");
  EXPECT_EQ(Mistake("v1", "Secert"), "Secret: there is no kind Secert in v1; did you mean Secret?");
  EXPECT_EQ(Mistake("networking.k8s.io/v1", "Ingres"),
            "-: there is no kind Ingres in networking.k8s.io/v1; did you mean Ingress?");
  EXPECT_EQ(Mistake("batch/v1", "ScaledJob"),
            "-: there is no kind ScaledJob in batch/v1; the kinds there are Job, CronJob");
}

TEST(KindMistakeTest, NamesTheGroupOfKindsWithoutContainers) {
  EXPECT_EQ(Mistake("v1", "Ingress"),
            "-: there is no Ingress in v1; Ingress is in networking.k8s.io; "
            "write apiVersion: networking.k8s.io/v1, or another version of this group");
  EXPECT_EQ(Mistake("apps/v1", "Namespace"),
            "-: there is no Namespace in apps/v1; Namespace is in v1; write apiVersion: v1");
  EXPECT_EQ(Mistake("extensions/v1beta1", "Ingress"), "");  // was served once
}

}  // namespace
}  // namespace svcenv
