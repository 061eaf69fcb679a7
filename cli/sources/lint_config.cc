#include "cli/sources/lint_config.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/sources/file_bytes.h"
#include "cli/sources/lint_config_reader.h"
#include "cli/sources/paths.h"
#include "cli/terminal/errors.h"
#include "svcenv/syntax/text.h"

namespace svcenv::cli {
namespace fs = std::filesystem;

namespace {

// A configuration that svcenv found by its name belongs to the input. It may be a link to a pipe or
// device that never ends.
absl::StatusOr<std::string> ReadConfig(const std::string& path) {
  std::error_code code;
  if (fs::path(path).filename() == kConfigFileName && fs::is_other(fs::status(path, code))) {
    return InputError("unreadable", absl::StrCat("cannot read ", path, ": not a regular file"),
                      "remove it, or replace it with a file");
  }
  return ReadBytes(path);
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ReadIgnored(const std::string& path) {
  absl::StatusOr<std::string> bytes = ReadConfig(path);
  if (!bytes.ok()) return bytes.status();
  Sources sources;
  Arena arena;
  const uint32_t file = sources.Add(path, DecodeText(*std::move(bytes)));
  ParsedLintConfig parsed = ReadLintConfig(sources, file, arena);
  for (const Diagnostic& error : parsed.errors) {
    if (!absl::StartsWith(error.field, "ignore")) continue;
    return InputError("config",
                      absl::StrCat(sources.Locate(error.position).ToString(), ": ", error.message),
                      error.remedy.text);
  }
  return std::move(parsed.config.ignored);
}

const LintConfig* LintConfigs::Read(const std::string& path, Diagnostics* diagnostics) {
  const auto [place, is_new] = files_.try_emplace(path);
  if (!is_new) return &place->second;
  absl::StatusOr<std::string> bytes = ReadConfig(path);
  if (!bytes.ok()) {
    diagnostics->push_back(FromStatus(bytes.status()));
    return &place->second;
  }
  const uint32_t file = sources_.Add(path, DecodeText(*std::move(bytes)));
  ParsedLintConfig parsed = ReadLintConfig(sources_, file, arena_);
  place->second = std::move(parsed.config);
  AppendDiagnostics(std::move(parsed.errors), diagnostics);
  return &place->second;
}

const LintConfig* LintConfigs::Nearest(std::string directory, bool relative,
                                       Diagnostics* diagnostics) {
  std::vector<std::string> passed;
  const LintConfig* config = nullptr;
  while (true) {
    if (const auto known = by_directory_.find(directory); known != by_directory_.end()) {
      config = known->second;
      break;
    }
    passed.push_back(directory);
    fs::path file = fs::path(directory) / kConfigFileName;
    std::error_code code;
    if (fs::exists(fs::status(file, code))) {
      if (relative) file = file.lexically_proximate(fs::current_path(code));
      config = Read(file.string(), diagnostics);
      break;
    }
    std::string above = fs::path(directory).parent_path().string();
    if (above == directory) break;
    directory = std::move(above);
  }
  for (std::string& one : passed) by_directory_[std::move(one)] = config;
  return config;
}

Diagnostics LintConfigs::Load(const ManifestFiles& manifests, const std::string& config) {
  Diagnostics diagnostics;
  if (!config.empty()) {
    elsewhere_ = Read(config, &diagnostics);
    return diagnostics;
  }
  bool in_files = !manifests.files.empty();
  for (const ManifestFile& file : manifests.files) {
    if (file.path == "-") {
      in_files = false;
      continue;
    }
    const fs::path parent = fs::path(file.path).parent_path();
    by_manifest_[file.path] =
        Nearest(AbsolutePath(parent.empty() ? "." : parent), parent.is_relative(), &diagnostics);
  }
  if (!in_files) elsewhere_ = Nearest(AbsolutePath("."), true, &diagnostics);
  return diagnostics;
}

bool LintConfigs::complete() const {
  return std::any_of(files_.begin(), files_.end(),
                     [](const auto& file) { return file.second.complete; });
}

std::vector<Application> LintConfigs::applications() const {
  std::vector<Application> result;
  for (const auto& [path, config] : files_) {
    result.insert(result.end(), config.applications.begin(), config.applications.end());
  }
  return result;
}

void LintConfigs::AddWorkloads(CustomKinds* kinds) const {
  for (const auto& [file, config] : files_) {
    for (const auto& [kind, path] : config.workloads) kinds->Add(kind, path);
  }
}

const LintConfig* LintConfigs::Of(std::string_view manifest) const {
  const auto found = by_manifest_.find(manifest);
  return found == by_manifest_.end() ? elsewhere_ : found->second;
}

void LintConfigs::Apply(const Sources& manifests, Diagnostics* findings) const {
  const auto config_of = [&](const Diagnostic& finding) {
    return Of(finding.position.known() ? manifests.name(finding.position.file) : "");
  };
  findings->erase(std::remove_if(findings->begin(), findings->end(),
                                 [&](const Diagnostic& finding) {
                                   const LintConfig* config = config_of(finding);
                                   return config != nullptr &&
                                          config->disabled.contains(finding.code);
                                 }),
                  findings->end());
  for (Diagnostic& finding : *findings) {
    const LintConfig* config = config_of(finding);
    if (config == nullptr) continue;
    const auto severity = config->severities.find(finding.code);
    if (severity != config->severities.end()) finding.severity = severity->second;
  }
}

}  // namespace svcenv::cli
