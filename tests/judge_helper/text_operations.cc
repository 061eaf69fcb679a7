// Operations on single strings.
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "svcenv/env/version_rules.h"
#include "svcenv/go/quote.h"
#include "svcenv/kubernetes/ip.h"
#include "svcenv/kubernetes/quantity.h"
#include "tests/judge_helper/operations.h"

namespace svcenv {
namespace {

// Returns whether Kubernetes lets the exponent overflow or takes very long, so that the judge skips
// it.
bool HasHugeExponent(std::string_view text) {
  constexpr int64_t kMaxExponent = 1000;
  const size_t letter = text.find_last_of("eE");
  if (letter == std::string_view::npos) return false;
  int64_t exponent = 0;
  return absl::SimpleAtoi(text.substr(letter + 1), &exponent) &&
         (exponent > kMaxExponent || exponent < -kMaxExponent);
}

}  // namespace

nlohmann::json QuantityOperation(const nlohmann::json& request, const VersionProfile& version) {
  const std::string text = request.value("text", "");
  if (HasHugeExponent(text)) {
    return {{"skipped", "an exponent that the judge does not compute"}};
  }
  const absl::StatusOr<Quantity> quantity = Quantity::Parse(text, QuantityRulesOf(version));
  if (!quantity.ok()) return ErrorAnswer(quantity.status().message());
  Quantity rounded = *quantity;
  rounded.RoundUpToMilli();
  return {{"string", quantity->ToString()},
          {"value", quantity->Value()},
          {"milli", quantity->MilliValue()},
          {"rounded", rounded.ToString()}};
}

nlohmann::json QuoteOperation(const nlohmann::json& request, const VersionProfile& version) {
  return {{"quoted", GoQuote(Content(request), UnicodeTableOf(version))}};
}

nlohmann::json IpOperation(const nlohmann::json& request, const VersionProfile&) {
  const std::optional<IpAddress> ip = ParseIp(request.value("text", ""));
  if (!ip.has_value()) return ErrorAnswer("not an IP address");
  return {{"ip", ip->ToString()}};
}

}  // namespace svcenv
