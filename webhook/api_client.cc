#include "webhook/api_client.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"
#include "svcenv/base/version.h"
#include "webhook/api_connection.h"
#include "webhook/gunzip.h"

namespace svcenv::webhook {
namespace {

constexpr size_t kMaxErrorBytes = 64 << 10;

// Returns the `message` of a Status object, or "".
std::string MessageIn(const std::string& text) {
  const auto status = nlohmann::json::parse(text, nullptr, false);
  if (!status.is_object()) return "";
  const auto found = status.find("message");
  return found != status.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace

ApiClient::ApiClient(ApiServer server, const ApiTimeouts& timeouts)
    : server_(std::move(server)),
      timeouts_(timeouts),
      connection_(std::make_unique<ApiConnection>(server_, timeouts_.connect)) {}

ApiClient::~ApiClient() = default;

ByteSource& ApiClient::body() { return gunzip_ != nullptr ? *gunzip_ : *connection_; }

void ApiClient::set_silence(std::chrono::milliseconds silence) {
  connection_->set_silence(silence);
}

void ApiClient::Cancel() { connection_->Cancel(); }

MaybeFault ApiClient::Get(const std::string& target, std::chrono::milliseconds silence) {
  const bool is_reused = connection_->IsIdle();
  if (!is_reused) {
    if (MaybeFault fault = connection_->Connect()) return fault;
  }
  MaybeFault fault = Exchange(target, silence);
  if (is_reused && fault.has_value() && fault->cause == FaultCause::kDisconnected) {
    // The API server closed the connection while it was idle.
    fault = connection_->Connect();
    if (!fault.has_value()) fault = Exchange(target, silence);
  }
  if (fault.has_value()) return fault;
  if (connection_->answer().status != 200) return Explain();
  return std::nullopt;
}

MaybeFault ApiClient::Exchange(const std::string& target, std::chrono::milliseconds silence) {
  gunzip_.reset();
  ApiRequest request;
  request.target = absl::StrCat(server_.url.path, target);
  request.host = server_.url.Authority();
  request.user_agent = absl::StrCat("svcenv-webhook/", kVersion);
  absl::StatusOr<std::string> token = ReadToken(server_);
  if (!token.ok()) {
    return Fault{FaultCause::kCredentials, std::string(token.status().message())};
  }
  request.token = *std::move(token);
  if (MaybeFault fault = connection_->Send(request, timeouts_.header, silence)) return fault;
  if (connection_->answer().is_gzip) gunzip_ = std::make_unique<Gunzip>(connection_.get());
  return std::nullopt;
}

Fault ApiClient::Explain() {
  std::string text;
  while (text.size() < kMaxErrorBytes) {
    const std::string_view part = body().Next();
    if (part.empty()) break;
    absl::StrAppend(&text, part.substr(0, kMaxErrorBytes - text.size()));
  }
  int seconds = 0;
  if (!absl::SimpleAtoi(connection_->answer().retry_after, &seconds)) seconds = 0;
  return FaultOfStatus(connection_->answer().status, MessageIn(text),
                       std::chrono::seconds(seconds));
}

}  // namespace svcenv::webhook
