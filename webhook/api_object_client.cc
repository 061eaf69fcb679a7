#include "webhook/api_object_client.h"

#include <chrono>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "webhook/fault.h"
#include "webhook/gunzip.h"

namespace svcenv::webhook {
namespace {

constexpr std::chrono::seconds kTimeout(10);
// A Secret has at most 1 MiB, and etcd accepts at most 1.5 MiB for other objects.
constexpr size_t kMaxBytes = 4 << 20;

absl::Status FromFault(const Fault& fault) {
  return absl::UnavailableError(absl::StrCat("the API server: ", fault.message));
}

// Returns the error for an answer, with the message of its Status object.
absl::Status FromAnswer(int status, const std::string& body) {
  const std::string why = MessageOfStatus(body);
  const std::string message =
      absl::StrCat("the API server answers ", status, why.empty() ? "" : ": ", why);
  switch (status) {
    case 404:
      return absl::NotFoundError(message);
    case 409:
      return absl::AbortedError(message);
    default:
      return absl::UnavailableError(message);
  }
}

}  // namespace

ApiObjectClient::ApiObjectClient(ApiServer server)
    : server_(std::move(server)), connection_(server_, kTimeout) {}

absl::StatusOr<nlohmann::json> ApiObjectClient::Get(const std::string& path) {
  const absl::StatusOr<std::string> body = Call(path, "");
  if (!body.ok()) return body.status();
  nlohmann::json object = nlohmann::json::parse(*body, nullptr, false);
  if (!object.is_object()) {
    return absl::UnavailableError("the API server's answer is not an object");
  }
  return object;
}

absl::Status ApiObjectClient::Put(const std::string& path, const nlohmann::json& object) {
  return Call(absl::StrCat(path, "?fieldManager=svcenv-webhook-certificate"), object.dump())
      .status();
}

absl::StatusOr<std::string> ApiObjectClient::Call(std::string_view target, std::string put) {
  absl::StatusOr<ApiRequest> request = MakeRequest(server_, target);
  if (!request.ok()) return request.status();
  request->put = std::move(put);
  // A new connection each: the API server may close an idle one, and a PUT must not be repeated.
  if (const MaybeFault fault = connection_.Connect()) return FromFault(*fault);
  if (const MaybeFault fault = connection_.Send(*request, kTimeout, kTimeout)) {
    return FromFault(*fault);
  }
  absl::StatusOr<std::string> body = ReadBody();
  const int status = connection_.answer().status;
  if (body.ok() && status != 200) return FromAnswer(status, *body);
  return body;
}

absl::StatusOr<std::string> ApiObjectClient::ReadBody() {
  std::unique_ptr<ByteSource> gunzip;
  if (connection_.answer().is_gzip) gunzip = std::make_unique<Gunzip>(&connection_);
  ByteSource& source = gunzip != nullptr ? *gunzip : connection_;
  std::string body;
  for (;;) {
    const std::string_view part = source.Next();
    if (part.empty()) break;
    absl::StrAppend(&body, part);
    if (body.size() > kMaxBytes) {
      return absl::UnavailableError("the API server's answer is too large");
    }
  }
  if (source.fault().has_value()) return FromFault(*source.fault());
  return body;
}

}  // namespace svcenv::webhook
