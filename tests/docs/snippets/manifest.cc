// Examples of lib/svcenv/manifest.
#include <iostream>
#include <string>
#include <utility>

#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/manifest/configuration.h"
#include "svcenv/manifest/fields.h"
#include "svcenv/manifest/load.h"
#include "svcenv/syntax/reader.h"

namespace svcenv {
namespace {

struct Settings {
  bool complete = false;
};

// [configuration]
constexpr Field<Settings> kFields[] = {
    {"complete", [](Decoder& d, Settings& s) { s.complete = d.Bool(false); }},
};
// [configuration]

}  // namespace

bool ConfigurationExample(Sources& sources, uint32_t file, Arena& arena) {
  Settings settings;
  // [read configuration]
  const auto read = [&](Decoder& d) { ReadKeys(d, kFields, settings); };
  const Diagnostics errors = ReadConfiguration(sources, file, arena, "complete: true", read);
  // [read configuration]
  return errors.empty() && settings.complete;
}

bool LoadExample(std::string text) {
  // [load]
  Cluster cluster;
  const LoadResult loaded = LoadManifest("pod.yaml", std::move(text), LoadOptions{}, &cluster);
  for (const Diagnostic& diagnostic : loaded.diagnostics) {
    std::cerr << FormatDiagnostic(diagnostic, cluster.sources());
  }
  // [load]
  return loaded.ok();
}

double ReaderExample(Reader& reader) {
  double port = 0;
  // [reader]
  reader.EnterMap();
  while (reader.NextKey()) {
    if (reader.key().text == "port") {
      port = reader.ReadNumber().real;
    } else {
      reader.Skip();
    }
  }
  // [reader]
  return port;
}

}  // namespace svcenv
