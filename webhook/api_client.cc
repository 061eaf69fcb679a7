#include "webhook/api_client.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "webhook/api_connection.h"
#include "webhook/gunzip.h"

namespace svcenv::webhook {
namespace {

constexpr size_t kMaxErrorBytes = 64 << 10;

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
  const absl::StatusOr<ApiRequest> request = MakeRequest(server_, target);
  if (!request.ok()) {
    return Fault{FaultCause::kCredentials, std::string(request.status().message())};
  }
  if (MaybeFault fault = connection_->Send(*request, timeouts_.header, silence)) return fault;
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
  return FaultOfStatus(connection_->answer().status, MessageOfStatus(text),
                       std::chrono::seconds(seconds));
}

}  // namespace svcenv::webhook
