#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/render/columns.h"
#include "svcenv/render/format.h"
#include "svcenv/render/output.h"
#include "tests/render/rendering.h"

namespace svcenv {
namespace {

constexpr char kManifest[] = R"(
apiVersion: v1
kind: Service
metadata: {name: database, namespace: shop}
spec: {clusterIP: 10.96.0.7, ports: [{name: postgres, port: 5432}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
  - name: app
    env:
    - {name: LONG, value: "a text that is so long that no terminal of eighty columns could ever hold it"}
    - {name: WIDE, value: "日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語"}
    - {name: SHORT, value: s}
    - {name: UNKNOWN, valueFrom: {configMapKeyRef: {name: settings, key: unknown}}}
)";

std::vector<std::string> Lines(const std::string& text) {
  return absl::StrSplit(text, '\n', absl::SkipEmpty());
}

size_t Widest(const std::string& text) {
  size_t widest = 0;
  for (const std::string& line : Lines(text)) widest = std::max(widest, ColumnsOf(line));
  return widest;
}

TEST(TableTest, NoLineIsWiderThanTheTerminal) {
  const Rendered rendered(kManifest);
  for (const size_t width : {72u, 80u, 100u, 120u}) {
    RenderOptions options;
    options.width = width;
    const std::string text = rendered.As("table", options);
    EXPECT_LE(Widest(text), width) << text;
    EXPECT_NE(text.find("…"), std::string::npos) << text;
  }
}

TEST(TableTest, NothingIsCutWhereThereIsRoom) {
  const Rendered rendered(kManifest);
  RenderOptions options;
  options.width = 300;
  EXPECT_EQ(rendered.As("table", options), rendered.As("table"));
  EXPECT_EQ(rendered.As("table").find("…"), std::string::npos);
}

TEST(TableTest, NamesAreNeverCut) {
  const Rendered rendered(kManifest);
  RenderOptions options;
  options.width = 10;
  const std::string text = rendered.As("table", options);
  EXPECT_NE(text.find("\nDATABASE_PORT_5432_TCP_PROTO\n"), std::string::npos) << text;
}

TEST(TableTest, ALongNameGetsALineOfItsOwnWhereThereIsNoRoom) {
  const Rendered rendered(kManifest);
  RenderOptions options;
  options.width = 60;
  const std::string text = rendered.As("table", options);
  EXPECT_NE(text.find("\nDATABASE_PORT_5432_TCP_PROTO\n   "), std::string::npos) << text;
}

TEST(TableTest, TheOriginLeavesOutWhatTheTableSaysAnyway) {
  const std::string text = Rendered(kManifest).As("table");
  EXPECT_NE(text.find("  Service database port 5432 (postgres)\n"), std::string::npos) << text;
}

TEST(TableTest, ColumnsAreAligned) {
  const std::vector<std::string> lines = Lines(Rendered(kManifest).As("table"));
  const size_t from = ColumnsOf(lines[1].substr(0, lines[1].find("FROM")));
  for (size_t i = 2; i < lines.size(); ++i) {
    const size_t at = std::min(lines[i].rfind("  Service "), lines[i].rfind("  env["));
    ASSERT_NE(at, std::string::npos) << lines[i];
    EXPECT_EQ(ColumnsOf(lines[i].substr(0, at)) + 2, from) << lines[i];
  }
}

TEST(TableTest, ColourChangesNothingElse) {
  const Rendered rendered(kManifest);
  RenderOptions options;
  options.color = true;
  std::string text = rendered.As("table", options);
  EXPECT_NE(text.find("\x1b[31m<unknown: ConfigMap shop/settings is not in the input>\x1b[0m"),
            std::string::npos);
  for (size_t at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b')) {
    text.erase(at, text.find('m', at) + 1 - at);
  }
  EXPECT_EQ(text, rendered.As("table"));
}

TEST(TableTest, WhatDependsOnAnAssumedAddressSaysSoHoweverNarrow) {
  Rendered rendered(kManifest);
  const_cast<Cluster&>(rendered.cluster())
      .service_views()
      .Of(rendered.cluster().FindService("shop", "database"))
      .cluster_ip_assumed = true;
  RenderOptions options;
  options.width = 60;
  int variables = 0, marks = 0;
  for (const std::string& line : Lines(rendered.As("table", options))) {
    variables += line.rfind("DATABASE_", 0) == 0 ? 1 : 0;
    marks += line.find(" (assumed)") != std::string::npos ? 1 : 0;
  }
  EXPECT_GT(variables, 0);
  EXPECT_EQ(marks, variables);
}

TEST(ColumnsTest, APathLosesItsBeginningSoThatTheLineStays) {
  Cell cell("env[3] value, deploy/overlays/production/europe/web.yaml:127:9");
  cell.path_begin = cell.text.find("deploy/");
  for (const auto& [width, line] : std::vector<std::pair<size_t, std::string>>{
           {100, "env[3] value, deploy/overlays/production/europe/web.yaml:127:9\n"},
           {40, "env[3] value, …ion/europe/web.yaml:127:9\n"},
           {24, "…n/europe/web.yaml:127:9\n"}}) {
    Columns columns({false, width});
    columns.set_cut({0});
    columns.Add({cell});
    StringOutput output;
    columns.Write(&output);
    EXPECT_EQ(output.Take(), line);
  }
}

}  // namespace
}  // namespace svcenv
