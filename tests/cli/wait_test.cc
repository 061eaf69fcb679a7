// Waiting for services on the loopback: one that comes late, one that never does, signals.
#include "cli/exec/wait.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "svcenv/kubernetes/ip.h"

namespace svcenv::cli {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

using Variables = std::map<std::string, std::string, std::less<>>;

absl::StatusOr<Endpoint> Find(std::string_view text, const Variables& variables) {
  return FindEndpoint(text, [&](std::string_view name) -> std::optional<std::string_view> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  });
}

// A TCP port of the loopback that is ours. It refuses connections until Listen is called.
class Port {
 public:
  explicit Port(int family = AF_INET) : socket_(socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_storage address{};
    socklen_t size = family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
    address.ss_family = static_cast<sa_family_t>(family);
    if (family == AF_INET) {
      reinterpret_cast<sockaddr_in&>(address).sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    } else {
      reinterpret_cast<sockaddr_in6&>(address).sin6_addr = in6addr_loopback;
    }
    auto* const raw = reinterpret_cast<sockaddr*>(&address);
    bound_ = bind(socket_, raw, size) == 0 && getsockname(socket_, raw, &size) == 0;
    number_ = ntohs(reinterpret_cast<sockaddr_in&>(address).sin_port);  // the same place in IPv6
  }
  ~Port() { close(socket_); }

  bool bound() const { return bound_; }
  int number() const { return number_; }
  void Listen() const { EXPECT_EQ(listen(socket_, 8), 0); }
  // Returns whether more connections wait to be accepted than may.
  bool IsFull() const {
    tcp_info info{};  // of a listener: how many wait, and how many may
    socklen_t size = sizeof(info);
    EXPECT_EQ(getsockopt(socket_, IPPROTO_TCP, TCP_INFO, &info, &size), 0);
    return info.tcpi_unacked > info.tcpi_sacked;
  }

  Endpoint AsEndpoint(std::string_view service = "redis") const {
    return {std::string(service), *ParseIp("127.0.0.1"), static_cast<uint16_t>(number_)};
  }

 private:
  const int socket_;
  bool bound_ = false;
  int number_ = 0;
};

WaitOptions Options(milliseconds timeout, milliseconds tell_every = std::chrono::hours(1)) {
  return {timeout, tell_every};
}

constexpr auto kLong = std::chrono::minutes(5);

void Ignore(std::string_view) {}

TEST(FindEndpointTest, ReadsTheVariablesOfTheService) {
  const Variables variables = {
      {"REDIS_PRIMARY_SERVICE_HOST", "10.96.0.7"}, {"REDIS_PRIMARY_SERVICE_PORT", "6379"},
      {"REDIS_PRIMARY_SERVICE_PORT_DB_X", "6380"}, {"REDIS_PRIMARY_PORT_6379_TCP", "tcp://…"},
      {"WEB_SERVICE_HOST", "fd00:0::7"},           {"WEB_SERVICE_PORT", "80"}};
  const struct {
    std::string_view text, shown;
  } cases[] = {
      {"redis-primary", "redis-primary (10.96.0.7:6379)"},
      {"redis-primary:db-x", "redis-primary:db-x (10.96.0.7:6380)"},
      {"redis-primary:16379", "redis-primary:16379 (10.96.0.7:16379)"},
      {"web", "web ([fd00::7]:80)"},
  };
  for (const auto& c : cases) {
    const absl::StatusOr<Endpoint> found = Find(c.text, variables);
    ASSERT_TRUE(found.ok()) << c.text << ": " << found.status();
    EXPECT_EQ(found->ToString(), c.shown);
  }
}

TEST(FindEndpointTest, SaysWhatIsWrong) {
  const Variables variables = {{"NAMED_SERVICE_HOST", "redis.example.com"},
                               {"A_SERVICE_HOST", "10.0.0.1"},
                               {"A_SERVICE_PORT_BAD", "65536"},
                               {"DNS_SERVICE_HOST", "10.0.0.2"},
                               {"DNS_SERVICE_PORT", "53"},
                               {"DNS_PORT_53_UDP", "udp://10.0.0.2:53"}};
  const struct {
    std::string_view text, problem;
  } cases[] = {
      {"", "not a valid SERVICE[:PORT]"},
      {":80", "not a valid SERVICE[:PORT]"},
      {"a:", "not a valid SERVICE[:PORT]"},
      {"a:1:2", "not a valid SERVICE[:PORT]"},
      {"none", "NONE_SERVICE_HOST is not set"},
      {"named:80", "NAMED_SERVICE_HOST is 'redis.example.com', which is not an IP address"},
      {"a", "A_SERVICE_PORT is not set"},
      {"a:db", "A_SERVICE_PORT_DB is not set"},
      {"a:bad", "A_SERVICE_PORT_BAD is '65536', which is not a valid port"},
      {"a:0", "0 is not a valid port"},
      {"a:70000", "70000 is not a valid port"},
      {"dns", "port 53 is UDP"},
      {"dns:53", "port 53 is UDP"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Find(c.text, variables).status().message(),
              absl::StrCat("--wait-for ", c.text, ": ", c.problem));
  }
}

TEST(ParseTimeTest, TakesSecondsAndUnits) {
  EXPECT_EQ(*ParseTime("--timeout", "90"), milliseconds(90000));
  EXPECT_EQ(*ParseTime("--timeout", "1m30s"), milliseconds(90000));
  EXPECT_EQ(*ParseTime("--timeout", "500ms"), milliseconds(500));
  for (const std::string_view text : {"", "0", "-1s", "1x", "s", "inf", "169h", "1 s", "0.1ms"}) {
    EXPECT_FALSE(ParseTime("--timeout", text).ok()) << text;
  }
}

TEST(WaitTest, EndsWhenAllAccept) {
  const Port a, b;
  a.Listen();
  b.Listen();
  EXPECT_EQ(*WaitFor({a.AsEndpoint(), b.AsEndpoint()}, Options(kLong), Ignore), 0);
  EXPECT_EQ(*WaitFor({}, Options(kLong), Ignore), 0);
}

TEST(WaitTest, ReachesIpv6) {
  const Port port(AF_INET6);
  if (!port.bound()) GTEST_SKIP() << "no IPv6 here";
  port.Listen();
  const Endpoint endpoint{"web", *ParseIp("::1"), static_cast<uint16_t>(port.number())};
  EXPECT_EQ(*WaitFor({endpoint}, Options(kLong), Ignore), 0);
}

TEST(WaitTest, GoesOnUntilTheServiceListens) {
  const Port early, late;
  early.Listen();
  std::vector<std::string> lines;
  std::thread listening;
  const absl::StatusOr<int> signal =
      WaitFor({early.AsEndpoint("early"), late.AsEndpoint("late")}, Options(kLong, milliseconds(5)),
              [&](std::string_view line) {
                lines.emplace_back(line);
                if (absl::StrContains(line, "refused") && !listening.joinable()) {
                  listening = std::thread([&] { late.Listen(); });
                }
              });
  ASSERT_TRUE(listening.joinable());
  listening.join();
  EXPECT_EQ(*signal, 0);
  EXPECT_EQ(lines.back(),
            absl::StrCat("waiting for late (127.0.0.1:", late.number(), "): connection refused"));
}

TEST(WaitTest, FailsAtTheTimeOutAndNamesWhatIsNotReached) {
  const Port there, a, b;
  there.Listen();
  milliseconds timeout(120);
  absl::Status status;
  do {  // A busy machine may need longer to refuse a connection.
    timeout *= 2;
    status = WaitFor({a.AsEndpoint("a"), there.AsEndpoint("there"), b.AsEndpoint("b:db")},
                     Options(timeout), Ignore)
                 .status();
  } while (absl::StrContains(status.message(), "no answer yet") && timeout < kLong);
  EXPECT_EQ(
      status.message(),
      absl::StrCat("timed out after ", absl::FormatDuration(absl::FromChrono(timeout)),
                   " waiting for a (127.0.0.1:", a.number(),
                   "): connection refused; b:db (127.0.0.1:", b.number(), "): connection refused"));
}

// A listener whose queue is full answers nothing.
TEST(WaitTest, EndsWhereNothingAnswers) {
  const Port port;
  const Endpoint endpoint = port.AsEndpoint();
  std::vector<int> clients;
  port.Listen();
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(endpoint.port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  while (!port.IsFull()) {
    clients.push_back(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
    (void)connect(clients.back(), reinterpret_cast<sockaddr*>(&address), sizeof(address));
  }
  const absl::Status status = WaitFor({endpoint}, Options(milliseconds(100)), Ignore).status();
  EXPECT_THAT(status.message(), HasSubstr("): no answer yet"));
  for (const int client : clients) close(client);
}

// What a child process that waits for `endpoint` ended with; `prepare` runs in it before, `act`
// here, once it waits.
template <typename Prepare, typename Act>
int StatusOfWaiting(const Endpoint& endpoint, Prepare prepare, Act act) {
  int ends[2];
  if (pipe(ends) != 0) return -1;
  const pid_t child = fork();
  if (child == 0) {
    prepare();
    const absl::StatusOr<int> signal =
        WaitFor({endpoint}, Options(kLong, milliseconds(5)),
                [&](std::string_view) { (void)!write(ends[1], "w", 1); });
    if (!signal.ok()) _exit(125);
    if (*signal != 0) TerminateBy(*signal);
    _exit(0);
  }
  char byte;
  EXPECT_EQ(read(ends[0], &byte, 1), 1);
  act(child);
  int status = 0;
  waitpid(child, &status, 0);
  close(ends[0]);
  close(ends[1]);
  return status;
}

TEST(WaitTest, DiesOfTheSignalsThatEndIt) {
  for (const int signal : {SIGTERM, SIGINT}) {
    const Port port;
    const int status = StatusOfWaiting(
        port.AsEndpoint(), [] {}, [&](pid_t child) { kill(child, signal); });
    ASSERT_TRUE(WIFSIGNALED(status)) << status;
    EXPECT_EQ(WTERMSIG(status), signal);
  }
}

// As a shell starts what runs in the background.
TEST(WaitTest, LeavesASignalAloneThatWasIgnored) {
  const Port port;
  const int status = StatusOfWaiting(
      port.AsEndpoint(), [] { std::signal(SIGINT, SIG_IGN); },
      [&](pid_t child) {
        kill(child, SIGINT);
        port.Listen();
      });
  EXPECT_EQ(status, 0);
}

// The first process of a container gets no signal that it has no use for, unless it asks.
TEST(WaitTest, EndsWithTheConventionalStatusAsProcess1) {
  if (geteuid() != 0) GTEST_SKIP() << "needs the right to make a namespace of processes";
  for (const int signal : {SIGTERM, SIGINT}) {
    const Port port;
    const pid_t parent = fork();
    if (parent == 0) {
      if (unshare(CLONE_NEWPID) != 0) _exit(77);
      const int status = StatusOfWaiting(
          port.AsEndpoint(),
          [] {
            if (getpid() != 1) _exit(78);
          },
          [&](pid_t child) { kill(child, signal); });
      _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 79);
    }
    int status = 0;
    waitpid(parent, &status, 0);
    if (status == 77 << 8) GTEST_SKIP() << "no namespace of processes can be made here";
    EXPECT_EQ(status, (128 + signal) << 8);
  }
}

std::string SignalState() {
  sigset_t mask;
  pthread_sigmask(SIG_BLOCK, nullptr, &mask);
  std::string state;
  for (int signal = 1; signal < 32; ++signal) {
    struct sigaction action {};
    sigaction(signal, nullptr, &action);
    absl::StrAppend(&state, sigismember(&mask, signal), ":", action.sa_handler == SIG_DFL,
                    action.sa_handler == SIG_IGN, " ");
  }
  return state;
}

size_t Descriptors() {
  size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
    ++count;
  return count;
}

TEST(WaitTest, LeavesSignalsAndDescriptorsUnchanged) {
  const Port never, there;
  there.Listen();
  const std::string signals = SignalState();
  const size_t descriptors = Descriptors();
  EXPECT_TRUE(WaitFor({there.AsEndpoint()}, Options(kLong), Ignore).ok());
  EXPECT_FALSE(WaitFor({never.AsEndpoint()}, Options(milliseconds(80)), Ignore).ok());
  EXPECT_EQ(SignalState(), signals);
  EXPECT_EQ(Descriptors(), descriptors);
}

}  // namespace
}  // namespace svcenv::cli
