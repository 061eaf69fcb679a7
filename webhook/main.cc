// svcenv-webhook: an admission server for Kubernetes. docs/webhook.md is its manual.
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>

#include "CLI/CLI.hpp"
#include "svcenv/base/version.h"
#include "webhook/check.h"
#include "webhook/server.h"

namespace {

constexpr int kWrong = 2;

struct Flags {
  svcenv::webhook::ServerOptions server;
  svcenv::webhook::StatePaths paths;
  int64_t drain_seconds = 10;
  svcenv::webhook::CheckOptions check;
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
  add("--services", &flags->paths.services, "FILE", "Services of the cluster, in YAML or JSON")
      ->required();
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

int Run(int argc, char** argv) {
  Flags flags;
  CLI::App app("svcenv-webhook: an admission server for the service links of pods",
               "svcenv-webhook");
  app.require_subcommand(1);
  CLI::App* serve = AddServe(&app, &flags);
  CLI::App* check = AddCheck(&app, &flags);
  CLI::App* version = app.add_subcommand("version", "Print the version");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? EXIT_SUCCESS : kWrong;
  }
  if (version->parsed()) {
    std::cout << "svcenv-webhook " << svcenv::kVersion << "\n";
    return EXIT_SUCCESS;
  }
  if (check->parsed()) return svcenv::webhook::Check(flags.check, std::cout);
  if (!serve->parsed()) return kWrong;
  flags.server.drain = std::chrono::seconds(flags.drain_seconds);
  const absl::Status status = svcenv::webhook::Serve(flags.server, flags.paths);
  if (status.ok()) return EXIT_SUCCESS;
  std::cerr << "svcenv-webhook: " << status.message() << "\n";
  return kWrong;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return Run(argc, argv);
  } catch (const std::runtime_error& error) {  // no descriptor or thread left for asio or the STL
    std::cerr << "svcenv-webhook: cannot start: " << error.what() << "\n";
    return kWrong;
  }
}
