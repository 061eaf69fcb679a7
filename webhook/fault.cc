#include "webhook/fault.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"

namespace svcenv::webhook {
namespace {

constexpr size_t kLongestMessage = 512;  // bytes
constexpr std::chrono::seconds kMaxRetryAfter(60);

FaultCause CauseOf(int status) {
  switch (status) {
    case 400:
    case 422:
      return FaultCause::kRefused;
    case 401:
      return FaultCause::kUnauthorized;
    case 403:
      return FaultCause::kForbidden;
    case 410:
      return FaultCause::kExpired;
    case 429:
      return FaultCause::kThrottled;
    default:
      return FaultCause::kStatus;
  }
}

}  // namespace

std::string MessageOfStatus(const std::string& json) {
  const auto status = nlohmann::json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!status.is_object()) return "";
  const auto found = status.find("message");
  if (found == status.end() || !found->is_string()) return "";
  return found->get<std::string>().substr(0, kLongestMessage);
}

Fault FaultOfStatus(int status, std::string_view message, std::chrono::seconds retry_after) {
  Fault fault;
  fault.cause = CauseOf(status);
  fault.message = absl::StrCat("status ", status, message.empty() ? "" : ": ",
                               message.substr(0, kLongestMessage));
  fault.retry_after = std::clamp(retry_after, std::chrono::seconds(0), kMaxRetryAfter);
  return fault;
}

}  // namespace svcenv::webhook
