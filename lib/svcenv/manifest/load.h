// Manifests into a Cluster.
//
//   Cluster cluster;
//   const LoadResult loaded = LoadManifest("pod.yaml", std::move(text), LoadOptions{}, &cluster);
//   for (const Diagnostic& diagnostic : loaded.diagnostics) {
//     std::cerr << FormatDiagnostic(diagnostic, cluster.sources());
//   }
#ifndef SVCENV_MANIFEST_LOAD_H_
#define SVCENV_MANIFEST_LOAD_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "svcenv/base/bytes.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/kinds.h"
#include "svcenv/kubernetes/version.h"
#include "svcenv/syntax/reader.h"

namespace svcenv {

// Of LoadResult::unchecked_kinds.
inline constexpr size_t kMostUncheckedKinds = 1000;

// The code of the error of a document without kind or apiVersion.
inline constexpr std::string_view kNotAnObjectCode = "not-an-object";

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
  // `refused-by-api`, or warnings of that code; the rest of the object is read all the same.
  enum class UnknownFields { kIgnored, kWarned, kReported };

  Source source = Source::kWritten;
  Names names = Names::kRequired;
  UnknownFields unknown_fields = UnknownFields::kIgnored;
  // Skip documents that are not Kubernetes objects, and workloads without containers, which may be
  // patches, and go on after documents that cannot be read: for texts of which not every one is meant
  // to be a manifest.
  bool skip_other_documents = false;
  // The text is one of the files of a directory: an object of a name that another such file defines
  // is a variant of it (see Cluster), and does not replace it.
  bool keep_variants = false;
  // Do not add Services that the API server refuses. They are reported all the same.
  bool drop_refused = false;
  std::string default_namespace = "default";  // of objects that name none
  const VersionProfile* version = &DefaultVersion();
  // Kinds beside those of Kinds(), which they override: see custom_kinds.h. Must outlive the
  // Cluster.
  absl::Span<const Kind> kinds = {};
  int threads = 1;  // that may read a large text; the result does not depend on it
};

// What was loaded, and what there is to report about it.
struct [[nodiscard]] LoadResult {
  uint32_t file = 0;   // in the sources of the cluster; 0 for LoadObject
  size_t objects = 0;  // of any kind
  size_t known = 0;    // of the kinds that svcenv reads
  size_t faulty = 0;   // objects that were not added because of an error
  size_t other = 0;    // documents that are not Kubernetes objects
  // Of each workload without containers: what is wrong with it unless it is a patch for kustomize.
  // With LoadOptions::skip_other_documents alone, and then the object is not added.
  Diagnostics patches;
  // A document could not be read, or is not a Kubernetes object and was not skipped: nobody knows
  // what it was to define.
  bool refused = false;
  // Kinds that may contain containers or define values, and are not read.
  std::set<std::string> unchecked_kinds;
  // An object with an error may be missing from the cluster, or incomplete. Warnings are about
  // input that kubectl accepts: an object that is defined twice, a key that it drops.
  Diagnostics diagnostics;

  bool ok() const { return !HasErrors(diagnostics); }
};

// Reads one file's bytes, as kubectl does, and adds its objects to `cluster`; `name` is what
// messages call it. Skips kinds that have no bearing on environments. A ConfigMap, Secret, Service,
// or Node that is not added because of an error is unreadable in the cluster.
LoadResult LoadManifest(std::string_view name, Bytes bytes, const LoadOptions& options,
                        Cluster* cluster);

// The same for the object that `reader` is at.
LoadResult LoadObject(Reader& reader, const LoadOptions& options, Cluster* cluster);

// Returns the error of a workload without containers of a kind that needs them (see Kind), which may be
// a patch for kustomize. No value if it has containers, or may have them elsewhere.
std::optional<Diagnostic> FindMissingContainers(const Workload& workload);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_LOAD_H_
