#include "webhook/health.h"

#include <openssl/ssl.h>
#include <sys/socket.h>

#include <chrono>
#include <optional>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "boost/asio/io_context.hpp"
#include "boost/asio/ip/tcp.hpp"
#include "boost/beast/core.hpp"
#include "boost/beast/http.hpp"
#include "webhook/address.h"

namespace svcenv::webhook {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;

constexpr std::chrono::seconds kTimeout(10);
constexpr std::chrono::seconds kIdle(120);
constexpr uint32_t kMaxHeaderBytes = 8 << 10;
constexpr int kMaxConnections = 64;

class HealthSession : public std::enable_shared_from_this<HealthSession> {
 public:
  HealthSession(tcp::socket socket, const HealthServer::Handler& handler, int* connections)
      : stream_(std::move(socket)), handler_(handler), connections_(*connections) {
    ++connections_;
  }
  ~HealthSession() { --connections_; }

  void Read(std::chrono::seconds timeout) {
    parser_.emplace();
    parser_->header_limit(kMaxHeaderBytes);
    parser_->body_limit(0);
    stream_.expires_after(timeout);
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](beast::error_code error, size_t) {
                       if (!error) self->Reply();
                     });
  }

 private:
  void Reply() {
    const auto& request = parser_->get();
    const std::string_view target(request.target().data(), request.target().size());
    HttpReply reply;
    if (request.method() == http::verb::get || request.method() == http::verb::head) {
      reply = handler_(target.substr(0, target.find('?')));
    } else {
      reply = {405, "use GET\n", "text/plain; charset=utf-8", "GET, HEAD"};
    }
    response_.emplace(static_cast<http::status>(reply.status), 11);
    response_->set(http::field::content_type,
                   beast::string_view(reply.content_type.data(), reply.content_type.size()));
    if (!reply.allow.empty()) response_->set(http::field::allow, "GET, HEAD");
    response_->keep_alive(request.keep_alive());
    const size_t length = reply.body.size();
    if (request.method() != http::verb::head) response_->body() = std::move(reply.body);
    response_->content_length(length);
    stream_.expires_after(kTimeout);
    http::async_write(stream_, *response_,
                      [self = shared_from_this()](beast::error_code error, size_t) {
                        if (!error && self->response_->keep_alive()) self->Read(kIdle);
                      });
  }

  beast::tcp_stream stream_;
  const HealthServer::Handler& handler_;
  int& connections_;
  beast::flat_buffer buffer_{kMaxHeaderBytes};
  std::optional<http::request_parser<http::string_body>> parser_;
  std::optional<http::response<http::string_body>> response_;
};

class BeastHealthServer : public HealthServer {
 public:
  BeastHealthServer(const tcp::endpoint& endpoint, Handler handler)
      : handler_(std::move(handler)), acceptor_(context_, endpoint) {}

  ~BeastHealthServer() override {
    context_.stop();
    if (thread_.joinable()) thread_.join();
  }

  void Run() {
    Accept();
    thread_ = std::thread([this] { context_.run(); });
  }

 private:
  void Accept() {
    acceptor_.async_accept([this](beast::error_code error, tcp::socket socket) {
      if (!error && connections_ < kMaxConnections) {
        std::make_shared<HealthSession>(std::move(socket), handler_, &connections_)->Read(kTimeout);
      }
      if (error) std::this_thread::sleep_for(std::chrono::milliseconds(10));
      Accept();
    });
  }

  int connections_ = 0;
  Handler handler_;
  asio::io_context context_{1};
  tcp::acceptor acceptor_;
  std::thread thread_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<HealthServer>> HealthServer::Start(const std::string& listen,
                                                                  Handler handler) {
  const absl::StatusOr<Address> address = ParseAddress(listen);
  if (!address.ok()) return address.status();
  try {
    auto server = std::make_unique<BeastHealthServer>(
        tcp::endpoint(asio::ip::make_address(address->host), address->port), std::move(handler));
    server->Run();
    return server;
  } catch (const boost::system::system_error& error) {
    return absl::UnavailableError(
        absl::StrCat("cannot listen on ", listen, ": ", error.code().message()));
  }
}

std::string ProbeTls(const std::string& address, unsigned short port) {
  asio::ip::address host = asio::ip::make_address(address);
  if (host.is_unspecified()) {
    host = host.is_v6() ? asio::ip::address(asio::ip::address_v6::loopback())
                        : asio::ip::address(asio::ip::address_v4::loopback());
  }
  asio::io_context context;
  tcp::socket socket(context);
  beast::error_code error;
  socket.open(host.is_v6() ? tcp::v6() : tcp::v4(), error);
  const timeval limit{1, 0};
  setsockopt(socket.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt(socket.native_handle(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  socket.connect(tcp::endpoint(host, port), error);
  if (error) return absl::StrCat("cannot connect: ", error.message());
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> tls(SSL_CTX_new(TLS_client_method()),
                                                              SSL_CTX_free);
  const std::unique_ptr<SSL, decltype(&SSL_free)> connection(SSL_new(tls.get()), SSL_free);
  SSL_set_fd(connection.get(), socket.native_handle());
  SSL_set_tlsext_host_name(connection.get(), kProbeName);
  return SSL_connect(connection.get()) == 1 ? "" : "the TLS listener does not answer";
}

}  // namespace svcenv::webhook
