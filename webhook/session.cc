#include "webhook/session.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <chrono>
#include <cstring>
#include <utility>
#include <vector>

#include "webhook/health.h"

namespace svcenv::webhook {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

// kube-apiserver keeps idle connections for 90 s, and does not repeat a POST on one that the server
// closed.
constexpr std::chrono::seconds kIdle(180);
constexpr std::chrono::seconds kHandshake(10), kHeader(10), kBody(30), kReply(30), kShutdown(2);
constexpr uint32_t kMaxHeaderBytes = 16 << 10;
constexpr size_t kFirstRead = 4 << 10;
constexpr size_t kMaxKeptBuffer = 16 << 10;

// Returns a context that shares the credentials' SSL_CTX.
asio::ssl::context ContextOf(const Credentials& credentials) {
  SSL_CTX* context = credentials.context.get();
  SSL_CTX_up_ref(context);
  return asio::ssl::context(context);
}

// Returns the kind of a failed handshake. The number of kinds is small and fixed, for metrics.
std::string_view KindOf(const beast::error_code& error) {
  if (error == beast::error::timeout) return "timeout";
  if (error == asio::error::eof || error == asio::error::connection_reset ||
      error == asio::ssl::error::stream_truncated) {
    return "closed";
  }
  if (error.category() != asio::error::get_ssl_category()) return "network";
  switch (ERR_GET_REASON(static_cast<unsigned long>(error.value()))) {
    case SSL_R_HTTP_REQUEST:
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_PACKET_LENGTH_TOO_LONG:
    case SSL_R_RECORD_LENGTH_MISMATCH:
      return "not_tls";
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_VERSION_TOO_LOW:
      return "version";
    case SSL_R_NO_SHARED_CIPHER:
      return "cipher";
    case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
    case SSL_R_CERTIFICATE_VERIFY_FAILED:
      return "client_certificate";
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
      return "certificate_refused_by_client";
  }
  return "other";
}

// Returns the error of `status` for a request that Beast cannot parse, or 0 if the connection
// failed.
int StatusOf(const beast::error_code& error) {
  if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
  if (error == http::error::body_limit) return 413;
  if (error == http::error::end_of_stream || error == http::error::partial_message) return 0;
  return error.category() == http::make_error_code(http::error::bad_method).category() ? 400 : 0;
}

}  // namespace

// In Add and Drain, a session may lose its last other owner at any time. They give up their own
// after they have unlocked, because the destructor of Session calls Remove.
Connections::Position Connections::Add(const std::shared_ptr<Session>& session) {
  std::shared_ptr<Session> oldest;
  const std::lock_guard<std::mutex> lock(mutex_);
  ++metrics_.connections;
  if (unused_.size() + used_.size() >= kMost && !unused_.empty()) {
    oldest = unused_.front().lock();
    if (oldest != nullptr) {
      metrics_.CountRejected("connections");
      asio::post(oldest->executor(), [oldest] { oldest->Close(); });
      // Do not close it twice, while it is still in the list.
      unused_.splice(unused_.end(), unused_, unused_.begin());
    }
  }
  return unused_.insert(unused_.end(), session);
}

void Connections::MarkUsed(Position position) {
  const std::lock_guard<std::mutex> lock(mutex_);
  used_.splice(used_.end(), unused_, position);
}

void Connections::Remove(Position position, bool used) {
  const std::lock_guard<std::mutex> lock(mutex_);
  --metrics_.connections;
  (used ? used_ : unused_).erase(position);
}

void Connections::Drain() {
  std::vector<std::shared_ptr<Session>> sessions;
  const std::lock_guard<std::mutex> lock(mutex_);
  for (const auto* list : {&unused_, &used_}) {
    for (const std::weak_ptr<Session>& weak : *list) {
      if (std::shared_ptr<Session> session = weak.lock()) sessions.push_back(std::move(session));
    }
  }
  for (const std::shared_ptr<Session>& session : sessions) {
    asio::post(session->executor(), [session] { session->CloseIfIdle(); });
  }
}

Session::Session(asio::ip::tcp::socket socket, const Credentials& credentials, Gateway* gateway,
                 Connections* connections, Metrics* metrics)
    : context_(ContextOf(credentials)),
      stream_(beast::tcp_stream(std::move(socket)), context_),
      gateway_(*gateway),
      connections_(*connections),
      metrics_(*metrics) {}

Session::~Session() {
  ReleaseBody();
  connections_.Remove(position_, used_);
}

void Session::Start() {
  position_ = connections_.Add(shared_from_this());
  asio::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->Handshake(); });
}

void Session::Close() { beast::get_lowest_layer(stream_).close(); }

void Session::CloseIfIdle() {
  if (idle_) Close();
}

void Session::Handshake() {
  beast::get_lowest_layer(stream_).expires_after(kHandshake);
  stream_.async_handshake(asio::ssl::stream_base::server,
                          [self = shared_from_this()](Error error) { self->OnHandshake(error); });
}

void Session::OnHandshake(Error error) {
  if (!error) return WaitForRequest();
  const char* name = SSL_get_servername(stream_.native_handle(), TLSEXT_NAMETYPE_host_name);
  if (name == nullptr || std::strcmp(name, kProbeName) != 0) metrics_.CountTlsError(KindOf(error));
}

// Waits without a parser and a buffer, so that idle connections need little memory.
void Session::WaitForRequest() {
  parser_.reset();
  response_.reset();
  if (buffer_.size() > 0) return ReadHeader();
  if (buffer_.capacity() > kMaxKeptBuffer) buffer_ = beast::flat_buffer();
  idle_ = true;
  beast::get_lowest_layer(stream_).expires_after(kIdle);
  stream_.async_read_some(buffer_.prepare(kFirstRead),
                          [self = shared_from_this()](Error error, size_t bytes) {
                            self->idle_ = false;
                            if (error) return;
                            self->buffer_.commit(bytes);
                            self->ReadHeader();
                          });
}

void Session::ReadHeader() {
  beast::get_lowest_layer(stream_).expires_after(kHeader);
  parser_.emplace();
  parser_->header_limit(kMaxHeaderBytes);
  parser_->body_limit(kMaxBodyBytes);
  http::async_read_header(
      stream_, buffer_, *parser_,
      [self = shared_from_this()](Error error, size_t) { self->OnHeader(error); });
}

void Session::RejectInvalid(Error error) {
  const int status = StatusOf(error);
  if (status == 0) return;
  Reply(gateway_.Reject(status, "http", "not a valid HTTP request"), false);
}

void Session::OnHeader(Error error) {
  if (error) return RejectInvalid(error);
  const auto& request = parser_->get();
  HttpHead head;
  head.is_post = request.method() == http::verb::post;
  head.target = {request.target().data(), request.target().size()};
  const auto type = request[http::field::content_type];
  head.content_type = {type.data(), type.size()};
  const auto length = parser_->content_length();
  head.has_length = length.has_value() && !parser_->chunked();
  head.length = head.has_length ? *length : 0;
  HttpReply reply;
  if (!gateway_.Accept(head, &route_, &reply)) return Reply(std::move(reply), false);
  reserved_ = head.length;
  if (!used_) connections_.MarkUsed(position_);
  used_ = true;
  if (!beast::iequals(request[http::field::expect], "100-continue")) return ReadBody();
  auto go_on = std::make_shared<http::response<http::empty_body>>(http::status::continue_, 11);
  http::async_write(stream_, *go_on, [self = shared_from_this(), go_on](Error failed, size_t) {
    if (!failed) self->ReadBody();
  });
}

void Session::ReadBody() {
  beast::get_lowest_layer(stream_).expires_after(kBody);
  http::async_read(stream_, buffer_, *parser_,
                   [self = shared_from_this()](Error error, size_t) { self->OnBody(error); });
}

void Session::OnBody(Error error) {
  if (error) return RejectInvalid(error);
  beast::get_lowest_layer(stream_).expires_never();
  const bool keep_alive = parser_->get().keep_alive();
  std::string body = std::move(parser_->get().body());
  parser_.reset();
  gateway_.Review(
      std::move(route_), std::move(body), [self = shared_from_this(), keep_alive](HttpReply reply) {
        asio::post(self->executor(), [self, keep_alive, reply = std::move(reply)]() mutable {
          self->ReleaseBody();
          self->Reply(std::move(reply), keep_alive);
        });
      });
}

void Session::ReleaseBody() {
  gateway_.Release(reserved_);
  reserved_ = 0;
}

void Session::Reply(HttpReply reply, bool keep_alive) {
  keep_alive = keep_alive && !connections_.draining();
  response_.emplace(static_cast<http::status>(reply.status), 11);
  response_->set(http::field::content_type,
                 beast::string_view(reply.content_type.data(), reply.content_type.size()));
  if (!reply.allow.empty()) {
    response_->set(http::field::allow, beast::string_view(reply.allow.data(), reply.allow.size()));
  }
  response_->body() = std::move(reply.body);
  response_->keep_alive(keep_alive);
  response_->prepare_payload();
  beast::get_lowest_layer(stream_).expires_after(kReply);
  http::async_write(stream_, *response_,
                    [self = shared_from_this(), keep_alive](Error error, size_t) {
                      self->OnReply(error, keep_alive);
                    });
}

void Session::OnReply(Error error, bool keep_alive) {
  if (error) return;
  if (!keep_alive) return Shutdown();
  WaitForRequest();
}

void Session::Shutdown() {
  beast::get_lowest_layer(stream_).expires_after(kShutdown);
  stream_.async_shutdown([self = shared_from_this()](Error) {});
}

}  // namespace svcenv::webhook
