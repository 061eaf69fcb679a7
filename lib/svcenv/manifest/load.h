// Loads manifests into a Cluster.
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

// The maximum size of LoadResult::unchecked_kinds.
inline constexpr size_t kMaxUncheckedKinds = 1000;

// The error code for a document without kind or apiVersion.
inline constexpr std::string_view kNotAnObjectCode = "not-an-object";

struct LoadOptions {
  // The origin of the objects, which determines the checks and defaults that apply to them.
  enum class Source {
    // Written by people to be applied. Objects require kind and apiVersion, Services are checked as
    // the API server does, and serviceAccountName defaults to `default` in pods and pod templates.
    kWritten,
    // Returned by the API server. serviceAccountName defaults to `default` in pod templates, as it
    // will in their pods, and `items: null` is an empty list.
    kServed,
    // Supplied by a program that asks about exactly these objects. They are not checked as the API
    // server does, and serviceAccountName has no default.
    kVerbatim,
  };
  // Whether an object requires a name or generateName. In an admission request it may lack both.
  enum class Names { kRequired, kOptional };
  // How to handle fields that the API does not define in the object, pod template, pod spec, and
  // containers, and in env, envFrom, valueFrom, and ports. kReported reports errors and kWarned
  // reports warnings, both with code `refused-by-api`; either way the rest of the object is read.
  enum class UnknownFields { kIgnored, kWarned, kReported };

  Source source = Source::kWritten;
  Names names = Names::kRequired;
  UnknownFields unknown_fields = UnknownFields::kIgnored;
  // Skip documents that are not Kubernetes objects and workloads without containers, which may be
  // patches, and continue after unparsable documents. Use this for files that may not be manifests.
  bool skip_other_documents = false;
  // The input is one file of a directory. If another such file defines an object of the same name,
  // keep both as variants (see Cluster) instead of replacing the first.
  bool keep_variants = false;
  // Report Services that the API server rejects, but do not add them.
  bool drop_refused = false;
  std::string default_namespace = "default";  // for objects that set no namespace
  const VersionProfile* version = &DefaultVersion();
  // Kinds that extend and override Kinds(); see custom_kinds.h. Must outlive the Cluster.
  absl::Span<const Kind> kinds = {};
  int threads = 1;  // the maximum for a large input; does not affect the result
};

// The outcome of loading: counts and diagnostics.
struct [[nodiscard]] LoadResult {
  uint32_t file = 0;   // index in the cluster's sources; 0 for LoadObject
  size_t objects = 0;  // of any kind
  size_t known = 0;    // objects of supported kinds
  size_t faulty = 0;   // objects not added because of an error
  size_t other = 0;    // documents that are not Kubernetes objects
  // The error for each workload without containers, valid unless the workload is a kustomize patch.
  // Such workloads are not added. Only set with LoadOptions::skip_other_documents.
  Diagnostics patches;
  // Whether a document could not be parsed, or is not a Kubernetes object and was not skipped. The
  // objects that it was meant to define are unknown.
  bool refused = false;
  // Unsupported kinds that may contain containers or define values.
  std::set<std::string> unchecked_kinds;
  // An object with an error may be missing from the cluster or incomplete. Warnings concern input
  // that kubectl accepts, such as a duplicate object or a key that kubectl drops.
  Diagnostics diagnostics;

  bool ok() const { return !HasErrors(diagnostics); }
};

// Parses the contents of one file as kubectl does and adds its objects to `cluster`. `name`
// identifies the file in messages. Skips kinds that do not affect environments. Marks a ConfigMap,
// Secret, Service, or Node that is not added because of an error as unreadable in the cluster.
LoadResult LoadManifest(std::string_view name, Bytes bytes, const LoadOptions& options,
                        Cluster* cluster);

// Loads the next value of `reader` as one object, like LoadManifest.
LoadResult LoadObject(Reader& reader, const LoadOptions& options, Cluster* cluster);

// Returns the error for a workload that has no containers although its kind requires them (see
// Kind). Such a workload may be a kustomize patch. Returns no value for any other workload.
std::optional<Diagnostic> FindMissingContainers(const Workload& workload);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_LOAD_H_
