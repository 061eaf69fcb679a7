#include "cli/sources/rendered.h"

#include <sys/wait.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "cli/sources/documents.h"
#include "cli/sources/tool.h"
#include "cli/terminal/errors.h"
#include "re2/re2.h"
#include "svcenv/base/visible.h"

namespace svcenv::cli {
namespace {

namespace fs = std::filesystem;

// Returns the program named by an environment variable, or its usual name.
std::string Program(const char* variable, std::string_view usual) {
  const char* set = std::getenv(variable);
  return set != nullptr && *set != '\0' ? set : std::string(usual);
}

absl::Status NotStarted(std::string_view program, const absl::Status& problem,
                        std::string_view install) {
  if (absl::IsNotFound(problem)) {
    return InputError("no-tool", absl::StrCat("cannot run ", program, ": program not found"),
                      std::string(install));
  }
  return InputError("no-tool", absl::StrCat("cannot run ", program, ": ", problem.message()),
                    "check PATH and the limits of this process (ulimit -n, ulimit -u)");
}

// Returns the error in a log line of kubectl: `E1130 … run.go:72] "command failed" err="must build
// at …"`.
std::string ErrorOfLog(std::string_view text) {
  static const RE2& pattern = *new RE2("\\berr=\"((?:[^\"\\\\]|\\\\.)*)\"");
  std::string error;
  if (!RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern, &error)) return "";
  return Visible(absl::StrReplaceAll(error, {{"\\\"", "\""}, {"\\\\", "\\"}}));
}

// Returns an error with the tool's own message.
absl::Status Failed(std::string_view tool, const ToolResult& result, const std::string& command) {
  std::string words = absl::StrJoin(ToolLines(result.err), "; ");
  if (words.empty()) words = ErrorOfLog(result.err);
  if (words.empty()) {
    words = WIFSIGNALED(result.status)
                ? absl::StrCat("killed by signal ", WTERMSIG(result.status))
                : absl::StrCat("exited with status ", WEXITSTATUS(result.status));
  }
  for (const std::string_view prefix : {"error: ", "Error: "}) {
    if (absl::StartsWith(words, prefix)) words.erase(0, prefix.size());
  }
  return InputError("tool-failed", absl::StrCat(tool, ": ", words),
                    absl::StrCat("make this command succeed first: ", command));
}

std::string_view FirstLine(std::string_view text) { return text.substr(0, text.find('\n')); }

// Returns the path in "  config.kubernetes.io/origin: |\n      path: base/web.yaml".
std::string_view PathOfAnnotation(std::string_view document) {
  const size_t key = document.find("\n    config.kubernetes.io/origin: |");
  if (key == document.npos) return {};
  std::string_view rest = document.substr(key + 1);
  while (true) {
    const size_t end = rest.find('\n');
    if (end == rest.npos) return {};
    rest.remove_prefix(end + 1);
    if (!absl::StartsWith(rest, "      ")) return {};
    std::string_view line = absl::StripAsciiWhitespace(FirstLine(rest));
    if (absl::ConsumePrefix(&line, "path: ")) return line;
    if (absl::ConsumePrefix(&line, "configuredIn: ")) return line;
  }
}

Origins OriginsOfKustomize(std::string_view text, const std::string& directory) {
  Origins origins;
  for (const std::string_view document : DocumentsOf(text)) {
    const std::string_view path = PathOfAnnotation(document);
    origins.push_back(
        {static_cast<uint32_t>(OffsetIn(text, document)),
         path.empty() ? "" : (fs::path(directory) / path).lexically_normal().string()});
  }
  return origins;
}

// Parses comments such as "# Source: shop/templates/web.yaml", where shop is the name of the chart,
// not its directory.
Origins OriginsOfHelm(std::string_view text, const std::string& chart) {
  Origins origins;
  for (const std::string_view document : DocumentsOf(text)) {
    std::string_view line = FirstLine(document);
    if (line == "---") line = FirstLine(document.substr(std::min<size_t>(4, document.size())));
    std::string name;
    if (absl::ConsumePrefix(&line, "# Source: ")) {
      const size_t slash = std::min(line.find('/'), line.size() - 1);
      name = (fs::path(chart) / std::string(line.substr(slash + 1))).lexically_normal().string();
    }
    origins.push_back({static_cast<uint32_t>(OffsetIn(text, document)), std::move(name)});
  }
  return origins;
}

}  // namespace

absl::StatusOr<Rendered> RunKustomize(const std::string& directory, const LineCallback& on_line) {
  std::vector<std::string> words = {Program("KUBECTL", "kubectl"), "kustomize", "--", directory};
  absl::StatusOr<ToolResult> result = RunTool(words, on_line);
  if (absl::IsNotFound(result.status()) && std::getenv("KUBECTL") == nullptr) {
    words = {"kustomize", "build", "--", directory};
    result = RunTool(words, on_line);
  }
  if (!result.ok()) {
    return NotStarted(words.front(), result.status(),
                      "install kubectl or kustomize, or set KUBECTL to the path of kubectl");
  }
  const bool by_kubectl = words[1] == "kustomize";
  Rendered rendered;
  rendered.name = absl::StrCat(by_kubectl ? "kubectl kustomize " : "kustomize build ", directory);
  if (result->status != 0) {
    return Failed(by_kubectl ? "kubectl kustomize" : "kustomize", *result, rendered.name);
  }
  for (const std::string& line : ToolLines(result->err)) on_line(line);
  rendered.text = std::move(result->out);
  rendered.origins = OriginsOfKustomize(rendered.text, directory);
  return rendered;
}

absl::StatusOr<Rendered> RunHelm(const HelmFlags& flags, const std::string& namespace_,
                                 const std::string& kube_version, const LineCallback& on_line) {
  std::vector<std::string> words = {Program("HELM", "helm"), "template"};
  for (const std::string& file : flags.values) words.push_back(absl::StrCat("--values=", file));
  for (const std::string& set : flags.sets) words.push_back(absl::StrCat("--set=", set));
  if (!namespace_.empty()) words.push_back(absl::StrCat("--namespace=", namespace_));
  if (!kube_version.empty()) words.push_back(absl::StrCat("--kube-version=", kube_version));
  words.push_back("--");
  if (!flags.release.empty()) words.push_back(flags.release);
  words.push_back(flags.chart);
  absl::StatusOr<ToolResult> result = RunTool(words, on_line);
  if (!result.ok()) {
    return NotStarted(words.front(), result.status(), "install helm, or set HELM to its path");
  }
  Rendered rendered;
  rendered.name = absl::StrCat("helm template ", flags.chart);
  if (result->status != 0) return Failed("helm", *result, rendered.name);
  for (const std::string& line : ToolLines(result->err)) on_line(line);
  rendered.text = std::move(result->out);
  rendered.origins = OriginsOfHelm(rendered.text, flags.chart);
  return rendered;
}

}  // namespace svcenv::cli
