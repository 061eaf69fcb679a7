// Manifests into a Cluster.
//
//   Cluster cluster;
//   const LoadResult loaded = LoadManifest("pod.yaml", std::move(text), LoadOptions{}, &cluster);
//   for (const Diagnostic& diagnostic : loaded.diagnostics) {
//     std::cerr << FormatDiagnostic(diagnostic, cluster.sources());
//   }
#ifndef SVCENV_MANIFEST_LOAD_H_
#define SVCENV_MANIFEST_LOAD_H_

#include <string>
#include <string_view>
#include <vector>

#include "svcenv/base/bytes.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/version.h"
#include "svcenv/syntax/reader.h"

namespace svcenv {

struct LoadOptions {
  // Who wrote the objects, and so what the API server has yet to do with them.
  enum class Source {
    // People, for the API server: an object needs a kind and an apiVersion, Services are checked as
    // it would check them, and pods and pod templates without a service account get `default`.
    kWritten,
    // The API server: pod templates without a service account get `default`, as their pods will,
    // and `items: null` is an empty list.
    kServed,
    // A program, for a question about these very objects: nothing is checked or added.
    kVerbatim,
  };
  // Whether an object needs a name or a generateName. One in an admission request may lack both.
  enum class Names { kRequired, kOptional };
  // Fields that the API does not have: of the object itself, its pod template, pod spec, and
  // containers, and in env, envFrom, valueFrom, and ports. Reported ones are errors
  // `refused-by-api`, and the rest of the object is read all the same.
  enum class UnknownFields { kIgnored, kReported };

  Source source = Source::kWritten;
  Names names = Names::kRequired;
  UnknownFields unknown_fields = UnknownFields::kIgnored;
  std::string default_namespace = "default";  // of objects that name none
  const VersionProfile* version = &NewestVersion();
  int threads = 1;  // that may read a large text; the result does not depend on it
};

// What was loaded, and what there is to report about it.
struct [[nodiscard]] LoadResult {
  size_t objects = 0;  // of any kind
  size_t known = 0;    // of the kinds that svcenv reads
  // An object with an error may be missing from the cluster, or incomplete. Warnings are about
  // input that kubectl accepts: an object that is defined twice, a key that it drops.
  Diagnostics diagnostics;

  bool ok() const { return !HasErrors(diagnostics); }
};

// Reads one file's bytes, as kubectl does, and adds its objects to `cluster`; `name` is what
// messages call it. Skips kinds that have no bearing on environments.
LoadResult LoadManifest(std::string_view name, Bytes bytes, const LoadOptions& options,
                        Cluster* cluster);

// The same for the object that `reader` is at.
LoadResult LoadObject(Reader& reader, const LoadOptions& options, Cluster* cluster);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_LOAD_H_
