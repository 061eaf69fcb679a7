#include "cli/sources/manifest_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/platform/files.h"
#include "cli/sources/file_bytes.h"
#include "cli/sources/lint_config.h"
#include "cli/sources/path_patterns.h"
#include "cli/sources/paths.h"
#include "cli/terminal/errors.h"
#include "svcenv/manifest/kustomization.h"

namespace svcenv::cli {
namespace {

namespace fs = std::filesystem;

constexpr char kChartFile[] = "Chart.yaml";
constexpr int kMaxAbove = 3;  // parent directories searched for kustomizations

bool Exists(const fs::path& path) {
  std::error_code code;
  return fs::exists(fs::status(path, code));
}

bool IsManifest(const fs::path& path) {
  const std::string name = path.filename().string();
  if (name == kConfigFileName) return false;
  if (absl::StartsWith(name, ".#")) return false;  // an Emacs lock: a dangling link
  const std::string extension = path.extension().string();
  return extension == ".json" || extension == ".yaml" || extension == ".yml";
}

// Returns whether a chart's directory of this name contains template sources or subcharts.
bool IsChartSource(const fs::path& name) { return name == "templates" || name == "charts"; }

// Returns whether a file next to Chart.yaml belongs to the chart.
bool IsChartFile(const fs::path& name) {
  const std::string text = name.string();
  return text == kChartFile || text == "requirements.yaml" || text.compare(0, 6, "values") == 0;
}

bool IsNeverRead(const fs::path& name) { return name == ".git" || name == "node_modules"; }

// Returns the entries of a directory, sorted by name.
absl::StatusOr<std::vector<fs::path>> EntriesOf(const fs::path& directory) {
  std::error_code code;
  std::vector<fs::path> entries;
  for (auto it = fs::directory_iterator(directory, code); !code && it != fs::directory_iterator();
       it.increment(code)) {
    entries.push_back(it->path());
  }
  if (code) return Unreadable(directory.string(), code.value());
  std::sort(entries.begin(), entries.end());
  return entries;
}

// Collects the files of ManifestPaths.
class Finder {
 public:
  explicit Finder(const ManifestPaths& paths)
      : paths_(paths), ignored_(AbsolutePath("."), paths.ignored) {}

  absl::StatusOr<ManifestFiles> Run();

 private:
  using Patterns = std::shared_ptr<const PathPatterns>;

  struct OpenDirectory {
    std::vector<fs::path> entries;
    bool is_chart;
    Patterns patterns;  // from the nearest configuration; may be null
    size_t next = 0;
  };

  absl::Status Add(const std::string& path, bool is_operand);
  absl::Status AddDirectory(const fs::path& directory);
  void AddKustomization(const std::string& path);
  // Adds the kustomizations in `directory`, an absolute path, and above it.
  void AddKustomizationsAbove(fs::path directory);
  absl::StatusOr<OpenDirectory> Open(const fs::path& directory, Patterns inherited);
  void AddFile(const fs::path& file, const OpenDirectory& directory);
  bool SkipDirectory(const fs::path& directory, const OpenDirectory& parent);
  bool IsIgnored(const fs::path& path, const Patterns& patterns) const;
  void Skip(const fs::path& path, SkipReason reason) {
    result_.skipped.push_back({path.string(), reason});
  }

  // Returns the patterns of the configuration in `directory`, or null if it has none.
  Patterns ConfigIn(const std::string& directory);
  // Returns the patterns of the nearest configuration, from `directory` upward.
  Patterns NearestConfig(std::string directory);
  Patterns ReadConfig(const std::string& path, std::string base);

  const ManifestPaths& paths_;
  const PathPatterns ignored_;
  absl::flat_hash_map<std::string, Patterns> nearest_;  // by directory
  std::vector<fs::path> beside_;                     // parents of operands and of named directories
  absl::flat_hash_set<std::string> kustomizations_;  // absolute paths added so far
  ManifestFiles result_;
};

Finder::Patterns Finder::ReadConfig(const std::string& path, std::string base) {
  absl::StatusOr<std::vector<std::string>> globs = ReadIgnored(path);
  if (!globs.ok()) {
    result_.config_error.Update(globs.status());
    return nullptr;
  }
  return std::make_shared<const PathPatterns>(std::move(base), *globs);
}

Finder::Patterns Finder::ConfigIn(const std::string& directory) {
  const fs::path file = fs::path(directory) / kConfigFileName;
  if (!Exists(file)) return nullptr;
  std::error_code code;
  return ReadConfig(file.lexically_proximate(fs::current_path(code)).string(), directory);
}

Finder::Patterns Finder::NearestConfig(std::string directory) {
  std::vector<std::string> passed;
  Patterns patterns;
  while (true) {
    if (const auto known = nearest_.find(directory); known != nearest_.end()) {
      patterns = known->second;
      break;
    }
    passed.push_back(directory);
    patterns = paths_.config.empty()
                   ? ConfigIn(directory)
                   : ReadConfig(paths_.config,
                                fs::path(AbsolutePath(paths_.config)).parent_path().string());
    std::string above = fs::path(directory).parent_path().string();
    if (patterns != nullptr || !paths_.config.empty() || above == directory) break;
    directory = std::move(above);
  }
  for (std::string& one : passed) nearest_[std::move(one)] = patterns;
  return patterns;
}

bool Finder::IsIgnored(const fs::path& path, const Patterns& patterns) const {
  if (ignored_.empty() && patterns == nullptr) return false;
  const std::string absolute = AbsolutePath(path);
  return ignored_.Match(absolute) || (patterns != nullptr && patterns->Match(absolute));
}

absl::StatusOr<Finder::OpenDirectory> Finder::Open(const fs::path& directory, Patterns inherited) {
  absl::StatusOr<std::vector<fs::path>> entries = EntriesOf(directory);
  if (!entries.ok()) return entries.status();
  const auto has = [&](std::string_view name) {
    return std::find(entries->begin(), entries->end(), directory / name) != entries->end();
  };
  const bool is_chart = has(kChartFile);
  if (is_chart) Skip(directory, SkipReason::kHelmChart);
  if (paths_.config.empty() && has(kConfigFileName)) {
    if (Patterns own = ConfigIn(AbsolutePath(directory)); own != nullptr)
      inherited = std::move(own);
  }
  return OpenDirectory{*std::move(entries), is_chart, std::move(inherited)};
}

bool Finder::SkipDirectory(const fs::path& directory, const OpenDirectory& parent) {
  if (parent.is_chart && IsChartSource(directory.filename())) return true;
  if (IsNeverRead(directory.filename()) || IsIgnored(directory, parent.patterns)) {
    Skip(directory, SkipReason::kIgnored);
    return true;
  }
  return false;
}

void Finder::AddFile(const fs::path& file, const OpenDirectory& directory) {
  const bool is_kustomization = IsKustomizationName(file.filename().string());
  if (!IsManifest(file) && !is_kustomization) return;
  if (IsIgnored(file, directory.patterns)) return Skip(file, SkipReason::kIgnored);
  if (directory.is_chart && IsChartFile(file.filename())) return;
  if (is_kustomization) {
    AddKustomization(file.string());
    return Skip(file, SkipReason::kNotKubernetes);
  }
  result_.files.push_back({file.string(), /*strict=*/false});
}

// Adds the manifests of a directory in the order of their names.
absl::Status Finder::AddDirectory(const fs::path& directory) {
  if (IsChartSource(fs::path(AbsolutePath(directory)).filename()) &&
      Exists(directory / ".." / kChartFile)) {
    Skip(ChartOf(directory.string()), SkipReason::kHelmChart);
    return absl::OkStatus();
  }
  absl::StatusOr<OpenDirectory> opened = Open(directory, NearestConfig(AbsolutePath(directory)));
  if (!opened.ok()) return opened.status();
  std::vector<OpenDirectory> open;
  open.push_back(*std::move(opened));
  while (!open.empty()) {
    OpenDirectory& last = open.back();
    if (last.next == last.entries.size()) {
      open.pop_back();
      continue;
    }
    const fs::path& entry = last.entries[last.next++];
    std::error_code code;
    // Follows links to files but not to directories. A pipe may never end. A file whose type cannot
    // be found out cannot be read either, which is an error.
    if (!fs::is_directory(fs::symlink_status(entry, code))) {
      const fs::file_status status = fs::status(entry, code);
      if (!fs::is_directory(status) && !fs::is_other(status)) AddFile(entry, last);
    } else if (paths_.recursive && !SkipDirectory(entry, last)) {
      opened = Open(entry, last.patterns);
      if (!opened.ok()) return opened.status();
      open.push_back(*std::move(opened));
    }
  }
  return absl::OkStatus();
}

absl::Status NoManifests(const std::string& directory, bool recursive) {
  bool has_below = false;
  if (!recursive) {
    ManifestPaths below;
    below.files = {directory};
    below.recursive = true;
    const absl::StatusOr<ManifestFiles> found = FindManifests(below);
    has_below = found.ok() && !found->files.empty();
  }
  return InputError(
      "no-manifests", absl::StrCat("no .json, .yaml, or .yml files found in directory ", directory),
      has_below ? "pass -R to read its subdirectories too"
                : "pass the directory that contains the manifests, or the files themselves");
}

absl::Status Finder::Add(const std::string& path, bool is_operand) {
  struct stat info {};
  if (path == "-") {
    const bool again = std::any_of(result_.files.begin(), result_.files.end(),
                                   [](const ManifestFile& file) { return file.path == "-"; });
    if (again) {
      return WrongUse("standard input (-f -) can be read only once", "remove one -f -");
    }
  } else if (stat(path.c_str(), &info) != 0) {
    return Unreadable(path, errno);
  } else if (S_ISDIR(info.st_mode)) {
    const size_t before = result_.files.size() + result_.skipped.size();
    if (absl::Status status = AddDirectory(path); !status.ok()) return status;
    beside_.push_back(fs::path(AbsolutePath(path)).parent_path());
    const bool found = result_.files.size() + result_.skipped.size() > before;
    return found ? absl::OkStatus() : NoManifests(path, paths_.recursive);
  } else if (is_operand) {
    const std::string parent = fs::path(AbsolutePath(path)).parent_path().string();
    if (IsIgnored(path, NearestConfig(parent))) {
      Skip(path, SkipReason::kIgnored);
      return absl::OkStatus();
    }
    if (IsKustomizationName(fs::path(path).filename().string())) {
      AddKustomization(path);
      Skip(path, SkipReason::kNotKubernetes);
      return absl::OkStatus();
    }
  }
  if (is_operand) beside_.push_back(fs::path(AbsolutePath(path)).parent_path());
  result_.files.push_back({path, /*strict=*/!is_operand});
  return absl::OkStatus();
}

void Finder::AddKustomization(const std::string& path) {
  if (kustomizations_.insert(AbsolutePath(path)).second) result_.kustomizations.push_back(path);
}

void Finder::AddKustomizationsAbove(fs::path directory) {
  std::error_code code;
  const fs::path current = fs::current_path(code);
  for (int i = 0; i <= kMaxAbove; ++i) {
    for (const std::string_view name : kKustomizationNames) {
      const fs::path file = directory / name;
      if (Exists(file)) AddKustomization(file.lexically_proximate(current).string());
    }
    if (Exists(directory / ".git") || !directory.has_relative_path()) return;
    directory = directory.parent_path();
  }
}

absl::StatusOr<ManifestFiles> Finder::Run() {
  for (const std::string& path : paths_.files) {
    if (absl::Status status = Add(path, /*is_operand=*/false); !status.ok()) return status;
  }
  for (const std::string& path : paths_.operands) {
    if (absl::Status status = Add(path, /*is_operand=*/true); !status.ok()) return status;
  }
  absl::flat_hash_set<std::string> seen;
  for (const fs::path& directory : beside_) {
    if (seen.insert(directory.string()).second) AddKustomizationsAbove(directory);
  }
  result_.instead = paths_.instead;
  return std::move(result_);
}

// Returns the nearest directory, from the file's upward, that has a kustomization.
std::optional<std::string> FindKustomization(const std::string& file) {
  fs::path directory = fs::path(file).parent_path();
  while (true) {
    for (const std::string_view name : kKustomizationNames) {
      if (Exists(directory / name)) return directory.empty() ? "." : directory.string();
    }
    if (!directory.has_relative_path()) return std::nullopt;
    directory = directory.parent_path();
  }
}

}  // namespace

absl::StatusOr<ManifestFiles> FindManifests(const ManifestPaths& paths) {
  return Finder(paths).Run();
}

std::string ChartOf(const std::string& path) {
  for (fs::path directory = path; directory.has_relative_path();
       directory = directory.parent_path()) {
    if (Exists(directory / kChartFile)) return directory.string();
  }
  return Exists(kChartFile) ? "." : "";
}

bool HasKustomization(const std::string& file) {
  return Exists(file) && FindKustomization(file).has_value();
}

std::string KustomizationOf(const std::string& file) {
  return FindKustomization(file).value_or("DIR");
}

std::string StampOf(const ManifestPaths& paths) {
  const absl::StatusOr<ManifestFiles> found = FindManifests(paths);
  if (!found.ok()) return std::string(found.status().message());
  std::string stamp;
  for (const ManifestFile& file : found->files) {
    struct stat info {};
    if (stat(file.path.c_str(), &info) != 0) info = {};
    const timespec changed = ChangeTimeOf(info);
    absl::StrAppend(&stamp, file.path, "\n", info.st_ino, " ", info.st_size, " ", changed.tv_sec,
                    " ", changed.tv_nsec, "\n");
  }
  return stamp;
}

}  // namespace svcenv::cli
