#include "cli/sources/files.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/sources/documents.h"
#include "cli/sources/file_bytes.h"
#include "cli/sources/gzip.h"
#include "cli/sources/kustomizations.h"
#include "cli/sources/recognize.h"
#include "cli/terminal/errors.h"
#include "svcenv/manifest/kustomization.h"
#include "svcenv/syntax/text.h"

namespace svcenv::cli {
namespace {

namespace fs = std::filesystem;

// "reading web.yaml (3 of 20)"
std::string Reading(const std::string& file, size_t index, size_t count) {
  return absl::StrCat("reading ", file == "-" ? "standard input" : file,
                      count == 1 ? "" : absl::StrCat(" (", index + 1, " of ", count, ")"));
}

// Returns whether the error is about a whole document, so that its objects are unknown.
bool IsOfText(const Diagnostic& diagnostic) {
  return diagnostic.code == kSyntaxCode || diagnostic.code == kNotAMapCode ||
         diagnostic.code == kNotAnObjectCode;
}

// Returns the documents that cannot be read.
std::vector<std::string_view> UnreadDocuments(const Diagnostics& errors, std::string_view text) {
  std::vector<std::string_view> unread;
  if (std::none_of(errors.begin(), errors.end(), IsOfText)) return unread;
  const std::vector<std::string_view> documents = DocumentsOf(text);
  for (const Diagnostic& error : errors) {
    if (!IsOfText(error)) continue;
    // An error at the start of a document means that the previous one is incomplete.
    const auto after =
        std::partition_point(documents.begin(), documents.end(), [&](std::string_view document) {
          const size_t begin = OffsetIn(text, document);
          return begin == 0 || begin < error.position.offset;
        });
    if (after != documents.begin()) unread.push_back(*std::prev(after));
  }
  return unread;
}

// Returns the offset of the first Helm action in the documents that cannot be read. Values of other
// documents may contain the same characters.
std::optional<size_t> FindHelmActionOf(const Diagnostics& errors, std::string_view text) {
  for (const std::string_view document : UnreadDocuments(errors, text)) {
    if (const auto action = FindHelmAction(document)) return OffsetIn(text, document) + *action;
  }
  return std::nullopt;
}

// Returns why a file with an unreadable document is not a manifest, or nullopt if it is one.
std::optional<SkipReason> WhyNoManifest(const Diagnostics& errors, std::string_view text) {
  if (FindHelmActionOf(errors, text).has_value()) return SkipReason::kHelmTemplate;
  const std::vector<std::string_view> unread = UnreadDocuments(errors, text);
  if (std::any_of(unread.begin(), unread.end(), HasTemplateAction)) return SkipReason::kTemplate;
  return std::nullopt;
}

// Returns the error for a source of manifests (a chart template, kustomization, or patch), or
// nullopt if the file is none of these. `errors` are the errors found in `text`.
std::optional<Diagnostic> RecognizeSource(const std::string& path, std::string_view text,
                                          const Diagnostics& errors, uint32_t file) {
  Diagnostic error;
  error.severity = Severity::kError;
  error.position.file = file;
  if (const std::optional<size_t> action = FindHelmActionOf(errors, text); action.has_value()) {
    const std::string chart = path == "-" ? "" : ChartOf(path);
    error.code = "helm-template";
    error.message = "this is a Helm template, not a manifest";
    error.remedy = RenderChart(chart.empty() ? "CHART" : chart);
    error.position.offset = static_cast<uint32_t>(*action);
    return error;
  }
  if (IsKustomizationName(fs::path(path).filename().string())) {
    error.code = "kustomization";
    error.message = "this is a kustomization, not a manifest";
    error.remedy = BuildKustomization(KustomizationOf(path));
    return error;
  }
  if (IsJsonPatch(text)) {
    error.code = "kustomize-patch";
    error.message = "this is a kustomize patch, not a manifest";
    error.remedy = BuildKustomization(path == "-" ? "DIR" : KustomizationOf(path));
    return error;
  }
  return std::nullopt;
}

// Reports workloads without containers, skipping the first `before`. They are from a file in which
// every document must be an object.
void ReportPatches(const ManifestFile& file, const Cluster& cluster, size_t before,
                   LoadedManifests* loaded) {
  const auto& workloads = cluster.workloads();
  for (size_t i = before; i < workloads.size(); ++i) {
    std::optional<Diagnostic> error = FindMissingContainers(workloads[i]);
    if (!error.has_value()) continue;
    if (HasKustomization(file.path)) {
      error->code = "kustomize-patch";
      error->message = "no containers; is this a kustomize patch?";
      error->remedy = BuildKustomization(KustomizationOf(file.path));
    }
    loaded->faults.push_back(*std::move(error));
    --loaded->usable;
  }
}

// The maximum size of the contents of a compressed file. A small one may contain much.
constexpr size_t kMaxDecompressed = size_t{1} << 30;

// Decompresses the contents of a file that -f names, or whose name ends with .gz. Others that look
// like gzip are not manifests.
absl::StatusOr<Bytes> Decompressed(const ManifestFile& file, Bytes bytes) {
  const bool may_be_gzip = file.strict || absl::EndsWith(file.path, ".gz");
  if (!may_be_gzip || !IsGzip(bytes.view())) return bytes;
  absl::StatusOr<std::string> text = Decompress(bytes.view(), kMaxDecompressed);
  if (text.ok()) return Bytes(*std::move(text));
  const std::string name = file.path == "-" ? "standard input" : file.path;
  if (absl::IsResourceExhausted(text.status())) {
    return InputError("too-large",
                      absl::StrCat("cannot read ", name, ": its contents are larger than 1 GiB"),
                      "decompress it to files of at most 4 GiB each and pass those");
  }
  return InputError("unreadable", absl::StrCat("cannot read ", name, ": not a valid gzip file"),
                    "check it with gzip -t; it may be incomplete");
}

absl::StatusOr<Bytes> ReadManifest(const ManifestFiles& found, const ManifestFile& file,
                                   int threads) {
  const auto instead = found.instead.find(file.path);
  if (instead != found.instead.end()) return Bytes(instead->second);
  absl::StatusOr<Bytes> bytes = ReadFile(file.path, threads);
  return bytes.ok() ? Decompressed(file, *std::move(bytes)) : std::move(bytes);
}

// Reads `bytes` as the contents of `file`.
LoadedManifests LoadText(const ManifestFile& file, Bytes bytes, LoadOptions options,
                         Cluster* cluster, Origins origins = {},
                         std::vector<std::string> replaced = {}) {
  options.skip_other_documents = !file.strict;
  options.keep_variants = !file.strict;
  LoadedManifests loaded;
  const size_t before = cluster->workloads().size();
  LoadResult result =
      LoadManifest(file.path == "-" ? "stdin" : file.path, std::move(bytes), options, cluster);
  cluster->sources().SetOrigins(result.file, std::move(origins));
  cluster->replaced_names().Set(result.file, std::move(replaced));
  loaded.unchecked_kinds = std::move(result.unchecked_kinds);
  loaded.usable = result.objects - result.faulty;
  const std::string_view text = cluster->sources().text(result.file);
  if (file.strict) {
    std::optional<Diagnostic> source;
    const bool is_kustomization = IsKustomizationName(fs::path(file.path).filename().string());
    if (result.refused || is_kustomization) {
      source = RecognizeSource(file.path, text, result.diagnostics, result.file);
    }
    for (Diagnostic& one : result.diagnostics) {
      const bool of_text = IsOfText(one);
      if (of_text && source.has_value()) continue;
      (of_text ? loaded.errors : loaded.faults).push_back(std::move(one));
    }
    if (source.has_value()) loaded.errors.push_back(*std::move(source));
    ReportPatches(file, *cluster, before, &loaded);
    return loaded;
  }
  if (result.refused) {
    if (const auto reason = WhyNoManifest(result.diagnostics, text); reason.has_value()) {
      for (const TemplateObject& object : ObjectsOfTemplate(text)) {
        CreatedObject created;
        created.kind = object.kind;
        created.name = object.name;
        created.why = "is defined in a template, which was skipped";
        cluster->AddCreated(std::move(created));
      }
      loaded.skipped.push_back({file.path, *reason});
      return loaded;
    }
  }
  loaded.faults = std::move(result.diagnostics);
  loaded.incomplete = result.refused;
  const bool has_objects = result.objects + result.patches.size() > 0;
  if (!result.patches.empty() && HasKustomization(file.path)) {
    loaded.skipped.push_back({file.path, SkipReason::kKustomizePatch});
  } else {
    AppendDiagnostics(std::move(result.patches), &loaded.faults);
  }
  if (result.other > 0) {
    loaded.skipped.push_back(
        {file.path, has_objects ? SkipReason::kDocuments : SkipReason::kNotKubernetes});
  }
  return loaded;
}

}  // namespace

bool LoadedManifests::has_faults() const { return HasErrors(faults); }

void LoadedManifests::Add(LoadedManifests other) {
  AppendDiagnostics(std::move(other.errors), &errors);
  AppendDiagnostics(std::move(other.faults), &faults);
  skipped.insert(skipped.end(), std::make_move_iterator(other.skipped.begin()),
                 std::make_move_iterator(other.skipped.end()));
  unchecked_kinds.merge(other.unchecked_kinds);
  config_error.Update(other.config_error);
  usable += other.usable;
  incomplete |= other.incomplete;
}

LoadedManifests LoadFiles(ManifestFiles found, const LoadOptions& options, Cluster* cluster,
                          Progress* progress) {
  LoadedManifests loaded;
  loaded.config_error = found.config_error;
  loaded.skipped = std::move(found.skipped);
  const Kustomizations kustomizations(found.kustomizations, cluster, &loaded.errors);
  for (size_t i = 0; i < found.files.size(); ++i) {
    const ManifestFile& file = found.files[i];
    if (!file.strict && kustomizations.HasPatch(file.path)) {
      loaded.skipped.push_back({file.path, SkipReason::kKustomizePatch});
      continue;
    }
    // Progress output would disturb a user who types the manifest.
    const bool typed = file.path == "-" && isatty(STDIN_FILENO) == 1;
    if (progress != nullptr) {
      progress->Show(typed ? "" : Reading(file.path, i, found.files.size()));
    }
    absl::StatusOr<Bytes> bytes = ReadManifest(found, file, options.threads);
    if (!bytes.ok()) {
      loaded.errors.push_back(FromStatus(bytes.status()));
      continue;
    }
    loaded.Add(LoadText(file, *std::move(bytes), options, cluster, {},
                        kustomizations.VariablesOf(file.path)));
  }
  return loaded;
}

LoadedManifests LoadRendered(Rendered rendered, const LoadOptions& options, Cluster* cluster) {
  return LoadText({std::move(rendered.name), /*strict=*/true}, std::move(rendered.text), options,
                  cluster, std::move(rendered.origins));
}

Diagnostic NoObjects(const std::string& input, const LoadedManifests& loaded) {
  std::string remedy = "pass files that contain manifests: objects with apiVersion and kind";
  for (const SkippedPath& one : loaded.skipped) {
    if (IsOfHelm(one.reason)) {
      const std::string chart = ChartOf(one.path);
      remedy = RenderChart(chart.empty() ? "CHART" : chart);
      break;
    }
    const bool is_kustomization = one.reason == SkipReason::kKustomizePatch ||
                                  IsKustomizationName(fs::path(one.path).filename().string());
    if (is_kustomization) remedy = BuildKustomization(KustomizationOf(one.path));
  }
  return FromStatus(InputError("no-objects", absl::StrCat("no Kubernetes objects found in ", input),
                               std::move(remedy)));
}

}  // namespace svcenv::cli
