#include "webhook/api_connection.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "boost/asio/io_context.hpp"
#include "boost/asio/post.hpp"
#include "boost/asio/ssl.hpp"
#include "boost/beast/core.hpp"
#include "boost/beast/http.hpp"
#include "svcenv/base/version.h"
#include "webhook/resolve.h"

namespace svcenv::webhook {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Error = beast::error_code;

constexpr size_t kChunk = 64 << 10;
constexpr uint32_t kMaxHeaderBytes = 64 << 10;
// A dead network is noticed after 15 s: 3 probes after 5 s each.
constexpr int kProbeAfterSeconds = 5, kProbes = 3, kUserTimeoutMs = 15'000;

bool IsAddress(const std::string& name) {
  Error error;
  asio::ip::make_address(name, error);
  return !error;
}

void NoticeDeadNetwork(int socket) {
  const auto set = [&](int level, int option, int value) {
    setsockopt(socket, level, option, &value, sizeof value);
  };
  set(IPPROTO_TCP, TCP_NODELAY, 1);
  set(SOL_SOCKET, SO_KEEPALIVE, 1);
  set(IPPROTO_TCP, TCP_KEEPIDLE, kProbeAfterSeconds);
  set(IPPROTO_TCP, TCP_KEEPINTVL, kProbeAfterSeconds);
  set(IPPROTO_TCP, TCP_KEEPCNT, kProbes);
  set(IPPROTO_TCP, TCP_USER_TIMEOUT, kUserTimeoutMs);
}

// Returns an error if a part of the credentials is not valid.
Error Configure(const ApiServer& server, const ApiCredentials& credentials,
                asio::ssl::context* context) {
  Error error;
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  // Never asks for a passphrase.
  context->set_password_callback([](size_t, asio::ssl::context::password_purpose) { return ""; });
  context->set_verify_mode(server.verifies ? asio::ssl::verify_peer : asio::ssl::verify_none);
  if (server.authority.empty()) {
    context->set_default_verify_paths(error);
  } else {
    context->add_certificate_authority(asio::buffer(credentials.authority), error);
  }
  if (error || server.certificate.empty()) return error;
  context->use_certificate_chain(asio::buffer(credentials.certificate), error);
  if (error) return error;
  context->use_private_key(asio::buffer(credentials.key), asio::ssl::context::pem, error);
  return error;
}

}  // namespace

absl::StatusOr<ApiRequest> MakeRequest(const ApiServer& server, std::string_view target) {
  absl::StatusOr<std::string> token = ReadToken(server);
  if (!token.ok()) return token.status();
  ApiRequest request;
  request.target = absl::StrCat(server.url.path, target);
  request.host = server.url.Authority();
  request.user_agent = absl::StrCat("svcenv-webhook/", kVersion);
  request.token = *std::move(token);
  return request;
}

class ApiConnection::Implementation {
 public:
  Implementation(const ApiServer& server, std::chrono::milliseconds timeout)
      : server_(server), timeout_(timeout), chunk_(kChunk, '\0') {}

  bool IsIdle() const {
    return stream_.has_value() && parser_.has_value() && parser_->is_done() &&
           parser_->keep_alive() && !fault_.has_value();
  }

  MaybeFault Connect();
  MaybeFault Send(const ApiRequest& request, std::chrono::milliseconds timeout,
                  std::chrono::milliseconds silence);
  std::string_view Next();
  void Cancel();

  const ApiAnswer& answer() const { return answer_; }
  void set_silence(std::chrono::milliseconds silence) { silence_ = silence; }
  const MaybeFault& fault() const { return fault_; }

 private:
  using Stream = asio::ssl::stream<beast::tcp_stream>;
  using Done = std::function<void(Error)>;

  // Starts an operation and waits for its end. Returns the error.
  Error Await(std::chrono::milliseconds timeout, const std::function<void(Done)>& start);
  MaybeFault FaultOf(FaultCause cause, std::string_view doing, const Error& error) const;
  MaybeFault ConnectTcp();
  MaybeFault ConnectTls();

  const ApiServer& server_;
  const std::chrono::milliseconds timeout_;
  std::chrono::milliseconds silence_{0};
  asio::io_context context_{1};
  std::optional<asio::ssl::context> tls_;
  std::optional<Stream> stream_;
  beast::flat_buffer buffer_;
  std::optional<http::response_parser<http::buffer_body>> parser_;
  std::string chunk_;
  ApiAnswer answer_;
  MaybeFault fault_;
  std::atomic<bool> is_cancelled_{false};
};

Error ApiConnection::Implementation::Await(std::chrono::milliseconds timeout,
                                           const std::function<void(Done)>& start) {
  Error result = asio::error::operation_aborted;
  if (is_cancelled_) return result;
  beast::get_lowest_layer(*stream_).expires_after(timeout);
  start([&result](Error error) { result = error; });
  context_.restart();
  context_.run();
  return result;
}

MaybeFault ApiConnection::Implementation::FaultOf(FaultCause cause, std::string_view doing,
                                                  const Error& error) const {
  if (is_cancelled_) return Fault{FaultCause::kCancelled, "cancelled"};
  return Fault{cause, absl::StrCat(doing, ": ",
                                   error == beast::error::timeout ? "no answer" : error.message())};
}

MaybeFault ApiConnection::Implementation::Connect() {
  stream_.reset();
  parser_.reset();
  fault_.reset();
  buffer_ = beast::flat_buffer();
  buffer_.reserve(kChunk);
  const absl::StatusOr<ApiCredentials> credentials = ReadCredentials(server_);
  if (!credentials.ok()) {
    return Fault{FaultCause::kCredentials, std::string(credentials.status().message())};
  }
  tls_.emplace(asio::ssl::context::tls_client);
  if (const Error error = Configure(server_, *credentials, &*tls_)) {
    return FaultOf(FaultCause::kCredentials, "cannot use the certificates or the key", error);
  }
  stream_.emplace(context_, *tls_);
  MaybeFault fault = ConnectTcp();
  if (!fault.has_value()) fault = ConnectTls();
  if (fault.has_value()) stream_.reset();
  return fault;
}

MaybeFault ApiConnection::Implementation::ConnectTcp() {
  const auto addresses =
      Resolve(server_.url.host, std::chrono::ceil<std::chrono::seconds>(timeout_));
  if (!addresses.ok()) {
    return Fault{FaultCause::kConnect,
                 absl::StrCat("cannot resolve ", addresses.status().message())};
  }
  Error error = asio::error::host_not_found;
  const auto port = static_cast<unsigned short>(std::stoi(server_.url.port));
  for (const std::string& address : *addresses) {
    const tcp::endpoint endpoint(asio::ip::make_address(address), port);
    error = Await(timeout_ / addresses->size(), [&](const Done& done) {
      beast::get_lowest_layer(*stream_).async_connect(endpoint, done);
    });
    if (!error) break;
  }
  if (error) {
    return FaultOf(FaultCause::kConnect,
                   absl::StrCat("cannot connect to ", server_.url.Authority()), error);
  }
  NoticeDeadNetwork(beast::get_lowest_layer(*stream_).socket().native_handle());
  return std::nullopt;
}

MaybeFault ApiConnection::Implementation::ConnectTls() {
  static constexpr unsigned char kProtocols[] = "\x08http/1.1";
  SSL* const ssl = stream_->native_handle();
  SSL_set_alpn_protos(ssl, kProtocols, sizeof kProtocols - 1);
  const std::string& name = server_.name();
  if (!IsAddress(name)) SSL_set_tlsext_host_name(ssl, name.c_str());
  if (server_.verifies) stream_->set_verify_callback(asio::ssl::host_name_verification(name));
  const Error error = Await(timeout_, [&](const Done& done) {
    stream_->async_handshake(asio::ssl::stream_base::client, done);
  });
  if (!error) return std::nullopt;
  MaybeFault fault = FaultOf(FaultCause::kTls, "TLS handshake", error);
  const long verified = SSL_get_verify_result(ssl);
  if (verified != X509_V_OK) {
    absl::StrAppend(&fault->message, ": ", X509_verify_cert_error_string(verified));
  }
  return fault;
}

MaybeFault ApiConnection::Implementation::Send(const ApiRequest& request,
                                               std::chrono::milliseconds timeout,
                                               std::chrono::milliseconds silence) {
  const http::verb verb = request.put.empty() ? http::verb::get : http::verb::put;
  http::request<http::string_body> message(verb, request.target, 11, request.put);
  message.prepare_payload();
  if (verb == http::verb::put) message.set(http::field::content_type, "application/json");
  message.set(http::field::host, request.host);
  message.set(http::field::user_agent, request.user_agent);
  message.set(http::field::accept, "application/json");
  message.set(http::field::accept_encoding, "gzip");
  if (!request.token.empty()) {
    message.set(http::field::authorization, absl::StrCat("Bearer ", request.token));
  }
  silence_ = silence;
  parser_.emplace();
  parser_->header_limit(kMaxHeaderBytes);
  parser_->body_limit(std::numeric_limits<uint64_t>::max());
  Error error = Await(timeout, [&](const Done& done) {
    http::async_write(*stream_, message, [done](Error failed, size_t) { done(failed); });
  });
  if (!error) {
    error = Await(timeout, [&](const Done& done) {
      http::async_read_header(*stream_, buffer_, *parser_,
                              [done](Error failed, size_t) { done(failed); });
    });
  }
  if (error) {
    fault_ =
        FaultOf(error == beast::error::timeout ? FaultCause::kSilent : FaultCause::kDisconnected,
                "no answer to the request", error);
    return fault_;
  }
  const auto& head = parser_->get();
  answer_.status = static_cast<int>(head.result_int());
  answer_.retry_after = std::string(head[http::field::retry_after]);
  answer_.is_gzip = beast::iequals(head[http::field::content_encoding], "gzip");
  return std::nullopt;
}

std::string_view ApiConnection::Implementation::Next() {
  while (!fault_.has_value() && stream_.has_value() && !parser_->is_done()) {
    auto& body = parser_->get().body();
    body.data = chunk_.data();
    body.size = chunk_.size();
    body.more = true;
    const Error error = Await(silence_, [&](const Done& done) {
      http::async_read_some(*stream_, buffer_, *parser_,
                            [done](Error failed, size_t) { done(failed); });
    });
    const size_t size = chunk_.size() - body.size;
    if (error && error != http::error::need_buffer) {
      const bool is_silent = error == beast::error::timeout;
      fault_ = FaultOf(is_silent ? FaultCause::kSilent : FaultCause::kDisconnected,
                       is_silent ? "the API server is silent" : "the answer is truncated", error);
    }
    if (size > 0) return {chunk_.data(), size};
  }
  return {};
}

// The handler runs while an operation does, which then fails, or before the next one.
void ApiConnection::Implementation::Cancel() {
  is_cancelled_ = true;
  asio::post(context_, [this] {
    if (stream_.has_value()) beast::get_lowest_layer(*stream_).close();
  });
}

ApiConnection::ApiConnection(const ApiServer& server, std::chrono::milliseconds timeout)
    : implementation_(std::make_unique<Implementation>(server, timeout)) {}
ApiConnection::~ApiConnection() = default;

bool ApiConnection::IsIdle() const { return implementation_->IsIdle(); }
MaybeFault ApiConnection::Connect() { return implementation_->Connect(); }
MaybeFault ApiConnection::Send(const ApiRequest& request, std::chrono::milliseconds timeout,
                               std::chrono::milliseconds silence) {
  return implementation_->Send(request, timeout, silence);
}
const ApiAnswer& ApiConnection::answer() const { return implementation_->answer(); }
void ApiConnection::set_silence(std::chrono::milliseconds silence) {
  implementation_->set_silence(silence);
}
std::string_view ApiConnection::Next() { return implementation_->Next(); }
const MaybeFault& ApiConnection::fault() const { return implementation_->fault(); }
void ApiConnection::Cancel() { implementation_->Cancel(); }

}  // namespace svcenv::webhook
