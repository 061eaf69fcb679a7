#include "webhook/server.h"

#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "boost/asio/io_context.hpp"
#include "boost/asio/signal_set.hpp"
#include "boost/asio/steady_timer.hpp"
#include "boost/asio/strand.hpp"
#include "svcenv/base/version.h"
#include "webhook/address.h"
#include "webhook/files.h"
#include "webhook/health.h"
#include "webhook/session.h"

namespace svcenv::webhook {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr size_t kQueuedPerThread = 512;
// How long pending requests may take after the listener was closed.
constexpr std::chrono::seconds kMaxFinishing(30);

void RaiseFileLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

// Accepts connections until draining starts.
class Listener {
 public:
  Listener(asio::io_context* context, const tcp::endpoint& endpoint, std::chrono::seconds drain,
           const State* state, Gateway* gateway, Connections* connections, Metrics* metrics,
           Log* log)
      : context_(*context),
        strand_(asio::make_strand(context_)),
        acceptor_(strand_, endpoint),
        pause_(strand_),
        signals_(strand_, SIGTERM, SIGINT),
        timer_(strand_),
        drain_(drain),
        state_(*state),
        gateway_(*gateway),
        metrics_(*metrics),
        log_(*log),
        connections_(*connections) {}

  void Start() {
    Accept();
    signals_.async_wait([this](boost::system::error_code error, int) {
      if (!error) Drain();
    });
  }

  bool draining() const { return connections_.draining(); }
  // Returns 0 if the system does not tell.
  unsigned short port() const {
    boost::system::error_code ignored;
    return acceptor_.local_endpoint(ignored).port();
  }

 private:
  void Accept() {
    acceptor_.async_accept(asio::make_strand(context_),
                           [this](boost::system::error_code error, tcp::socket socket) {
                             if (!acceptor_.is_open()) return;
                             if (error) return AcceptLater();
                             socket.set_option(tcp::no_delay(true), error);
                             std::make_shared<Session>(std::move(socket), *state_.credentials(),
                                                       &gateway_, &connections_, &metrics_)
                                 ->Start();
                             Accept();
                           });
  }

  // The process has no file descriptor left, or the client has gone.
  void AcceptLater() {
    metrics_.CountTlsError("accept");
    pause_.expires_after(std::chrono::milliseconds(10));
    pause_.async_wait([this](boost::system::error_code error) {
      if (!error) Accept();
    });
  }

  void Drain() {
    log_.Info("draining");
    connections_.StartDraining();
    timer_.expires_after(drain_);
    timer_.async_wait([this](boost::system::error_code) {
      boost::system::error_code ignored;
      acceptor_.close(ignored);
      pause_.cancel();
      connections_.Drain();
      timer_.expires_after(kMaxFinishing);
      Finish();
    });
  }

  // Waits until all connections are closed, but not forever.
  void Finish() {
    if (metrics_.connections == 0 || timer_.expiry() <= std::chrono::steady_clock::now()) {
      return context_.stop();
    }
    pause_.expires_after(std::chrono::milliseconds(20));
    pause_.async_wait([this](boost::system::error_code) {
      connections_.Drain();
      Finish();
    });
  }

  asio::io_context& context_;
  asio::strand<asio::io_context::executor_type> strand_;
  tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  asio::signal_set signals_;
  asio::steady_timer timer_;
  const std::chrono::seconds drain_;
  const State& state_;
  Gateway& gateway_;
  Metrics& metrics_;
  Log& log_;
  Connections& connections_;
};

// Answers the probes of the kubelet and Prometheus.
HttpReply AnswerHealth(std::string_view path, const Listener& listener, const std::string& host,
                       const State& state, const Metrics& metrics) {
  HttpReply reply;
  reply.body = "ok\n";
  if (path == "/metrics") {
    reply.content_type = "text/plain; version=0.0.4; charset=utf-8";
    reply.body = metrics.ToText(state.Sample());
  } else if (path == "/readyz") {
    const bool lacks_services = state.store() != nullptr && !state.store()->freshness().is_listed();
    const std::string problem = listener.draining() ? "shutting down"
                                : lacks_services    ? "services are not listed yet"
                                                    : ProbeTls(host, listener.port());
    if (!problem.empty()) {
      reply.status = 503;
      reply.body = absl::StrCat(problem, "\n");
    }
  } else if (path != "/livez") {
    reply.status = 404;
    reply.body = "not found; use /livez, /readyz, or /metrics\n";
  }
  return reply;
}

std::unique_ptr<Watcher> StartWatcher(const ServerOptions& options, ServiceStore* store,
                                      Metrics* metrics, Log* log) {
  if (!options.api_server->verifies) {
    log->Warn("the API server's certificate is not verified",
              {{"reason", "insecure-skip-tls-verify is set in the kubeconfig file"}});
  }
  return std::make_unique<Watcher>(*options.api_server, options.timings, store, metrics, log);
}

}  // namespace

absl::Status Serve(const ServerOptions& options, const StatePaths& paths) {
  const absl::StatusOr<Address> address = ParseAddress(options.listen);
  if (!address.ok()) return address.status();
  RaiseFileLimit();
  std::signal(SIGPIPE, SIG_IGN);
  Metrics metrics;
  Log log(&metrics);
  std::unique_ptr<ServiceStore> store;
  if (options.api_server.has_value()) store = std::make_unique<ServiceStore>();
  State state(paths, store.get(), &metrics, &log);
  if (absl::Status status = state.Load(); !status.ok()) return status;
  const size_t threads = std::max(1u, std::thread::hardware_concurrency());
  // Connections use all of these until the context is destroyed.
  auto workers = std::make_unique<Workers>(threads, threads * kQueuedPerThread, &metrics);
  Gateway gateway(&state, workers.get(), &metrics, &log);
  Connections connections(&metrics);
  asio::io_context context(static_cast<int>(threads));
  std::unique_ptr<Listener> listener;
  try {
    listener = std::make_unique<Listener>(
        &context, tcp::endpoint(asio::ip::make_address(address->host), address->port),
        options.drain, &state, &gateway, &connections, &metrics, &log);
  } catch (const boost::system::system_error& error) {
    return absl::UnavailableError(
        absl::StrCat("cannot listen on ", options.listen, ": ", error.code().message()));
  }
  const auto health = HealthServer::Start(options.metrics, [&](std::string_view path) {
    return AnswerHealth(path, *listener, address->host, state, metrics);
  });
  if (!health.ok()) return health.status();
  const FileWatcher file_watcher(paths.All(), [&state] { state.Reload(); });
  std::unique_ptr<Watcher> watcher;
  if (options.api_server.has_value()) watcher = StartWatcher(options, store.get(), &metrics, &log);
  listener->Start();
  log.Info("serving", {{"listen", options.listen}, {"version", kVersion}});
  std::vector<std::thread> others;
  try {
    for (size_t i = 1; i < threads; ++i) others.emplace_back([&context] { context.run(); });
  } catch (const std::system_error&) {
    log.Warn("started fewer threads than processors");
  }
  context.run();
  for (std::thread& other : others) other.join();
  watcher.reset();
  if (store != nullptr) store->Stop();  // ends waits of reviews, which go to the workers
  workers.reset();                      // before the context, to which their answers go
  log.Info("stopped");
  return absl::OkStatus();
}

}  // namespace svcenv::webhook
