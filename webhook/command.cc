#include "webhook/command.h"

#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>

#include "CLI/CLI.hpp"
#include "svcenv/base/version.h"
#include "svcenv/base/visible.h"
#include "webhook/certificate_command.h"
#include "webhook/check.h"
#include "webhook/files.h"
#include "webhook/kubeconfig.h"
#include "webhook/server.h"

namespace svcenv::webhook {
namespace {

constexpr int kWrong = 2;

struct Flags {
  ServerOptions server;
  StatePaths paths;
  std::string kubeconfig;
  int64_t drain_seconds = 10;
  CheckOptions check;
  CertificateOptions certificate;
};

CLI::App* AddServe(CLI::App* app, Flags* flags) {
  CLI::App* serve = app->add_subcommand("serve", "Serve admission reviews over TLS");
  const auto add = [&](const char* name, std::string* value, const char* type, const char* help) {
    return serve->add_option(name, *value, help)->type_name(type);
  };
  add("--listen", &flags->server.listen, "ADDR:PORT", "Address for reviews")->required();
  add("--metrics", &flags->server.metrics, "ADDR:PORT", "Address for /livez, /readyz, and /metrics")
      ->required();
  add("--tls-cert", &flags->paths.certificate, "FILE", "Certificate and chain, in PEM")->required();
  add("--tls-key", &flags->paths.key, "FILE", "Private key, in PEM")->required();
  add("--client-ca", &flags->paths.client_ca, "FILE",
      "Require client certificates of these authorities");
  add("--policy", &flags->paths.policy, "FILE", "Policy, or several policies by name")->required();
  CLI::Option* services = add("--services", &flags->paths.services, "FILE",
                              "Services of the cluster, in YAML or JSON, instead of a watch");
  add("--kubeconfig", &flags->kubeconfig, "FILE",
      "Cluster whose services to watch. Defaults to the one that the server runs in")
      ->excludes(services);
  serve
      ->add_option("--drain", flags->drain_seconds,
                   "Time to accept connections after SIGTERM. Defaults to 10")
      ->type_name("SECONDS")
      ->check(CLI::Range(0, 3600));
  return serve;
}

CLI::App* AddCheck(CLI::App* app, Flags* flags) {
  CLI::App* check = app->add_subcommand("check", "Probe a deployed server");
  check->add_option("URL", flags->check.url, "https://HOST[:PORT]/mutate or …/validate/NAME")
      ->required();
  check->add_option("--ca", flags->check.ca, "Certificate authority of the server, in PEM")
      ->type_name("FILE")
      ->required();
  check
      ->add_option("--server-name", flags->check.server_name,
                   "Name in the certificate, such as svcenv.svcenv.svc. Defaults to HOST")
      ->type_name("NAME");
  return check;
}

// Returns the API server to watch.
absl::StatusOr<ApiServer> FindApiServer(const std::string& kubeconfig) {
  if (!kubeconfig.empty()) {
    absl::StatusOr<std::string> text = ReadFile(kubeconfig);
    if (!text.ok()) return text.status();
    return ParseKubeconfig(kubeconfig, *std::move(text));
  }
  absl::StatusOr<ApiServer> server = InClusterApiServer();
  if (!absl::IsNotFound(server.status()) || std::getenv("KUBERNETES_SERVICE_HOST") != nullptr) {
    return server;
  }
  return absl::NotFoundError(
      "cannot find the services: not in a pod of a cluster; pass --kubeconfig FILE or --services"
      " FILE");
}

int Fail(const absl::Status& status) {
  std::cerr << "svcenv-webhook: " << VisibleLines(status.message()) << "\n";
  return kWrong;
}

int RunServe(Flags flags, const WatchTimings& timings) {
  flags.server.drain = std::chrono::seconds(flags.drain_seconds);
  flags.server.timings = timings;
  if (flags.paths.services.empty()) {
    absl::StatusOr<ApiServer> server = FindApiServer(flags.kubeconfig);
    if (!server.ok()) return Fail(server.status());
    flags.server.api_server = *std::move(server);
  }
  const absl::Status status = Serve(flags.server, flags.paths);
  return status.ok() ? EXIT_SUCCESS : Fail(status);
}

}  // namespace

int RunCommand(int argc, char** argv, const WatchTimings& timings) {
  Flags flags;
  CLI::App app("svcenv-webhook: an admission server for the service links of pods",
               "svcenv-webhook");
  app.require_subcommand(1);
  CLI::App* serve = AddServe(&app, &flags);
  CLI::App* check = AddCheck(&app, &flags);
  CLI::App* certificate = AddCertificate(&app, &flags.certificate);
  CLI::App* version = app.add_subcommand("version", "Print the version");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? EXIT_SUCCESS : kWrong;
  }
  if (version->parsed()) {
    std::cout << "svcenv-webhook " << kVersion << "\n";
    return EXIT_SUCCESS;
  }
  if (check->parsed()) return Check(flags.check, std::cout);
  if (certificate->parsed()) return RunCertificate(flags.certificate, std::cout, std::cerr);
  if (!serve->parsed()) return kWrong;
  return RunServe(std::move(flags), timings);
}

}  // namespace svcenv::webhook
