#include "tests/render/rendering.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "svcenv/base/arena.h"
#include "svcenv/env/resolver.h"
#include "svcenv/manifest/load.h"
#include "svcenv/syntax/text.h"

namespace svcenv {
namespace {

using Json = nlohmann::ordered_json;

Json ReadValue(Reader& reader) {
  switch (reader.type()) {
    case ValueType::kNull:
      reader.Skip();
      return nullptr;
    case ValueType::kBool:
      return reader.Bool();
    case ValueType::kNumber: {
      const Number number = reader.ReadNumber();
      return number.is_integer ? Json(number.integer) : Json(number.real);
    }
    case ValueType::kString:
      return std::string(reader.String());
    case ValueType::kList: {
      Json list = Json::array();
      reader.EnterList();
      while (reader.NextItem()) list.push_back(ReadValue(reader));
      return list;
    }
    case ValueType::kMap:
      break;
  }
  Json map = Json::object();
  reader.EnterMap();
  while (reader.NextKey()) {
    const std::string key(reader.key().text);
    map[key] = ReadValue(reader);
  }
  return map;
}

class Collector : public DocumentSink {
 public:
  void Document(const Item&, Reader& reader) override { documents.push_back(ReadValue(reader)); }
  void DropItems() override {}

  std::vector<Json> documents;
};

}  // namespace

Rendered::Rendered(std::string_view manifest) {
  const LoadResult loaded = LoadManifest("test.yaml", std::string(manifest), {}, &cluster_);
  for (const Diagnostic& diagnostic : loaded.diagnostics) {
    ADD_FAILURE() << FormatDiagnostic(diagnostic, cluster_.sources());
  }
  ResolveOptions options;
  options.complete = options.facts_complete = false;
  Resolver resolver(cluster_, options);
  for (const Workload& workload : cluster_.workloads()) {
    for (const Container* container : AllContainers(workload.pod.spec)) {
      results_.push_back(
          ContainerResult(workload, *container, resolver.Resolve(workload, *container, {})));
    }
  }
}

std::string Rendered::As(std::string_view format, const RenderOptions& options) const {
  StringOutput output;
  FindFormat(format)->write(results_, options, &output);
  return output.Take();
}

std::string PodWithValues(const std::vector<std::string>& values) {
  Json env = Json::array();
  for (size_t i = 0; i < values.size(); ++i) {
    // Double each `$` so that the kubelet does not change the values.
    std::string escaped;
    for (const char c : values[i]) escaped += c == '$' ? std::string("$$") : std::string(1, c);
    env.push_back({{"name", absl::StrCat("V", i)}, {"value", escaped}});
  }
  const Json pod = {{"apiVersion", "v1"},
                    {"kind", "Pod"},
                    {"metadata", {{"name", "p"}}},
                    {"spec", {{"containers", Json::array({{{"name", "c"}, {"env", env}}})}}}};
  return pod.dump();
}

std::vector<std::string> DifficultTexts() {
  std::vector<std::string> texts = {
      "",
      " ",
      "  two",
      "two  ",
      "a b",
      "\t",
      "\ttab",
      "\n",
      "\n\n",
      "a\n",
      "a\nb",
      "\na",
      "a\n\nb\n\n",
      "a\r\nb",
      "\r",
      "y",
      "Y",
      "n",
      "N",
      "yes",
      "Yes",
      "NO",
      "on",
      "Off",
      "true",
      "FALSE",
      "null",
      "Null",
      "~",
      "=",
      "<<",
      "-",
      "- a",
      "?",
      "? a",
      ":",
      ": a",
      "a: b",
      "a:",
      "a:b",
      "a #b",
      "#a",
      "a#b",
      ",",
      "[",
      "]",
      "{",
      "}",
      "[a]",
      "{a: b}",
      "&a",
      "*a",
      "!a",
      "!!str a",
      "|",
      ">",
      "|-\n a",
      "%a",
      "@a",
      "`a",
      "'",
      "\"",
      "''",
      "\"\"",
      "'a'",
      "\"a\"",
      "it's",
      "a\"b",
      "\\",
      "\\n",
      "a\\",
      "---",
      "--- a",
      "...",
      "0",
      "1",
      "-1",
      "+1",
      "007",
      "0o17",
      "0x1F",
      "0b11",
      "1_000",
      "1.5",
      ".5",
      "1.",
      "1e3",
      "1E-3",
      "1e400",
      ".inf",
      "-.INF",
      ".nan",
      "NaN",
      "inf",
      "12:30",
      "12:30:45",
      "190:20:30",
      "2001-01-01",
      "2001-12-14t21:59:43.10-05:00",
      "1.2.3.4",
      "fd00::7",
      "tcp://[fd00::7]:80",
      "tcp://10.0.0.1:80",
      "\x01",
      "\x1b[31mred",
      "\x7f",
      "\xc2\x80",
      "\xc2\x85",
      "a\xc2\x85"
      "b",
      "\xc2\xa0",
      "\xe2\x80\xa8",
      "\xe2\x80\xa9",
      "\xef\xbb\xbf",
      "\xef\xbb\xbf"
      "a",
      "\xef\xbf\xbd",
      "\xef\xbf\xbe",
      "é",
      "日本語",
      "\xf0\x9f\x98\x80",
      "a\xf0\x9f\x98\x80"
      "b",
      "\xf4\x8f\xbf\xbf",
      "$",
      "$$",
      "$(A)",
      "$$(A)",
      "$(",
      "$é",
      std::string(200, 'x'),
      std::string(100, 'x') + " " + std::string(100, 'y'),
  };
  for (char c = 0x20; c < 0x7F; ++c) {
    texts.push_back(std::string(1, c));
    texts.push_back(std::string("a") + c);
    texts.push_back(c + std::string("a"));
    texts.push_back(std::string("a ") + c + " b");
  }
  return texts;
}

std::optional<Json> ReadWithPyYaml(const std::string& yaml) {
  constexpr char kPython[] = "/usr/bin/python3";
  if (std::system((std::string(kPython) + " -c 'import yaml' 2>/dev/null").c_str()) != 0)
    return std::nullopt;
  std::string directory = std::filesystem::temp_directory_path() / "pyyaml-XXXXXX";
  if (mkdtemp(directory.data()) == nullptr) return std::nullopt;
  std::ofstream(directory + "/in.yaml", std::ios::binary) << yaml;
  std::ofstream(directory + "/read.py")
      << "import json, sys, yaml\n"
         "with open(sys.argv[1], 'rb') as f: value = yaml.safe_load(f)\n"
         "with open(sys.argv[2], 'w') as f: json.dump(value, f)\n";
  const std::string command = absl::StrCat(kPython, " ", directory, "/read.py ", directory,
                                           "/in.yaml ", directory, "/out.json");
  EXPECT_EQ(std::system(command.c_str()), 0) << yaml;
  std::ostringstream text;
  text << std::ifstream(directory + "/out.json").rdbuf();
  std::filesystem::remove_all(directory);
  return Json::parse(text.str(), nullptr, false);
}

std::vector<Json> ReadAsKubectl(const std::string& yaml) {
  Sources sources;
  const uint32_t file = sources.Add("out.yaml", yaml);
  Arena arena;
  Diagnostics losses;
  Collector collector;
  const absl::Status status = ReadDocuments(sources, file, arena, collector, losses);
  EXPECT_TRUE(status.ok()) << FormatDiagnostic(FromStatus(status), sources);
  EXPECT_TRUE(losses.empty());
  return collector.documents;
}

}  // namespace svcenv
