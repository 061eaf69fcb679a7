#include "cli/select/services.h"

#include <map>
#include <string_view>
#include <vector>

#include "cli/commands/command.h"
#include "cli/reports/findings.h"
#include "cli/reports/output_flags.h"
#include "cli/workspace/containers.h"
#include "svcenv/env/service_variables.h"

namespace svcenv::cli {
namespace {

class Services : public Command {
 public:
  void Declare(Arguments* arguments) override;
  int Run(Console* console) override;

 private:
  WorkspaceFlags flags_;
  OpenedWorkspace opened_;
  OutputFlags output_flags_;
  std::vector<std::string> names_;
};

void Services::Declare(Arguments* arguments) {
  arguments->Argument(&names_, "SERVICE");
  flags_.AddObjectFlags(arguments);
  output_flags_.AddFormatFlags(arguments, /*of_containers=*/false);
  flags_.AddServiceFlags(arguments);
  flags_.AddReachFlags(arguments);
  flags_.AddMessageFlags(arguments);
}

// Reports each name with more than one possible value among the services of one namespace.
void AddCollisions(const std::vector<const Service*>& services, const ServiceViews& views,
                   Findings* findings) {
  std::map<std::string_view, std::vector<const Service*>> by_namespace;
  for (const Service* service : services) by_namespace[service->meta.namespace_].push_back(service);
  for (const auto& [name, list] : by_namespace) {
    if (const auto variables = ServiceVariables::Of(list, {}, &views); variables.ok()) {
      findings->AddCollisions(**variables);
    }
  }
}

int Services::Run(Console* console) {
  const absl::StatusOr<Rendering> rendering = ReadOutputFlags(output_flags_, *console);
  if (!rendering.ok()) return Misuse(console, "services", rendering.status().message());
  WorkspaceQuery query;
  query.services = names_;
  opened_ = OpenWorkspace(flags_, query, console);
  if (!opened_.ok()) return kWrong;
  const Workspace& workspace = *opened_.workspace;
  const absl::StatusOr<std::vector<const Service*>> services =
      SelectServices(workspace.cluster(), names_, flags_.namespace_filter());
  if (!services.ok()) return console->Fail(services.status());

  Findings findings(workspace, false);
  std::vector<Result> results;
  for (const Service* service : *services) {
    findings.AddService(*service);
    if (!service->has_cluster_ip()) continue;
    results.push_back(ServiceResult(
        *service, ServiceVariables::Of({service}, {}, &workspace.cluster().service_views())));
    if (!results.back().ok()) findings.AddError(results.back());
  }
  AddCollisions(*services, workspace.cluster().service_views(), &findings);
  if (const absl::Status status = CheckResults(results, *rendering, output_flags_); !status.ok()) {
    return console->Fail(status, workspace.cluster().sources());
  }
  findings.PrintWithHelp(console);
  WriteResults(results, *rendering, console);
  return findings.status();
}

}  // namespace

std::unique_ptr<Command> MakeServices() { return std::make_unique<Services>(); }

}  // namespace svcenv::cli
