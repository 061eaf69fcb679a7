// Decides which unparsable text may be shown.
#include "svcenv/syntax/document_secrets.h"

#include <string_view>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

TEST(DocumentSecretsTest, ShowsWhatNamesItself) {
  for (const std::string_view text : {
           "kind: Pod\nspec: {}\n",
           "kind: ConfigMap\ndata: {a: b}\n",
           R"({"kind": "ConfigMap", "data": {"a": "b")",
           "items: [{kind: ConfigMap, data: {}}, {kind: \"ConfigMap\", data: {}}, {kind: Pod}",
       }) {
    EXPECT_FALSE(MayContainSecret(text)) << text;
  }
}

TEST(DocumentSecretsTest, HidesWhatMayBeASecret) {
  for (const std::string_view text : {
           "",
           "a: b",  // has no kind
           "kind: Secret\n",
           "kind: ConfigMap\nstringData: {a: b}\n",
           "kind: Pod\ndata: {a: b}\n",
           "kind: \"S\\x65cret\"\n",
           "kind: Kustomization\nsecretGenerator:\n- literals:\n  - A: \"b\n",
           // More data than ConfigMaps: a kind is mistyped or missing.
           "items: [{kind: ConfigMap, data: {}}, {kind\n: Scret, data: {a: b}}",
           "items: [{kind: ConfigMap, data: {}}, {data: {a: b}}",
           // Cut off before its kind.
           R"({"kind": "List", "items": [{"Data": {"A": "b"}})",
           R"({"kind": "List", "items": [{"kind": "Pod"}, {"type": {"x": "b"})",
           // Cut off within its kind.
           "kind: ConfigMap\n---\na: b}, kind: Sec",
           "kind: Pod\n---\na: b\nkind:",
       }) {
    EXPECT_TRUE(MayContainSecret(text)) << text;
  }
}

}  // namespace
}  // namespace svcenv
