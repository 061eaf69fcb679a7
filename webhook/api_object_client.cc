#include "webhook/api_object_client.h"

#include <chrono>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/base/version.h"
#include "webhook/fault.h"
#include "webhook/gunzip.h"

namespace svcenv::webhook {
namespace {

constexpr std::chrono::seconds kTimeout(10);
// A Secret has at most 1 MiB, and etcd accepts at most 1.5 MiB for other objects.
constexpr size_t kMaxBytes = 4 << 20;
constexpr size_t kLongestMessage = 512;

absl::Status FromFault(const Fault& fault) {
  return absl::UnavailableError(absl::StrCat("the API server: ", fault.message));
}

// Returns the error for an answer, with the message of its Status object.
absl::Status FromAnswer(int status, const std::string& body) {
  std::string message = absl::StrCat("the API server answers ", status);
  const auto object = nlohmann::json::parse(body, nullptr, false);
  if (object.is_object() && object.contains("message") && object["message"].is_string()) {
    absl::StrAppend(&message, ": ",
                    object["message"].get<std::string>().substr(0, kLongestMessage));
  }
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
  ApiRequest request;
  request.target = path;
  const absl::StatusOr<std::string> body = Call(std::move(request));
  if (!body.ok()) return body.status();
  nlohmann::json object = nlohmann::json::parse(*body, nullptr, false);
  if (!object.is_object()) {
    return absl::UnavailableError("the API server's answer is not an object");
  }
  return object;
}

absl::Status ApiObjectClient::Put(const std::string& path, const nlohmann::json& object) {
  ApiRequest request;
  request.target = absl::StrCat(path, "?fieldManager=svcenv-webhook-certificate");
  request.put = object.dump();
  return Call(std::move(request)).status();
}

absl::StatusOr<std::string> ApiObjectClient::Call(ApiRequest request) {
  request.target = absl::StrCat(server_.url.path, request.target);
  request.host = server_.url.Authority();
  request.user_agent = absl::StrCat("svcenv-webhook/", kVersion);
  absl::StatusOr<std::string> token = ReadToken(server_);
  if (!token.ok()) return token.status();
  request.token = *std::move(token);
  // A new connection each: the API server may close an idle one, and a PUT must not be repeated.
  if (const MaybeFault fault = connection_.Connect()) return FromFault(*fault);
  if (const MaybeFault fault = connection_.Send(request, kTimeout, kTimeout)) {
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
