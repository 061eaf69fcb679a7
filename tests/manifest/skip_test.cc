// Files in which some documents are not intended as Kubernetes objects.
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/manifest/kustomization.h"
#include "svcenv/manifest/load.h"
#include "svcenv/syntax/yaml_runs.h"

namespace svcenv {
namespace {

struct Loaded {
  Cluster cluster;
  LoadResult result;
};

void Load(std::string_view text, LoadOptions options, Loaded* loaded) {
  options.skip_other_documents = true;
  loaded->result = LoadManifest("f", std::string(text), options, &loaded->cluster);
}

struct Row {
  std::string_view text;
  size_t objects, other, patches, faulty;
};

TEST(SkipTest, CountsWhatIsNotAnObject) {
  const Row kRows[] = {
      {"", 0, 0, 0, 0},
      {"# nothing\n", 0, 0, 0, 0},
      {"replicas: 1\n", 0, 1, 0, 0},
      {"- hosts: all\n", 0, 1, 0, 0},
      {"text\n", 0, 1, 0, 0},
      {"{\"name\": \"x\"}", 0, 1, 0, 0},
      {"apiVersion: v2\nname: shop\n", 0, 1, 0, 0},     // a Helm chart
      {"kind: pipeline\nname: default\n", 0, 1, 0, 0},  // a Drone pipeline
      {"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n", 0, 1, 0, 0},
      {"kind: Pod\nmetadata: {name: a}\n", 1, 0, 0, 1},  // lacks apiVersion
      {"apiVersion: apps/v1\nmetadata: {name: a}\n", 1, 0, 0, 1},
      {"apiVersion: release-notes/v2\nkind:\narea: x\n", 0, 1, 0, 0},
      {"Type: A\nType: B\n", 0, 1, 0, 0},  // without a warning about the key
      {"apiVersion: v1\nkind: ConfigMap\ndata: [\n", 1, 0, 0, 1},
      {"a: [\n", 0, 1, 0, 0},
      {"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", 1, 0, 0, 0},
      {"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: 2}\n", 0, 0, 1,
       0},
      {"a: [\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", 1, 1, 0, 0},
  };
  for (const Row& row : kRows) {
    Loaded loaded;
    Load(row.text, {}, &loaded);
    EXPECT_EQ(loaded.result.objects, row.objects) << row.text;
    EXPECT_EQ(loaded.result.other, row.other) << row.text;
    EXPECT_EQ(loaded.result.patches.size(), row.patches) << row.text;
    EXPECT_EQ(loaded.result.faulty, row.faulty) << row.text;
    EXPECT_EQ(loaded.result.diagnostics.size(), row.faulty) << row.text;
  }
}

TEST(SkipTest, GoesOnAfterADocumentThatCannotBeReadWhateverTheThreads) {
  std::string text;
  for (int i = 0; text.size() < 2 * kMinBytesOfYamlRuns; ++i) {
    if (i % 100 == 50) {
      text += "apiVersion: v1\nkind: ConfigMap\ndata: [\n---\n";
    }
    absl::StrAppend(&text, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c", i,
                    "}\ndata: {A: ", std::string(500, 'x'), "}\n---\n");
  }
  LoadOptions options;
  Loaded one, four;
  Load(text, options, &one);
  options.threads = 4;
  Load(text, options, &four);
  EXPECT_GT(one.result.faulty, 5u);
  EXPECT_EQ(one.result.faulty, four.result.faulty);
  EXPECT_EQ(one.cluster.config_maps().size(), four.cluster.config_maps().size());
  ASSERT_EQ(one.result.diagnostics.size(), four.result.diagnostics.size());
  for (size_t i = 0; i < one.result.diagnostics.size(); ++i) {
    EXPECT_EQ(one.result.diagnostics[i].position.offset,
              four.result.diagnostics[i].position.offset);
  }
}

TEST(SkipTest, StopsAfterManyDocumentsThatCannotBeRead) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "apiVersion: v1\nkind: ConfigMap\ndata: [\n---\n";
  Loaded loaded;
  Load(text, {}, &loaded);
  EXPECT_EQ(loaded.result.diagnostics.size(), 1001u);
  EXPECT_TRUE(loaded.result.refused);
}

TEST(SkipTest, AFaultyObjectIsUnreadable) {
  Loaded loaded;
  Load("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {A: 1}\n", {}, &loaded);
  EXPECT_EQ(loaded.cluster.FindConfigMap("default", "a"), nullptr);
  EXPECT_TRUE(loaded.cluster.IsFaulty("ConfigMap", "default", "a"));
  EXPECT_EQ(loaded.cluster.WhyUnreadable("ConfigMap", "default", "a"), "could not be read");
  EXPECT_FALSE(loaded.cluster.IsUnreadable("ConfigMap", "default", "b"));
}

TEST(SkipTest, CountsKindsThatAreNotRead) {
  Loaded loaded;
  Load(
      "apiVersion: e.com/v1\nkind: Thing\n---\napiVersion: v1\nkind: Namespace\n---\n"
      "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\n---\napiVersion: e.com/v1\nkind: "
      "Role\n",
      {}, &loaded);
  EXPECT_EQ(loaded.result.unchecked_kinds, (std::set<std::string>{"Role", "Thing"}));
}

struct CreatedRow {
  std::string_view text, name;
  std::vector<std::string_view> keys;
  bool has_other_keys;
};

TEST(CreatedTest, NamesAndKeys) {
  const CreatedRow kRows[] = {
      {"apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: a}\n"
       "spec: {data: [{secretKey: K}, {secretKey: J}]}\n",
       "a",
       {"J", "K"},
       false},
      {"apiVersion: external-secrets.io/v1beta1\nkind: ExternalSecret\nmetadata: {name: a}\n"
       "spec: {target: {name: b}, dataFrom: [{extract: {key: x}}]}\n",
       "b",
       {},
       true},
      {"apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: a}\n"
       "spec: {target: {template: {data: {URL: x}}}, data: [{secretKey: K}]}\n",
       "a",
       {"URL"},
       false},
      {"apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: a}\n"
       "spec: {target: {template: {mergePolicy: Merge, data: {URL: x}}}, data: [{secretKey: K}]}\n",
       "a",
       {"K", "URL"},
       false},
      {"apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: a}\n"
       "spec: {target: {creationPolicy: Merge}, data: [{secretKey: K}]}\n",
       "a",
       {"K"},
       true},
      {"apiVersion: external-secrets.io/v1\nkind: ClusterExternalSecret\nmetadata: {name: a}\n"
       "spec: {externalSecretName: e, externalSecretSpec: {data: [{secretKey: K}]}}\n",
       "e",
       {"K"},
       false},
      {"apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: a}\n"
       "spec: {encryptedData: {K: AgA}, template: {data: {J: x}}}\n",
       "a",
       {"J", "K"},
       false},
      {"apiVersion: secrets-store.csi.x-k8s.io/v1\nkind: SecretProviderClass\nmetadata: {name: a}\n"
       "spec: {secretObjects: [{secretName: s, data: [{objectName: o, key: K}]}]}\n",
       "s",
       {"K"},
       false},
      // Invalid fields are skipped.
      {"apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: a}\n"
       "spec: {target: 5, data: {a: b}, dataFrom: x}\n",
       "a",
       {},
       false},
  };
  for (const CreatedRow& row : kRows) {
    Loaded loaded;
    Load(row.text, {}, &loaded);
    EXPECT_TRUE(loaded.result.diagnostics.empty()) << row.text;
    const CreatedObject* created = loaded.cluster.FindCreated("Secret", "default", row.name);
    ASSERT_NE(created, nullptr) << row.text;
    EXPECT_EQ(created->keys, row.keys) << row.text;
    EXPECT_EQ(created->has_other_keys, row.has_other_keys) << row.text;
  }
}

TEST(CreatedTest, NothingIsCreated) {
  for (const std::string_view text :
       {"apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: a}\n"
        "spec: {target: {creationPolicy: None}}\n",
        "apiVersion: external-secrets.iox/v1\nkind: ExternalSecret\nmetadata: {name: a}\n",
        "apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nspec: {}\n"}) {
    Loaded loaded;
    Load(text, {}, &loaded);
    EXPECT_EQ(loaded.cluster.FindCreated("Secret", "default", "a"), nullptr) << text;
  }
}

TEST(KustomizationTest, GeneratorsPatchesAndVars) {
  Cluster cluster;
  const uint32_t file = cluster.sources().Add("k/kustomization.yaml", std::string(R"(
configMapGenerator:
- {name: a, literals: [X=1, YY], files: [dir/z.txt, W=w.txt]}
- {name: b, envs: [.env]}
- 5
secretGenerator:
- {name: s, literals: [P=1]}
- {name: m, behavior: merge, literals: [P=1]}
patches:
- path: p.yaml
- patch: "inline"
patchesStrategicMerge:
- q.yaml
- |-
  apiVersion: v1
  kind: Pod
patchesJson6902:
- {path: r.json}
resources: [web.yaml]
bases: [../base]
vars: [{name: A, objref: {kind: Service}}, {name: B}]
)"));
  const Kustomization kustomization = ReadKustomization(file, &cluster);
  EXPECT_EQ(kustomization.patches, (std::vector<std::string>{"p.yaml", "q.yaml", "r.json"}));
  EXPECT_EQ(kustomization.resources, (std::vector<std::string>{"web.yaml", "../base"}));
  EXPECT_EQ(kustomization.variables, (std::vector<std::string>{"A", "B"}));
  const CreatedObject* a = cluster.FindCreated("ConfigMap", "any", "a");
  ASSERT_NE(a, nullptr);
  EXPECT_EQ(a->keys, (std::vector<std::string_view>{"W", "X", "YY", "z.txt"}));
  EXPECT_FALSE(a->has_other_keys);
  EXPECT_FALSE(a->MayHave("V"));
  EXPECT_EQ(a->why, "is generated by k/kustomization.yaml");
  ASSERT_NE(cluster.FindCreated("ConfigMap", "any", "b"), nullptr);
  EXPECT_TRUE(cluster.FindCreated("ConfigMap", "any", "b")->MayHave("V"));
  ASSERT_NE(cluster.FindCreated("Secret", "any", "s"), nullptr);
  EXPECT_EQ(cluster.FindCreated("ConfigMap", "any", "s"), nullptr);
  EXPECT_TRUE(cluster.FindCreated("Secret", "any", "m")->has_other_keys);
}

TEST(KustomizationTest, AnythingElseIsNone) {
  for (const std::string_view text : {"", "5\n", "[1]\n", "a: [\n", "patches: 5\n"}) {
    Cluster cluster;
    const uint32_t file = cluster.sources().Add("k", std::string(text));
    EXPECT_TRUE(ReadKustomization(file, &cluster).patches.empty()) << text;
  }
}

}  // namespace
}  // namespace svcenv
