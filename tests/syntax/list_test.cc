// Flattening of lists and their `items`.
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/syntax/to_json.h"

namespace svcenv {
namespace {

TEST(ListTest, ItemsAreHandedOutInOrder) {
  ExpectOutcomes({
      {"apiVersion: v1\nkind: List\nitems:\n- {kind: A}\n- {kind: B}\n",
       R"([{"kind":"A"},{"kind":"B"}])"},
      {"apiVersion: v1\nitems:\n- kind: A\n  x: [1]\n- kind: B\nkind: List\nmetadata: {}\n",
       R"([{"kind":"A","x":[1]},{"kind":"B"}])"},
      {R"({"apiVersion": "v1", "items": [{"kind": "A"}, {"kind": "B"}], "kind": "PodList"})",
       R"([{"kind":"A"},{"kind":"B"}])"},
      {"kind: List\napiVersion: v1\nitems: []\n", "[]"},
      {"a: 1\n---\nkind: List\napiVersion: v1\nitems: [{kind: A}]\n---\nb: 2\n",
       R"([{"a":1},{"kind":"A"},{"b":2}])"},
      {"spec: {items: [1, 2]}\n", R"([{"spec":{"items":[1,2]}}])"},
      {"kind: List\napiVersion: v1\nitems: [{kind: A, spec: {items: [1]}}]\n",
       R"([{"kind":"A","spec":{"items":[1]}}])"},
      {"kind: List\napiVersion: v1\nitems: [{kind: A, items: {x: 1}}]\n",
       R"([{"items":{"x":1},"kind":"A"}])"},
  });
}

TEST(ListTest, ItemsThroughAliasesAndMergeKeys) {
  ExpectOutcomes({
      {"x: &x [{kind: A}, {kind: B}]\nkind: List\napiVersion: v1\nitems: *x\n",
       R"([{"kind":"A"},{"kind":"B"}])"},
      {"kind: List\napiVersion: v1\nitems:\n- &x {kind: A, s: &s {a: 1}}\n- {kind: B, s: *s}\n- "
       "*x\n",
       R"([{"kind":"A","s":{"a":1}},{"kind":"B","s":{"a":1}},{"kind":"A","s":{"a":1}}])"},
      {"kind: List\napiVersion: v1\nitems:\n- {kind: Z}\n- &x {kind: A}\n- {<<: *x, b: 1}\n",
       R"([{"kind":"Z"},{"kind":"A"},{"b":1,"kind":"A"}])"},
      {"items: [{kind: A}]\n<<: {kind: List, apiVersion: v1, items: [{kind: B}]}\n",
       R"([{"kind":"B"}])"},
      {"<<: {kind: List, apiVersion: v1, items: [{kind: B}]}\nitems: [{kind: A}]\n",
       R"([{"kind":"A"}])"},
      {"kind: List\napiVersion: v1\nitems: &i [{kind: A}, {kind: B, x: *i}]\n",
       "3:36 the value of this anchor contains itself"},
  });
}

TEST(ListTest, TheLastItemsCount) {
  ExpectOutcomes({
      {"kind: List\napiVersion: v1\nitems: [{kind: A}]\nitems: [{kind: B}]\n", R"([{"kind":"B"}])"},
      {R"({"kind": "List", "apiVersion": "v1", "items": [{"kind": "A"}], "items": []})", "[]"},
      {"kind: A\napiVersion: v1\nitems: [{kind: A}]\nitems: ~\n", "[]"},
      {"kind: List\napiVersion: v1\nitems: x\nitems: [{kind: B}]\n", R"([{"kind":"B"}])"},
  });
  const ReadOutcome outcome =
      ReadBytes("z: 1\n---\nkind: List\napiVersion: v1\nitems: [{kind: A}]\nitems: [{kind: B}]\n");
  EXPECT_EQ(outcome.Json(), R"([{"z":1},{"kind":"B"}])");
  ASSERT_EQ(outcome.losses.size(), 1u);
  EXPECT_TRUE(absl::StartsWith(outcome.Loss(0), "5:1 the key \"items\" appears more than once"));
}

// The text turns out to be YAML after its first items were read as JSON.
TEST(ListTest, ItemsAreTakenBackWhereJsonEnds) {
  EXPECT_EQ(
      OutcomeOf(
          R"({"kind": "List", "apiVersion": "v1", "items": [{"kind": "A"}, {"kind": "B"},]})"),
      R"([{"kind":"A"},{"kind":"B"}])");
  EXPECT_EQ(OutcomeOf("kind: List\napiVersion: v1\nitems: [{kind: A}, {kind: \"it\\'s\"}]\n"),
            R"([{"kind":"A"},{"kind":"it's"}])");
}

TEST(ListTest, TheListNamesItemsWithoutKind) {
  for (
      const std::string_view text :
      {"apiVersion: v1\nitems:\n- {a: 1}\n- {kind: X, apiVersion: v2}\n- {b: 1}\nkind: PodList\n",
       R"({"apiVersion": "v1", "items": [{"a": 1}, {"kind": "X", "apiVersion": "v2"}, {"b": 1}], "kind": "PodList"})",
       R"({"apiVersion": "v1", "kind": "P\u006fdList", "items": [{"a": 1}, {"kind": "X"}, {"kind": ""}]})"}) {
    const ReadOutcome outcome = ReadBytes(std::string(text));
    ASSERT_EQ(outcome.documents.size(), 3u) << text << outcome.Error();
    for (int i : {0, 2}) {
      const ReadOutcome::Document& document = outcome.documents[static_cast<size_t>(i)];
      EXPECT_TRUE(document.in_list);
      EXPECT_EQ(document.index, i);
      EXPECT_EQ(document.list_kind, "PodList") << text;
      EXPECT_EQ(document.list_api_version, "v1");
    }
  }
}

TEST(ListTest, Errors) {
  constexpr std::string_view kItem = "a list item must be an object with apiVersion and kind";
  constexpr std::string_view kNested =
      "lists cannot be nested, and an object with `items` is a list";
  const std::string prefix = "kind: List\napiVersion: v1\n";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"items: [x]\n", absl::StrCat("3:9 ", kItem)},
      {"items: [~]\n", absl::StrCat("3:9 ", kItem)},
      {"items: [{kind: A}, [1]]\n", absl::StrCat("3:20 ", kItem)},
      {"items: [{kind: List, items: []}]\n", absl::StrCat("3:9 ", kNested)},
      {"items: [{kind: ConfigMapList, items: [{kind: A}]}]\n", absl::StrCat("3:9 ", kNested)},
      {"items: {a: 1}\n",
       "3:8 `items` makes this object a list, so `items` must be a list of objects"},
      {"items: x\n", "3:8 `items` makes this object a list, so `items` must be a list of objects"},
      {"items: ~\n", "3:8 the items of a List must be a list"},
      {"", "1:1 a List requires `items`"},
  };
  for (const auto& [text, error] : cases) EXPECT_EQ(OutcomeOf(prefix + text), error) << text;
  ExpectOutcomes({
      {"items: [{kind: A}]\napiVersion: v1\n",
       "1:1 an object with `items` is a list, but this one has no kind"},
      {"items: []\nkind: 1\napiVersion: v1\n",
       "1:1 an object with `items` is a list, but this one has no kind"},
      {"items: [{kind: A}]\nkind: List\n", "1:1 this List has no apiVersion"},
      {"items: []\nkind: list\napiVersion: v1\n", "1:1 there is no kind list in v1"},
      {"items: []\nkind: List\napiVersion: v2\n", "1:1 there is no kind List in v2"},
      {"items: []\nkind: List\napiVersion: apps/v1\n", "[]"},
      {"items: ~\nkind: PodList\napiVersion: v1\n", "1:8 the items of a PodList must be a list"},
  });
}

TEST(ListTest, AnObjectWithItemsIsLost) {
  const ReadOutcome outcome =
      ReadBytes("kind: ConfigMap\napiVersion: v1\nitems: [{kind: Pod}]\ndata: {a: b}\n");
  EXPECT_EQ(outcome.Json(), R"([{"kind":"Pod"}])");
  ASSERT_EQ(outcome.losses.size(), 1u);
  EXPECT_EQ(outcome.losses[0].code, "text-ignored");
  EXPECT_TRUE(absl::StartsWith(outcome.Loss(0), "1:1 `items` makes this ConfigMap a list"));
}

}  // namespace
}  // namespace svcenv
