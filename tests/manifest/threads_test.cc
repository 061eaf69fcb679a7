// Several threads read a list as one does, whatever it holds.
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/manifest/load.h"
#include "svcenv/syntax/json_item_runs.h"
#include "svcenv/syntax/yaml_runs.h"

namespace svcenv {
namespace {

constexpr int kItems = 1600;

// A Pod or a Service, as kubectl writes it in a list.
std::string ItemOf(int number) {
  const std::string metadata = absl::StrCat(
      R"("metadata": {
                "annotations": {
                    "note": "a \"quoted\" text, \u00e9, \\ {\"apiVersion\": \"v1\",\n        {"
                },
                "name": "item-)",
      number, R"(",
                "namespace": "shop",
                "ownerReferences": [
                    {
                        "apiVersion": "apps/v1",
                        "kind": "ReplicaSet",
                        "name": "owner"
                    }
                ]
            })");
  if (number % 3 == 0) {
    return absl::StrCat(R"({
            "apiVersion": "v1",
            "kind": "Pod",
            )",
                        metadata, R"j(,
            "spec": {
                "containers": [
                    {
                        "name": "app",
                        "env": [
                            {"name": "A", "value": "$(B)"},
                            {"name": "N", "value": "é)j",
                        number, R"j("}
                        ]
                    }
                ]
            }
        })j");
  }
  return absl::StrCat(R"({
            "apiVersion": "v1",
            "kind": "Service",
            )",
                      metadata, R"(,
            "spec": {
                "clusterIP": "10.96.0.1",
                "ports": [
                    {
                        "port": )",
                      80 + number, R"(
                    }
                ]
            }
        })");
}

std::string ListOf(const std::function<std::string(int)>& item) {
  std::string text = "{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n";
  for (int i = 0; i < kItems; ++i) {
    absl::StrAppend(&text, i == 0 ? "" : ",\n", "        ", item(i));
  }
  return text + "\n    ],\n    \"kind\": \"List\"\n}\n";
}

std::string Describe(const Position& position) { return absl::StrCat("@", position.offset); }

// All that was read, in order, with places.
std::string Read(const std::string& text, int threads) {
  Cluster cluster;
  LoadOptions options;
  options.threads = threads;
  options.unknown_fields = LoadOptions::UnknownFields::kReported;
  const LoadResult loaded = LoadManifest("f", text, options, &cluster);
  std::string summary = absl::StrCat(loaded.objects, " ", loaded.known, "\n");
  for (const Service& service : cluster.services()) {
    absl::StrAppend(&summary, service.meta.name.text, Describe(service.meta.name.position));
    for (const Entry& entry : service.meta.annotations) absl::StrAppend(&summary, " ", entry.value);
    for (const ServicePort& port : service.ports) {
      absl::StrAppend(&summary, " ", port.port, Describe(port.position));
    }
    absl::StrAppend(&summary, "\n");
  }
  for (const Workload& workload : cluster.workloads()) {
    absl::StrAppend(&summary, workload.kind, workload.meta.namespace_, "/",
                    workload.meta.name.text);
    for (const Container& container : workload.pod.spec.containers) {
      for (const EnvVar& variable : container.env) {
        absl::StrAppend(&summary, " ", variable.name.text, "=", variable.value.text,
                        Describe(variable.value.position));
      }
    }
    absl::StrAppend(&summary, "\n");
  }
  for (const Diagnostic& diagnostic : loaded.diagnostics) {
    absl::StrAppend(&summary, FormatDiagnostic(diagnostic, cluster.sources()), "\n",
                    diagnostic.object.ToString(),
                    diagnostic.confidential ? " confidential\n" : "\n");
  }
  return summary;
}

void ExpectSame(const std::string& text, std::string_view part) {
  ASSERT_GT(text.size(), text[0] == '#' ? kMinBytesOfYamlRuns : JsonItemRuns::kMinBytes);
  const std::string alone = Read(text, 1);
  EXPECT_TRUE(absl::StrContains(alone, part)) << part;
  for (const int threads : {2, 5}) EXPECT_TRUE(Read(text, threads) == alone) << part;
}

std::string Minified(std::string_view text) {
  return absl::StrReplaceAll(text, {{"\n", ""}, {"  ", ""}});
}

TEST(ThreadsTest, ReadAListAsOneDoes) {
  const std::string text = ListOf(ItemOf);
  ExpectSame(text, "item-1598@");
  ExpectSame(Minified(text), "item-1598@");
  ExpectSame(absl::StrReplaceAll(text, {{"\n", "\r\n"}}), "item-1598@");
  ExpectSame(absl::StrReplaceAll(text, {{"    ", "\t"}}), "item-1598@");
}

TEST(ThreadsTest, ReportTheSameErrors) {
  const auto with = [](int at, std::string instead) {
    return ListOf([at, instead](int i) { return i == at ? instead : ItemOf(i); });
  };
  ExpectSame(with(1550, "{]"), "error");
  ExpectSame(with(1, "{]"), "error");
  ExpectSame(with(1000, R"({"apiVersion": "v1", "kind": "Service", "metadata": 7})"), "metadata");
  ExpectSame(with(1000, R"({"apiVersion": "v1", "kind": "Service"})"), "no metadata.name");
  ExpectSame(with(1000, R"({"spec": {}})"), "kind");
  ExpectSame(with(1000, "7"), "a list item must be an object");
  ExpectSame(with(1000, R"({"apiVersion": "v1", "kind": "List", "items": []})"), "list");
  ExpectSame(with(1599, R"({"apiVersion": "v1", "kind": "Pod", "a": 1e400})"), "error");
  ExpectSame(with(1200, "{\"kind\": \"a \xFF byte\"}"), "apiVersion");
  ExpectSame(with(800, ItemOf(1)), "the object is already defined");
  ExpectSame(with(800, R"({"apiVersion": "v1", "kind": "Service", "kind": "Secret",
                            "metadata": {"name": "s", "name": "t"}})"),
             "appears more than once");
}

TEST(ThreadsTest, ReportAsManyLossesAsOneThread) {
  const std::string text = ListOf([](int i) {
    return absl::StrReplaceAll(ItemOf(i), {{"\"clusterIP\"",
                                            "\"type\": \"a\", \"type\": \"b\", "
                                            "\"clusterIP\""}});
  });
  ExpectSame(text, "appears more than once");
}

TEST(ThreadsTest, TakeTheNameOfTheListForItemsWithoutOne) {
  const std::string text = ListOf([](int i) {
    return absl::StrCat("{\n            \"metadata\": {\"name\": \"p", i,
                        "\"},\n            \"spec\": {\"containers\": [{\"name\": \"",
                        std::string(300, 'c'), "\"}]}\n        }");
  });
  const std::string pods =
      absl::StrReplaceAll(text, {{"\"kind\": \"List\"", "\"kind\": \"PodList\""}});
  ExpectSame(pods, "Poddefault/p1599");
}

TEST(ThreadsTest, TakeTheLastItems) {
  const std::string list = ListOf(ItemOf);
  const size_t end = list.rfind("    ],");
  const std::string twice = list.substr(0, end) + "    ],\n    \"items\": [\n        " +
                            ItemOf(5000) + ",\n        " + ItemOf(5001) + "\n" + list.substr(end);
  ExpectSame(twice, "item-5000@");
  const size_t items = list.find('[');
  const std::string both = list.substr(0, end) + "    ],\n    \"items\": " + list.substr(items);
  ExpectSame(both, "item-1598@");
}

TEST(ThreadsTest, ReadListAfterList) {
  const std::string list = ListOf(ItemOf);
  ExpectSame(list + list, "the object is already defined");
  ExpectSame(
      list + "{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"metadata\": {\"name\": \"last\"}}",
      "last@");
  ExpectSame(list + "---\napiVersion: v1\nkind: Service\nmetadata: {name: last}\n", "last@");
}

constexpr int kStreamItems = 1000;

// The documents of a YAML stream, which JSON is, too.
std::string StreamOf(const std::function<std::string(int)>& document) {
  std::string text = "# a stream\n";
  for (int i = 0; i < kStreamItems; ++i) absl::StrAppend(&text, "---\n", document(i), "\n");
  return text;
}

TEST(ThreadsTest, ReadAStreamAsOneDoes) {
  ExpectSame(StreamOf(ItemOf), "item-998@");
  ExpectSame(absl::StrReplaceAll(StreamOf(ItemOf), {{"\n", "\r\n"}}), "item-998@");
}

TEST(ThreadsTest, ReportTheSameErrorsInAStream) {
  const auto with = [](int at, std::string instead) {
    return StreamOf([at, instead](int i) { return i == at ? instead : ItemOf(i); });
  };
  ExpectSame(with(900, "a: [1"), "error");
  ExpectSame(with(0, "a: *b"), "anchor not found");
  ExpectSame(with(500, "--- x"), "separates documents");
  ExpectSame(with(999, "--- x"), "separates documents");
  ExpectSame(with(700, ItemOf(1)), "the object is already defined");
  ExpectSame(with(700, "apiVersion: v1\nkind: Service\nmetadata: 7"), "metadata");
  ExpectSame(with(700, "apiVersion: v1\nkind: Service\nmetadata: {name: a, name: b}"),
             "appears more than once");
  ExpectSame(with(700, "apiVersion: v1\nkind: List\nitems:\n- " + Minified(ItemOf(5000)) + "\n- 7"),
             "a list item must be an object");
  ExpectSame(with(700, "kind: List\nitems:\n- " + Minified(ItemOf(5000)) + "\nitems:\n- " +
                           Minified(ItemOf(5003)) + "\napiVersion: v1"),
             "item-5003@");
  ExpectSame(StreamOf([](int i) {
               return absl::StrReplaceAll(ItemOf(i),
                                          {{"\"name\": \"item",
                                            "\"labels\": {\"a\": \"b\", \"a\": \"c\"}, "
                                            "\"uid\": \"1\", \"uid\": \"2\", \"name\": \"item"}});
             }),
             "appears more than once");
}

// Items of one list that look like the beginning of an item of the outer one.
TEST(ThreadsTest, AreNotMisled) {
  const std::string text = ListOf([](int i) {
    std::string rows;
    for (int row = 0; row < 400; ++row) {
      absl::StrAppend(&rows, row == 0 ? "" : ",",
                      "\n        {\n            \"apiVersion\": \"v1\", \"n\": ", row, "}");
    }
    return i % 40 == 7 ? absl::StrCat("{\"apiVersion\": \"v1\", \"kind\": \"Other\", \"rows\": [",
                                      rows, "]}")
                       : ItemOf(i);
  });
  ExpectSame(text, "item-1598@");
  ExpectSame(Minified(text), "item-1598@");
}

}  // namespace
}  // namespace svcenv
