// kustomize and helm as they are, where they are installed.
#include "cli/sources/rendered.h"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "svcenv/base/diagnostic.h"
#include "tests/cli/golden_file.h"

namespace svcenv::cli {
namespace {

namespace fs = std::filesystem;

bool IsInstalled(const char* variable, const std::string& program) {
  const char* set = std::getenv(variable);
  const std::string name = set != nullptr && *set != '\0' ? set : program;
  return std::system(("command -v " + name + " >/dev/null 2>&1").c_str()) == 0;
}

fs::path MakeDirectory(const std::string& name, const NamedTexts& files) {
  const fs::path directory = fs::path(testing::TempDir()) / name;
  for (const auto& [path, text] : files) {
    fs::create_directories((directory / path).parent_path());
    WriteFile(directory / path, text);
  }
  return directory;
}

void Ignore(std::string_view) {}

const NamedTexts kKustomization = {
    {"base/web.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {A: \"1\"}\n"},
    {"base/kustomization.yaml", "resources: [web.yaml]\n"},
    {"prod/kustomization.yaml",
     "resources: [../base]\nnamePrefix: prod-\nbuildMetadata: [originAnnotations]\n"
     "configMapGenerator:\n- {name: made, literals: [B=2]}\n"}};

TEST(RenderedTest, KustomizeNamesTheFiles) {
  if (!IsInstalled("KUBECTL", "kubectl")) GTEST_SKIP() << "kubectl is not installed";
  const std::string directory = (MakeDirectory("kustomize", kKustomization) / "prod").string();
  const absl::StatusOr<Rendered> rendered = RunKustomize(directory, Ignore);
  ASSERT_TRUE(rendered.ok()) << rendered.status();
  EXPECT_EQ(rendered->name, "kubectl kustomize " + directory);
  EXPECT_TRUE(absl::StrContains(rendered->text, "name: prod-web"));
  std::vector<std::string> files;
  for (const TextOrigin& origin : rendered->origins) files.push_back(origin.file);
  const fs::path base = fs::path(directory).parent_path() / "base" / "web.yaml";
  EXPECT_EQ(files, (std::vector<std::string>{directory + "/kustomization.yaml", base.string()}));
}

TEST(RenderedTest, KustomizeFailsInItsOwnWords) {
  if (!IsInstalled("KUBECTL", "kubectl")) GTEST_SKIP() << "kubectl is not installed";
  const absl::StatusOr<Rendered> rendered = RunKustomize("-no-such-directory", Ignore);
  ASSERT_FALSE(rendered.ok());
  EXPECT_TRUE(absl::StartsWith(rendered.status().message(), "kubectl kustomize: "))
      << rendered.status();
  EXPECT_TRUE(absl::StrContains(rendered.status().message(), "-no-such-directory"));
  EXPECT_FALSE(FromStatus(rendered.status()).remedy.empty());
}

const NamedTexts kChart = {
    {"Chart.yaml", "apiVersion: v2\nname: shop\nversion: 0.1.0\n"},
    {"values.yaml", "level: info\n"},
    {"templates/web.yaml",
     "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web, namespace: {{ .Release.Namespace }}}\n"
     "data: {LEVEL: {{ required \"level is required\" .Values.level | quote }}}\n"}};

TEST(RenderedTest, HelmNamesTheFiles) {
  if (!IsInstalled("HELM", "helm")) GTEST_SKIP() << "helm is not installed; HELM names it";
  HelmFlags flags;
  flags.chart = MakeDirectory("chart-dir", kChart).string();
  flags.sets = {"level=debug"};
  const absl::StatusOr<Rendered> rendered = RunHelm(flags, "shop", "1.34", Ignore);
  ASSERT_TRUE(rendered.ok()) << rendered.status();
  EXPECT_TRUE(absl::StrContains(rendered->text, "LEVEL: \"debug\"")) << rendered->text;
  EXPECT_TRUE(absl::StrContains(rendered->text, "namespace: shop")) << rendered->text;
  ASSERT_EQ(rendered->origins.size(), 1u);
  EXPECT_EQ(rendered->origins[0].file, flags.chart + "/templates/web.yaml");
}

TEST(RenderedTest, HelmFailsInItsOwnWords) {
  if (!IsInstalled("HELM", "helm")) GTEST_SKIP() << "helm is not installed; HELM names it";
  HelmFlags flags;
  flags.chart = MakeDirectory("chart-dir", kChart).string();
  flags.sets = {"level="};
  const absl::StatusOr<Rendered> rendered = RunHelm(flags, "", "", Ignore);
  ASSERT_FALSE(rendered.ok());
  EXPECT_TRUE(absl::StrContains(rendered.status().message(), "level is required"))
      << rendered.status();
}

}  // namespace
}  // namespace svcenv::cli
