#include "svcenv/kubernetes/kinds.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"

namespace svcenv {
namespace {

std::string_view NameOf(const Kind* kind) { return kind == nullptr ? "" : kind->name; }

TEST(KindsTest, BelongToTheirGroupsInAnyVersion) {
  EXPECT_EQ(NameOf(FindKind("apps/v1", "Deployment")), "Deployment");
  EXPECT_EQ(NameOf(FindKind("extensions/v1beta1", "Deployment")), "Deployment");
  EXPECT_EQ(NameOf(FindKind("batch/v1beta1", "CronJob")), "CronJob");
  EXPECT_EQ(NameOf(FindKind("v1", "Service")), "Service");
  EXPECT_EQ(NameOf(FindKind("/v1", "Service")), "Service");
  EXPECT_EQ(NameOf(FindKind("serving.knative.dev/v1", "Service")), "Service.serving.knative.dev");
  EXPECT_EQ(NameOf(FindKind("apps.kruise.io/v1beta1", "StatefulSet")),
            "StatefulSet.apps.kruise.io");
  EXPECT_EQ(NameOf(FindKind("argoproj.io/v1alpha1", "Rollout")), "Rollout");
  EXPECT_EQ(NameOf(FindKind("v1", "DeploymentConfig")), "DeploymentConfig");
  EXPECT_EQ(FindKind("serving.knative.dev/v1", "Deployment"), nullptr);
  EXPECT_EQ(FindKind("serving.knative.dev/v1", ""), nullptr);
  EXPECT_EQ(FindKind("v1", "Deployment"), nullptr);
  EXPECT_EQ(FindKind("extensions/v1beta1", "StatefulSet"), nullptr);
  EXPECT_EQ(FindKind("v1", "pod"), nullptr);
}

TEST(KindsTest, AreFoundByTheWordsOfKubectl) {
  std::set<std::string> resources;
  for (const Kind& kind : Kinds()) {
    EXPECT_EQ(FindKindByWord(kind.name), &kind) << kind.name;
    EXPECT_EQ(FindKindByWord(kind.Resource()), &kind) << kind.name;
    for (const std::string_view word : absl::StrSplit(kind.short_names, ',', absl::SkipEmpty())) {
      EXPECT_EQ(FindKindByWord(word), &kind) << word;
    }
    EXPECT_TRUE(resources.insert(kind.Resource()).second);
    EXPECT_EQ(FindKind(kind.name), &kind);
  }
  EXPECT_EQ(NameOf(FindKindByWord("ksvc")), "Service.serving.knative.dev");
  EXPECT_EQ(NameOf(FindKindByWord("service")), "Service");
  EXPECT_EQ(NameOf(FindKindByWord("services.serving.knative.dev")), "Service.serving.knative.dev");
  EXPECT_EQ(FindKindByWord("deployments.example.com"), nullptr);
  EXPECT_EQ(NameOf(FindKindByWord("DEPLOYMENT")), "Deployment");
  EXPECT_EQ(NameOf(FindKindByWord("deploy.apps")), "Deployment");
  EXPECT_EQ(FindKindByWord(""), nullptr);
  EXPECT_EQ(FindKindByWord("ingress"), nullptr);
}

TEST(KindsTest, ResourcesNameTodaysGroup) {
  EXPECT_EQ(FindKind("Deployment")->Resource(), "deployments.apps");
  EXPECT_EQ(FindKind("CronJob")->Resource(), "cronjobs.batch");
  EXPECT_EQ(FindKind("Pod")->Resource(), "pods");
}

TEST(KindsTest, ThoseThatMakePodsSayWhere) {
  std::string first;
  for (const Kind& kind : Kinds()) {
    if (!kind.makes_pods()) continue;
    if (first.empty()) first = std::string(kind.name);
    ASSERT_FALSE(kind.places.empty()) << kind.name;
    for (const PodPlace& place : kind.places) {
      EXPECT_EQ(place.path.empty(), kind.name == "Pod") << kind.name;
    }
  }
  EXPECT_EQ(first, "Pod");
}

// Built-in kinds come first, so that they win if another kind has the same short name.
TEST(KindsTest, AreNamedWithTheirGroupIfAnotherHasTheName) {
  std::set<std::string_view> kinds;
  for (const Kind& kind : Kinds()) {
    const bool is_new = kinds.insert(kind.api_kind()).second;
    EXPECT_EQ(kind.name == kind.api_kind(), is_new) << kind.name;
    if (!is_new) {
      EXPECT_EQ(kind.name, absl::StrCat(kind.api_kind(), ".", kind.group()));
    }
  }
  EXPECT_EQ(NameOfKind("batch.volcano.sh/v1alpha1", "Job"), "Job.batch.volcano.sh");
  EXPECT_EQ(NameOfKind("example.com/v1", "Widget"), "Widget");
}

}  // namespace
}  // namespace svcenv
