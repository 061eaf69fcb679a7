#include "cli/reports/report_findings.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_replace.h"
#include "cli/reports/report_verdict.h"
#include "cli/terminal/remedies.h"
#include "svcenv/base/edit.h"
#include "svcenv/base/visible.h"
#include "svcenv/check/fix.h"
#include "svcenv/render/findings_format.h"

namespace svcenv::cli {
namespace {

// Returns whether all input comes from regular files, which can be read again.
bool CanReadAgain(const Sources& sources) {
  for (uint32_t file = sources.first(); file <= sources.last(); ++file) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(std::string(sources.name(file)), error)) return false;
  }
  return true;
}

std::string Shown(std::string_view source) {
  return absl::StrReplaceAll(VisibleExcerpt(source), {{"\t", "    "}});
}

// Returns the quoted line in three parts, or null.
Json SourceJson(const Diagnostic& finding, const Sources& sources) {
  if (finding.confidential || !finding.position.known()) return nullptr;
  const std::optional<Excerpt> excerpt = sources.ExcerptAt(finding.position);
  if (!excerpt.has_value()) return nullptr;
  const std::string_view text = excerpt->text;
  const size_t begin = std::min(excerpt->offset, text.size());
  const size_t end = std::min(begin + BytesAtFault(finding, sources), text.size());
  return Json::array({Shown(text.substr(0, begin)), Shown(text.substr(begin, end - begin)),
                      Shown(text.substr(end))});
}

// Removes the keys of `json` that have the same values in `other`.
Json Without(Json json, const Json& other) {
  for (const auto& [key, value] : other.items()) {
    const auto found = json.find(key);
    if (found != json.end() && *found == value) json.erase(found);
  }
  return json;
}

using Places = absl::flat_hash_map<std::string_view, std::vector<const Diagnostic*>>;

}  // namespace

std::vector<std::string> PatchesOf(const Linted& linted, const Diagnostics& causes,
                                   const FixRequest& request, Console* console) {
  std::vector<std::string> patches(causes.size());
  const Cluster& cluster = linted.workspace->cluster();
  const Sources& sources = cluster.sources();
  if (linted.selected.size() > kMaxTried || !CheckFixable(request.flags).ok() ||
      !CheckFixable(cluster).ok() || CountFixable(sources, causes) == 0 || !CanReadAgain(sources)) {
    return patches;
  }
  const Fixed fixed = FixFindings(linted, request, console);
  if (fixed.linted == nullptr) return patches;
  absl::flat_hash_set<std::string_view> left;
  for (const Diagnostic& finding : fixed.linted->findings) left.insert(finding.cause);
  FixPlanner planner(sources);
  for (size_t i = 0; i < causes.size(); ++i) {
    if (causes[i].cause.empty() || left.contains(causes[i].cause)) continue;
    std::optional<Fix> fix = planner.Plan(causes[i], FixSafety::kSafe);
    if (fix.has_value()) {
      patches[i] = PatchOf(causes[i].position.file, std::move(fix->edits), linted);
    }
  }
  return patches;
}

void ForEachCause(const Diagnostics& findings, const Diagnostics& causes,
                  const std::vector<std::string>& patches, const Sources& sources,
                  absl::FunctionRef<void(const Json&)> write) {
  Places places;
  for (const Diagnostic& finding : findings) places[finding.cause].push_back(&finding);
  for (size_t i = 0; i < causes.size(); ++i) {
    const Diagnostic& cause = causes[i];
    const Json common = FindingJson(cause, sources, PhraseForCommandLine);
    Json json = common;
    if (!cause.affects.empty()) json["affects"] = cause.affects;
    if (Json source = SourceJson(cause, sources); !source.is_null()) {
      json["source"] = std::move(source);
    }
    if (!patches[i].empty()) json["patch"] = patches[i];
    if (cause.severity == Severity::kError && Stops(cause.code)) json["stops"] = true;
    Json all = Json::array();
    if (cause.cause.empty()) {
      all.push_back(Json::object());
    } else {
      for (const Diagnostic* finding : places[cause.cause]) {
        all.push_back(Without(FindingJson(*finding, sources, PhraseForCommandLine), common));
      }
    }
    json["places"] = std::move(all);
    write(json);
  }
}

}  // namespace svcenv::cli
