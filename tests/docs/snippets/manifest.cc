// Examples of lib/svcenv/manifest.
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <string>
#include <utility>

#include "svcenv/base/bytes.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/manifest/configuration.h"
#include "svcenv/manifest/custom_kinds.h"
#include "svcenv/manifest/fields.h"
#include "svcenv/manifest/kustomization.h"
#include "svcenv/manifest/load.h"
#include "svcenv/syntax/reader.h"
#include "svcenv/syntax/text.h"

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
  const Diagnostics errors =
      ReadConfiguration(sources, file, arena, "complete: true", kFields, settings);
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

void CustomKindsExample(LoadOptions options, Cluster* cluster, Bytes bytes) {
  // [custom kinds]
  CustomKinds kinds;
  kinds.Add("Widget.example.com", "spec.parts[].podTemplate");
  options.kinds = kinds.all();
  // [custom kinds]
  (void)LoadManifest("widget.yaml", std::move(bytes), options, cluster);
}

size_t KustomizationExample(Cluster& cluster, Bytes bytes) {
  // [kustomization]
  const uint32_t file =
      cluster.sources().Add("base/kustomization.yaml", DecodeText(std::move(bytes)));
  const Kustomization kustomization = ReadKustomization(file, &cluster);
  // [kustomization]
  return kustomization.patches.size();
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
