// TLS connections and the registry of them. Includes Beast, which compiles slowly: include this
// header only in session.cc and server.cc.
#ifndef SVCENV_WEBHOOK_SESSION_H_
#define SVCENV_WEBHOOK_SESSION_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "boost/asio/dispatch.hpp"
#include "boost/asio/ip/tcp.hpp"
#include "boost/asio/post.hpp"
#include "boost/asio/ssl.hpp"
#include "boost/beast/core.hpp"
#include "boost/beast/http.hpp"
#include "webhook/gateway.h"

namespace svcenv::webhook {

class Session;

// All open connections. Thread-safe.
class Connections {
 public:
  explicit Connections(Metrics* metrics) : metrics_(*metrics) {}

  using Position = std::list<std::weak_ptr<Session>>::iterator;

  // Adds a connection that has not sent a request. If there are `kMost` connections, closes the
  // oldest such connection instead of one that an API server uses.
  Position Add(const std::shared_ptr<Session>& session);
  // Records that the connection has sent a valid request.
  void MarkUsed(Position position);
  void Remove(Position position, bool used);
  // Closes connections that wait for a request. All others close after their response.
  void Drain();
  bool draining() const { return draining_; }
  // From now on, responses close their connections.
  void StartDraining() { draining_ = true; }

 private:
  static constexpr size_t kMost = 4096;

  Metrics& metrics_;
  std::mutex mutex_;
  std::list<std::weak_ptr<Session>> unused_;  // oldest first
  std::list<std::weak_ptr<Session>> used_;
  std::atomic<bool> draining_{false};
};

// One connection. All functions except Start run on its strand.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(boost::asio::ip::tcp::socket socket, const Credentials& credentials, Gateway* gateway,
          Connections* connections, Metrics* metrics);
  ~Session();

  void Start();
  // Closes the connection if it waits for a request.
  void CloseIfIdle();
  // Closes the connection at once.
  void Close();
  auto executor() { return stream_.get_executor(); }

 private:
  using Error = boost::beast::error_code;

  void Handshake();
  void OnHandshake(Error error);
  void WaitForRequest();
  void ReadHeader();
  // Answers a request that cannot be parsed, unless the connection failed.
  void RejectInvalid(Error error);
  void OnHeader(Error error);
  void ReadBody();
  void OnBody(Error error);
  void Reply(HttpReply reply, bool keep_alive);
  void OnReply(Error error, bool keep_alive);
  void Shutdown();
  void ReleaseBody();

  boost::asio::ssl::context context_;
  boost::asio::ssl::stream<boost::beast::tcp_stream> stream_;
  Gateway& gateway_;
  Connections& connections_;
  Metrics& metrics_;
  Connections::Position position_;
  boost::beast::flat_buffer buffer_;
  std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
  std::optional<boost::beast::http::response<boost::beast::http::string_body>> response_;
  ReviewRoute route_;
  uint64_t reserved_ = 0;
  bool idle_ = false;
  bool used_ = false;
};

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_SESSION_H_
