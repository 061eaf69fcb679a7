#include "cli/sources/kustomizations.h"

#include <cstdint>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/status/statusor.h"
#include "cli/sources/file_bytes.h"
#include "cli/sources/paths.h"
#include "svcenv/manifest/kustomization.h"
#include "svcenv/syntax/text.h"

namespace svcenv::cli {
namespace {

namespace fs = std::filesystem;

// Kustomizations by their directories.
using ByDirectory = absl::flat_hash_map<std::string, Kustomization>;

// Returns `directory` and all files and directories that its kustomization refers to, directly or
// through other kustomizations.
absl::flat_hash_set<std::string> Reached(const std::string& directory, const ByDirectory& all) {
  absl::flat_hash_set<std::string> reached = {directory};
  std::vector<std::string> to_visit = {directory};
  while (!to_visit.empty()) {
    const std::string path = std::move(to_visit.back());
    to_visit.pop_back();
    const auto found = all.find(path);
    if (found == all.end()) continue;
    for (const std::string& resource : found->second.resources) {
      std::string next = AbsolutePath(fs::path(path) / resource);
      if (reached.insert(next).second) to_visit.push_back(std::move(next));
    }
  }
  return reached;
}

}  // namespace

Kustomizations::Kustomizations(const std::vector<std::string>& paths, Cluster* cluster,
                               Diagnostics* errors) {
  ByDirectory all;
  for (const std::string& path : paths) {
    std::error_code code;
    const fs::file_status status = fs::status(path, code);
    if (fs::is_directory(status) || fs::is_other(status)) continue;  // a pipe may never end
    absl::StatusOr<std::string> bytes = ReadBytes(path);
    if (!bytes.ok()) {
      errors->push_back(FromStatus(bytes.status()));
      continue;
    }
    const uint32_t file = cluster->sources().Add(path, DecodeText(*std::move(bytes)));
    Kustomization read = ReadKustomization(file, cluster);
    const std::string directory = AbsolutePath(fs::path(AbsolutePath(path)).parent_path());
    for (const std::string& patch : read.patches) {
      patches_.insert(AbsolutePath(fs::path(directory) / patch));
    }
    all[directory] = std::move(read);
  }
  for (const auto& [directory, kustomization] : all) {
    if (kustomization.variables.empty()) continue;
    for (const std::string& path : Reached(directory, all)) {
      std::vector<std::string>& names = variables_[path];
      names.insert(names.end(), kustomization.variables.begin(), kustomization.variables.end());
    }
  }
}

bool Kustomizations::HasPatch(const std::string& path) const {
  return !patches_.empty() && patches_.contains(AbsolutePath(path));
}

std::vector<std::string> Kustomizations::VariablesOf(const std::string& path) const {
  std::vector<std::string> names;
  if (variables_.empty()) return names;
  const std::string key = AbsolutePath(path);
  for (const std::string& one : {key, fs::path(key).parent_path().string()}) {
    const auto found = variables_.find(one);
    if (found == variables_.end()) continue;
    names.insert(names.end(), found->second.begin(), found->second.end());
  }
  return names;
}

}  // namespace svcenv::cli
