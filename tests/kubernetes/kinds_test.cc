#include "svcenv/kubernetes/kinds.h"

#include <set>
#include <string>

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
  EXPECT_EQ(FindKind("serving.knative.dev/v1", "Service"), nullptr);
  EXPECT_EQ(FindKind("v1", "Deployment"), nullptr);
  EXPECT_EQ(FindKind("extensions/v1beta1", "StatefulSet"), nullptr);
  EXPECT_EQ(FindKind("v1", "pod"), nullptr);
}

TEST(KindsTest, AreFoundByTheWordsOfKubectl) {
  std::set<std::string> words;
  for (const Kind& kind : Kinds()) {
    for (const std::string& word : {std::string(kind.name), std::string(kind.plural),
                                    std::string(kind.short_name), kind.Resource()}) {
      if (word.empty()) continue;
      EXPECT_EQ(FindKindByWord(word), &kind) << word;
    }
    EXPECT_TRUE(words.insert(std::string(kind.plural)).second);
    EXPECT_EQ(FindKind(kind.name), &kind);
  }
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
    EXPECT_EQ(kind.template_path.empty(), kind.name == "Pod") << kind.name;
  }
  EXPECT_EQ(first, "Pod");
}

}  // namespace
}  // namespace svcenv
