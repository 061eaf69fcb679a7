#include "cli/exec/wait.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "cli/platform/descriptors.h"
#include "cli/platform/held_signals.h"
#include "cli/terminal/errors.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/env/service_variables.h"

namespace svcenv::cli {
namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

constexpr Milliseconds kFirstPause{50};
constexpr Milliseconds kLongestPause{2000};
constexpr Milliseconds kAttempt{3000};
constexpr absl::Duration kLongestTimeout = absl::Hours(7 * 24);

bool IsNumber(std::string_view text) { return absl::c_all_of(text, absl::ascii_isdigit); }

std::optional<uint16_t> ReadPort(std::string_view text) {
  uint32_t port = 0;
  if (!IsNumber(text) || !absl::SimpleAtoi(text, &port) || port == 0 || port > 65535) return {};
  return static_cast<uint16_t>(port);
}

// Returns an error about a value of --wait-for.
absl::Status Wrong(std::string_view text, std::string_view what, std::string_view remedy) {
  return InputError("wait-for", absl::StrCat("--wait-for ", Visible(text), ": ", what),
                    std::string(remedy));
}

constexpr std::string_view kWhyNoService =
    "if the service was created after this container started, restart the container; otherwise, "
    "check that the service is not headless, that it is in the namespace of the pod, and that the "
    "pod does not set enableServiceLinks: false";

// Converts the endpoint to an address for connect. Returns its size.
socklen_t SocketAddress(const Endpoint& endpoint, sockaddr_storage* storage) {
  const IpAddress::Bytes& bytes = endpoint.host.bytes();
  if (endpoint.host.is_v6()) {
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(endpoint.port);
    std::memcpy(&address.sin6_addr, bytes.data(), bytes.size());
    std::memcpy(storage, &address, sizeof(address));
    return sizeof(address);
  }
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(endpoint.port);
  std::memcpy(&address.sin_addr, bytes.data() + bytes.size() - 4, 4);
  std::memcpy(storage, &address, sizeof(address));
  return sizeof(address);
}

// Returns whether a socket is connected to itself. If nobody listens on a local port, the kernel
// may choose that port as the source of the connection.
bool IsConnectedToItself(int socket) {
  sockaddr_storage here{}, there{};
  socklen_t here_size = sizeof(here), there_size = sizeof(there);
  return getsockname(socket, reinterpret_cast<sockaddr*>(&here), &here_size) == 0 &&
         getpeername(socket, reinterpret_cast<sockaddr*>(&there), &there_size) == 0 &&
         here_size == there_size && std::memcmp(&here, &there, here_size) == 0;
}

// Attempts to connect to one endpoint.
class Connector {
 public:
  explicit Connector(const Endpoint& endpoint) : endpoint_(endpoint) {}
  ~Connector() { Close(); }
  Connector(Connector&& other) noexcept
      : endpoint_(other.endpoint_), socket_(std::exchange(other.socket_, -1)) {}
  Connector& operator=(Connector&&) = delete;

  bool accepted() const { return accepted_; }
  int socket() const { return socket_; }
  Clock::time_point next() const { return next_; }
  std::string ToString() const { return absl::StrCat(endpoint_.ToString(), ": ", problem_); }

  // Starts an attempt, or gives up one without an answer, if it is due.
  void Step(Clock::time_point now) {
    if (accepted_ || now < next_) return;
    if (socket_ >= 0) return Fail("no answer", now);
    sockaddr_storage address{};
    const socklen_t size = SocketAddress(endpoint_, &address);
    socket_ = OpenStreamSocket(address.ss_family);
    if (socket_ < 0) return Fail(ErrnoText(errno), now);
    next_ = now + kAttempt;
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), size) == 0) {
      Accept(now);
    } else if (errno != EINPROGRESS) {
      Fail(ErrnoText(errno), now);
    }
  }

  // Evaluates an attempt whose socket is ready.
  void End(Clock::time_point now) {
    int code = 0;
    socklen_t size = sizeof(code);
    if (getsockopt(socket_, SOL_SOCKET, SO_ERROR, &code, &size) != 0) code = errno;
    if (code != 0) return Fail(ErrnoText(code), now);
    Accept(now);
  }

 private:
  void Accept(Clock::time_point now) {
    if (IsConnectedToItself(socket_)) return Fail(ErrnoText(ECONNREFUSED), now);
    accepted_ = true;
    Close();
  }
  void Fail(std::string_view problem, Clock::time_point now) {
    problem_ = std::string(problem);
    next_ = now + pause_;
    pause_ = std::min(pause_ * 2, kLongestPause);
    Close();
  }
  void Close() {
    if (socket_ >= 0) close(socket_);
    socket_ = -1;
  }

  const Endpoint& endpoint_;
  int socket_ = -1;
  bool accepted_ = false;
  Clock::time_point next_ = Clock::now();  // when Step has something to do
  Milliseconds pause_ = kFirstPause;
  std::string problem_ = "no answer yet";
};

// Waits until the given time, or until an attempt ends or a signal arrives.
void Poll(const HeldSignals& signals, Clock::time_point until, std::vector<Connector>* connectors) {
  // Polls only open sockets: poll fails if it gets more entries than the process may have files.
  std::vector<pollfd> waited;
  std::vector<Connector*> waiting;
  for (Connector& connector : *connectors) {
    if (connector.socket() < 0) continue;
    waited.push_back({connector.socket(), POLLOUT, 0});
    waiting.push_back(&connector);
  }
  if (signals.descriptor() >= 0) waited.push_back({signals.descriptor(), POLLIN, 0});
  const auto left = std::chrono::ceil<Milliseconds>(until - Clock::now());
  const int ready =
      poll(waited.data(), waited.size(), static_cast<int>(std::max<int64_t>(left.count(), 0)));
  if (ready < 0 && errno != EINTR) std::this_thread::sleep_for(std::min(left, kFirstPause));
  if (ready <= 0) return;
  for (size_t i = 0; i < waiting.size(); ++i) {
    if (waited[i].revents != 0) waiting[i]->End(Clock::now());
  }
}

}  // namespace

std::string Endpoint::ToString() const {
  const std::string ip = host.ToString();
  return absl::StrCat(service, " (", host.is_v6() ? absl::StrCat("[", ip, "]") : ip, ":", port,
                      ")");
}

absl::StatusOr<Endpoint> FindEndpoint(
    std::string_view text,
    absl::FunctionRef<std::optional<std::string_view>(std::string_view)> variable) {
  const size_t colon = text.find(':');
  const std::string_view name = text.substr(0, colon);
  const std::string_view port =
      colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
  if (name.empty() || (colon != std::string_view::npos && port.empty()) ||
      port.find(':') != std::string_view::npos) {
    return Wrong(text, "not a valid SERVICE[:PORT]",
                 "write NAME, NAME:PORT, or NAME:PORTNAME, like redis-primary:6379");
  }
  const std::string prefix = ServiceVariablePrefix(name);
  const auto value = [&](std::string_view variable_name) {
    return variable(variable_name).value_or(std::string_view());
  };

  const std::string host_name = absl::StrCat(prefix, "_SERVICE_HOST");
  const std::string_view host = value(host_name);
  if (host.empty()) return Wrong(text, absl::StrCat(host_name, " is not set"), kWhyNoService);
  const std::optional<IpAddress> address = ParseIp(host);
  if (!address.has_value()) {
    return Wrong(text,
                 absl::StrCat(host_name, " is '", Visible(host), "', which is not an IP address"),
                 "set it to an IP address: host names are not resolved");
  }

  const bool is_number = !port.empty() && IsNumber(port);
  const std::string port_name =
      absl::StrCat(prefix, "_SERVICE_PORT", port.empty() ? "" : "_", ServiceVariablePrefix(port));
  const std::string_view port_text = is_number ? port : value(port_name);
  if (port_text.empty()) {
    return Wrong(text, absl::StrCat(port_name, " is not set"),
                 port.empty() ? "pass its port: NAME:PORT" : "pass a port of the service");
  }
  const std::optional<uint16_t> number = ReadPort(port_text);
  if (!number.has_value()) {
    return Wrong(text,
                 is_number ? absl::StrCat(port, " is not a valid port")
                           : absl::StrCat(port_name, " is '", Visible(port_text),
                                          "', which is not a valid port"),
                 "use a number from 1 to 65535");
  }
  const auto has = [&](std::string_view protocol) {
    return !value(absl::StrCat(prefix, "_PORT_", *number, "_", protocol)).empty();
  };
  if (!has("TCP") && (has("UDP") || has("SCTP"))) {
    return Wrong(text, absl::StrCat("port ", *number, " is ", has("UDP") ? "UDP" : "SCTP"),
                 "pass a TCP port");
  }
  return Endpoint{std::string(text), *address, *number};
}

absl::StatusOr<Milliseconds> ParseTime(std::string_view flag, std::string_view text) {
  absl::Duration timeout;
  const std::string with_unit = absl::StrCat(text, !text.empty() && IsNumber(text) ? "s" : "");
  if (!absl::ParseDuration(with_unit, &timeout) || timeout < absl::Milliseconds(1) ||
      timeout > kLongestTimeout) {
    return WrongUse(absl::StrCat(flag, " '", Visible(text), "' is not a valid duration"),
                    "write a duration from 1ms to 168h, like 30s or 1m30s");
  }
  return absl::ToChronoMilliseconds(timeout);
}

absl::StatusOr<int> WaitFor(absl::Span<const Endpoint> endpoints, const WaitOptions& options,
                            absl::FunctionRef<void(std::string_view)> on_progress) {
  const HeldSignals signals;
  const Clock::time_point start = Clock::now();
  const Clock::time_point deadline = start + options.timeout;
  Clock::time_point tell_at = start + options.tell_every;
  std::vector<Connector> connectors(endpoints.begin(), endpoints.end());
  const auto open = [&] {
    std::vector<std::string> texts;
    for (const Connector& connector : connectors) {
      if (!connector.accepted()) texts.push_back(connector.ToString());
    }
    return absl::StrJoin(texts, "; ");
  };
  while (true) {
    if (const int signal = signals.Take(); signal != 0) return signal;
    const Clock::time_point now = Clock::now();
    Clock::time_point until = std::min(deadline, tell_at);
    bool all = true;
    for (Connector& connector : connectors) {
      connector.Step(now);
      all = all && connector.accepted();
      if (!connector.accepted()) until = std::min(until, connector.next());
    }
    if (all) return 0;
    if (now >= deadline) {
      return InputError(
          "wait-timeout",
          absl::StrCat("timed out after ", absl::FormatDuration(absl::FromChrono(options.timeout)),
                       " waiting for ", open()),
          "check that the service has ready pods, or increase --timeout");
    }
    if (now >= tell_at) {
      on_progress(absl::StrCat("waiting for ", open()));
      tell_at += options.tell_every;
    }
    Poll(signals, until, &connectors);
  }
}

void TerminateBy(int signal) {
  std::signal(signal, SIG_DFL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
  raise(signal);
  _exit(128 + signal);
}

}  // namespace svcenv::cli
