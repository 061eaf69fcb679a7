#include "svcenv/manifest/load.h"

#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/manifest/loader.h"
#include "svcenv/syntax/text.h"

namespace svcenv {

LoadResult LoadManifest(std::string_view name, Bytes bytes, const LoadOptions& options,
                        Cluster* cluster) {
  Loader loader(options, cluster, &cluster->arena());
  const uint32_t file =
      cluster->sources().Add(name, DecodeText(std::move(bytes), options.threads), options.threads);
  cluster->files().Add(file, cluster->sources().name(file), options.keep_variants);
  Diagnostics losses;
  Extents extents;
  ReadOptions read_options;
  read_options.null_items = options.source == LoadOptions::Source::kServed;
  read_options.extents = &extents;
  read_options.on_refused = [&](const Diagnostic& error, std::string_view document) {
    return loader.TakeRefused(error, document);
  };
  const absl::Status status = ReadDocumentsByThreads(cluster->sources(), file, cluster->arena(),
                                                     loader, losses, options.threads, read_options);
  cluster->sources().SetExtents(file, std::move(extents));
  loader.Finish();
  loader.NameObjects(&losses);
  LoadResult result = loader.TakeResult();
  MoveToEnd(&losses, &result.diagnostics);
  if (!status.ok()) result.diagnostics.push_back(FromStatus(status));
  result.file = file;
  result.refused |= !status.ok();
  return result;
}

std::optional<Diagnostic> FindMissingContainers(const Workload& workload) {
  const Kind* const kind = FindKind(workload.kind);
  const bool is_needed = workload.is_template() && kind != nullptr && kind->needs_containers();
  if (!is_needed || !AllContainers(workload.pod.spec).empty()) return std::nullopt;
  Diagnostic error;
  error.severity = Severity::kError;
  error.code = "refused-by-api";
  error.field = absl::StrCat(workload.path, ".spec.containers");
  error.message = absl::StrCat(error.field, ": Required value");
  error.remedy = "list the containers; if this is a patch, reference the file in a kustomization";
  error.position = workload.meta.position;
  error.object = NameOf(workload.kind, workload.meta);
  return error;
}

LoadResult LoadObject(Reader& reader, const LoadOptions& options, Cluster* cluster) {
  Loader loader(options, cluster, &cluster->arena());
  loader.Document({}, reader);
  loader.Finish();
  return loader.TakeResult();
}

}  // namespace svcenv
