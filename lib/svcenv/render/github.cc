// Format github: lines for the file $GITHUB_ENV (actions/runner, FileCommandManager.cs).
#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/types/span.h"
#include "svcenv/base/utf8.h"
#include "svcenv/render/formats.h"
#include "svcenv/render/known_variables.h"
#include "svcenv/render/quote.h"

namespace svcenv {
namespace {

// Variables, without their GITHUB_ or RUNNER_ prefix, that the runner sets for each step after it
// reads this file (GitHubContext.cs, RunnerContext.cs).
constexpr std::string_view kGithubVariables[] = {
    "ACTION",
    "ACTIONS",
    "ACTION_PATH",
    "ACTION_REF",
    "ACTION_REPOSITORY",
    "ACTOR",
    "ACTOR_ID",
    "API_URL",
    "ARTIFACTS",
    "ARTIFACTS_LIST",
    "BASE_REF",
    "ENV",
    "EVENT_NAME",
    "EVENT_PATH",
    "GRAPHQL_URL",
    "HEAD_REF",
    "JOB",
    "OUTPUT",
    "PATH",
    "REF",
    "REF_NAME",
    "REF_PROTECTED",
    "REF_TYPE",
    "REPOSITORY",
    "REPOSITORY_ID",
    "REPOSITORY_OWNER",
    "REPOSITORY_OWNER_ID",
    "RETENTION_DAYS",
    "RUN_ATTEMPT",
    "RUN_ID",
    "RUN_NUMBER",
    "SERVER_URL",
    "SHA",
    "STATE",
    "STEP_SUMMARY",
    "TRIGGERING_ACTOR",
    "WORKFLOW",
    "WORKFLOW_REF",
    "WORKFLOW_SHA",
    "WORKSPACE",
};
constexpr std::string_view kRunnerVariables[] = {
    "ARCH", "DEBUG", "ENVIRONMENT", "NAME", "OS", "TEMP", "TOOL_CACHE", "WORKSPACE",
};

bool IsSetByRunner(std::string_view name) {
  const auto is_in = [&](absl::Span<const std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (absl::ConsumePrefix(&name, "GITHUB_")) return is_in(kGithubVariables);
  return absl::ConsumePrefix(&name, "RUNNER_") && is_in(kRunnerVariables);
}

// Returns a delimiter that does not occur as a line of the value, with or without a final "\r".
std::string DelimiterFor(std::string_view value) {
  std::string delimiter = "EOF";
  const auto is_line = [&] {
    for (std::string_view line : absl::StrSplit(value, '\n')) {
      absl::ConsumeSuffix(&line, "\r");
      if (line == delimiter) return true;
    }
    return false;
  };
  while (is_line()) delimiter.push_back('_');
  return delimiter;
}

}  // namespace

std::string_view GithubProblem(const Variable& variable) {
  const std::string_view name = variable.name, value = variable.value;
  if (absl::EqualsIgnoreCase(name, "NODE_OPTIONS")) return "the runner rejects NODE_OPTIONS";
  if (IsSetByRunner(name)) return "the runner sets this variable itself";
  if (absl::StrContains(name, "<<")) return "its name contains '<<'";
  if (!IsUtf8(name)) return "its name is not valid UTF-8";
  if (!IsUtf8(value)) return kNotUtf8;
  if (absl::EndsWith(value, "\r")) {
    return "its value ends with a carriage return, which Windows runners drop";
  }
  return EnvProblem(variable);
}

void WriteGithub(Results results, const RenderOptions& options, Output* output) {
  ForEachKnown(results, options, [&](std::string_view name, std::string_view value) {
    if (!absl::StrContains(value, '\n')) {
      return output->Append(absl::StrCat(name, "=", value, "\n"));
    }
    const std::string delimiter = DelimiterFor(value);
    output->Append(absl::StrCat(name, "<<", delimiter, "\n", value, "\n", delimiter, "\n"));
  });
}

}  // namespace svcenv
