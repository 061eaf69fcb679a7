#include "webhook/resolve.h"

#include <ares.h>
#include <arpa/inet.h>
#include <netdb.h>
#include <poll.h>

#include <algorithm>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace svcenv::webhook {
namespace {

struct Lookup {
  bool is_done = false;
  int status = ARES_SUCCESS;
  std::vector<std::string> addresses;
};

void OnAddresses(void* argument, int status, int, ares_addrinfo* result) {
  auto* lookup = static_cast<Lookup*>(argument);
  lookup->is_done = true;
  lookup->status = status;
  if (result == nullptr) return;
  for (const ares_addrinfo_node* node = result->nodes; node != nullptr; node = node->ai_next) {
    char text[INET6_ADDRSTRLEN] = "";
    const void* address = nullptr;
    if (node->ai_family == AF_INET) {
      address = &reinterpret_cast<const sockaddr_in*>(node->ai_addr)->sin_addr;
    } else if (node->ai_family == AF_INET6) {
      address = &reinterpret_cast<const sockaddr_in6*>(node->ai_addr)->sin6_addr;
    }
    if (address == nullptr) continue;
    lookup->addresses.emplace_back(inet_ntop(node->ai_family, address, text, sizeof text));
  }
  ares_freeaddrinfo(result);
}

// Waits for the sockets of the channel, at most for `milliseconds`.
void WaitFor(ares_channel channel, int milliseconds) {
  ares_socket_t sockets[ARES_GETSOCK_MAXNUM];
  const int mask = ares_getsock(channel, sockets, ARES_GETSOCK_MAXNUM);
  std::vector<pollfd> ready;
  for (int i = 0; i < ARES_GETSOCK_MAXNUM; ++i) {
    short events = 0;
    if (ARES_GETSOCK_READABLE(mask, i)) events |= POLLIN;
    if (ARES_GETSOCK_WRITABLE(mask, i)) events |= POLLOUT;
    if (events != 0) ready.push_back({sockets[i], events, 0});
  }
  poll(ready.data(), ready.size(), milliseconds);
  for (const pollfd& one : ready) {
    ares_process_fd(channel, (one.revents & ~POLLOUT) != 0 ? one.fd : ARES_SOCKET_BAD,
                    (one.revents & POLLOUT) != 0 ? one.fd : ARES_SOCKET_BAD);
  }
  ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);  // timeouts
}

}  // namespace

absl::StatusOr<std::vector<std::string>> Resolve(const std::string& host,
                                                 std::chrono::seconds timeout) {
  ares_channel created = nullptr;
  if (const int failed = ares_init(&created); failed != ARES_SUCCESS) {
    return absl::UnavailableError(absl::StrCat("cannot start a lookup: ", ares_strerror(failed)));
  }
  const std::unique_ptr<ares_channeldata, decltype(&ares_destroy)> channel(created, ares_destroy);
  Lookup lookup;
  ares_addrinfo_hints hints{};
  hints.ai_family = AF_UNSPEC;
  ares_getaddrinfo(channel.get(), host.c_str(), nullptr, &hints, OnAddresses, &lookup);
  const auto end = std::chrono::steady_clock::now() + timeout;
  while (!lookup.is_done && std::chrono::steady_clock::now() < end) WaitFor(channel.get(), 100);
  if (!lookup.is_done) {
    ares_cancel(channel.get());
    return absl::DeadlineExceededError(absl::StrCat("no answer for ", host));
  }
  if (lookup.status != ARES_SUCCESS || lookup.addresses.empty()) {
    return absl::NotFoundError(absl::StrCat(host, ": ", ares_strerror(lookup.status)));
  }
  return std::move(lookup.addresses);
}

}  // namespace svcenv::webhook
