// Prints the environment of each container in a file of manifests.
#include <iostream>
#include <string>

#include "read_file.h"
#include "svcenv/svcenv.h"

namespace {

int PrintEnvironments(const std::string& yaml) {
  // [environment]
  svcenv::Manifests manifests;
  const svcenv::LoadReport report = manifests.Load("shop.yaml", yaml);
  for (const svcenv::Finding& finding : report.findings) std::cerr << finding.text;
  for (const svcenv::ContainerId& id : manifests.Containers()) {
    const svcenv::ContainerEnvironment environment = manifests.EnvironmentOf(id);
    for (const svcenv::EnvironmentVariable& variable : environment.Variables()) {
      std::cout << variable.name << "=" << variable.value << "\n";
    }
  }
  // [environment]
  return report.ok() ? 0 : 1;
}

void PrintOne(const svcenv::Manifests& manifests) {
  // [one container]
  const svcenv::ContainerEnvironment environment =
      manifests.EnvironmentOf({"Deployment", "shop", "web", "app"});
  if (!environment.ok()) std::cerr << environment.findings().front().text;
  if (const auto host = environment.Find("REDIS_SERVICE_HOST")) {
    std::cout << host->value << "\n";
  }
  for (const svcenv::VariableOrigin& origin : environment.OriginsOf("REDIS_SERVICE_HOST")) {
    std::cout << origin.source << ", " << origin.file << ":" << origin.line << "\n";
  }
  for (const svcenv::ExpandedString& arg : environment.Args()) {
    std::cout << arg.field << ": " << arg.value << "\n";
  }
  // [one container]
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: environment FILE\n";
    return 2;
  }
  const std::string yaml = ReadFile(argv[1]);
  svcenv::Manifests manifests;
  manifests.Load("shop.yaml", yaml);
  std::cout << "# Deployment shop/web, container app\n";
  PrintOne(manifests);
  std::cout << "# all containers\n";
  return PrintEnvironments(yaml);
}
