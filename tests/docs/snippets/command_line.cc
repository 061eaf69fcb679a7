// Examples of cli.
#include <unistd.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/exec/environment_block.h"
#include "cli/exec/local_pod.h"
#include "cli/exec/wait.h"
#include "cli/flags/arguments.h"
#include "cli/select/targets.h"
#include "cli/sources/kubectl.h"
#include "cli/sources/line_reader.h"
#include "cli/terminal/console.h"
#include "cli/terminal/progress.h"
#include "cli/terminal/screen.h"
#include "cli/workspace/workspace.h"
#include "svcenv/env/resolver.h"

namespace svcenv::cli {

absl::Status ArgumentsExample() {
  std::vector<std::string> files;
  // [arguments]
  Arguments arguments;
  arguments.Group("Objects");
  arguments.Add(&files, "-f,--filename", "FILE", "read the objects of FILE");
  const absl::Status status = arguments.Parse({"-f", "pod.yaml"});
  // [arguments]
  return status;
}

void WaitExample(absl::FunctionRef<std::optional<std::string_view>(std::string_view)> variable,
                 const WaitOptions& options,
                 absl::FunctionRef<void(std::string_view)> on_progress) {
  // [wait]
  const absl::StatusOr<Endpoint> redis = FindEndpoint("redis-primary:6379", variable);
  const absl::StatusOr<int> signal = WaitFor({*redis}, options, on_progress);
  if (signal.ok() && *signal != 0) TerminateBy(*signal);
  // [wait]
}

void EnvironmentBlockExample(const char* path, char* const* argv) {
  // [environment_block]
  EnvironmentBlock environment = EnvironmentBlock::OfThisProcess();
  environment.Set("LEVEL", "info");
  execve(path, argv, environment.envp());
  // [environment_block]
}

bool LocalPodExample(const Selected& selected, const Workspace& workspace, const Resolver& resolver,
                     Cluster& cluster) {
  // [local_pod]
  LocalPod pod(selected, workspace.FactsOf(*selected.workload), &cluster);
  const absl::Status set = pod.Set("REDIS_SERVICE_HOST=127.0.0.1");
  pod.SetPlaceholders();
  const auto resolved = resolver.Resolve(pod.workload(), pod.container(), pod.facts());
  // [local_pod]
  return set.ok() && resolved.ok();
}

absl::StatusOr<std::string> KubectlExample(std::function<void(std::string_view)> on_line) {
  // [kubectl]
  const Kubectl kubectl({"", "staging"}, std::move(on_line));
  return kubectl.Run({"exec", "web", "-n", "shop", "--", "env"});
  // [kubectl]
}

void LineReaderExample(absl::FunctionRef<void(std::string_view)> answer) {
  // [line_reader]
  LineReader lines(STDIN_FILENO, 64 << 20);
  while (lines.Next() == LineReader::Outcome::kLine) answer(lines.line());
  // [line_reader]
}

void ScreenExample(Console& console, std::string page) {
  // [screen]
  Screen screen(&console);
  screen.Draw("Checks every 2s. Press q to quit.", std::move(page));
  // [screen]
}

void ProgressExample() {
  // [progress]
  Progress progress;
  progress.Show("reading pod.yaml");
  // [progress]
}

}  // namespace svcenv::cli
