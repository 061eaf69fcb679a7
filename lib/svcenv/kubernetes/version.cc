#include "svcenv/kubernetes/version.h"

#include <algorithm>
#include <array>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace svcenv {
namespace {

// clang-format off
// The sources of the columns. Gates are in pkg/features/kube_features.go.
//
//   keys    pkg/kubelet/kubelet_pods.go, makeEnvironmentVariables: IsEnvVarName up to 1.29
//   IPs     pkg/kubelet/kubelet_pods.go, podFieldSelectorRuntimeValue and sortPodIPs
//   Latin1  third_party/forked/golang/expansion/expand.go, tryReadVariableName
//   pod     gate PodLevelResources, in pkg/kubelet/kubelet_resources.go, defaultPodLimitsForDownwardAPI:
//           alpha in 1.32, on from 1.34
//   file    gate EnvFiles, in makeEnvironmentVariables: alpha in 1.34, on from 1.35
//   strict  pkg/kubelet/util/env/env_util.go, ParseEnv, and how makeEnvironmentVariables uses its
//           result
//   Uni17   pkg/fieldpath/fieldpath.go, FormatMap: strconv.Quote of the Go version that builds the
//           release: 1.21 to 1.26, then 1.27
//   satur   pkg/api/resource of apimachinery
//   names   gate RelaxedEnvironmentVariableValidation, in pkg/apis/core/validation/validation.go,
//           ValidateEnv: alpha in 1.30, on from 1.32
//   digit   gate RelaxedServiceNameValidation, in ValidateService: alpha in 1.34, on from 1.36
//   IP/CIDR gate StrictIPCIDRValidation, in IsValidIPForLegacyField: alpha in 1.33, on from 1.36
constexpr std::array<VersionProfile, 10> kVersions = {{
    //            beta   keys   IPs    Latin1 pod    file   strict Uni17  satur  names  digit  IP/CIDR
    {"1.29", 29, false, true,  false, true,  false, false, false, false, false, false, false, false},
    {"1.30", 30, false, false, false, true,  false, false, false, false, false, false, false, false},
    {"1.31", 31, false, false, false, true,  false, false, false, false, false, false, false, false},
    {"1.32", 32, false, false, false, true,  false, false, false, false, false, true,  false, false},
    {"1.33", 33, false, false, true,  true,  false, false, false, false, false, true,  false, false},
    {"1.34", 34, false, false, true,  false, true,  false, false, false, false, true,  false, false},
    {"1.35", 35, false, false, true,  false, true,  true,  false, false, false, true,  false, false},
    {"1.36", 36, false, false, true,  false, true,  true,  false, false, false, true,  true,  true},
    {"1.37", 37, false, false, true,  false, true,  true,  false, false, false, true,  true,  true},
    {"1.38", 38, true,  false, true,  false, true,  true,  true,  true,  true,  true,  true,  true},
}};
// clang-format on

// Removes a number from the start of `text`. Returns nullopt if it has a leading zero or overflows
// an int.
std::optional<int> ConsumeNumber(std::string_view* text) {
  size_t digits = 0;
  while (digits < text->size() && absl::ascii_isdigit((*text)[digits])) ++digits;
  const std::string_view number = text->substr(0, digits);
  int value = 0;
  if ((digits > 1 && number[0] == '0') || !absl::SimpleAtoi(number, &value)) return std::nullopt;
  text->remove_prefix(digits);
  return value;
}

bool IsSuffix(std::string_view text) {
  if (text.empty()) return true;
  return (text[0] == '-' || text[0] == '+') && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isalnum(c) || c == '-' || c == '+' || c == '.' || c == '_' ||
                  c == '~';
         });
}

struct Number {
  int major;
  int minor;
};

std::optional<Number> ReadVersion(std::string_view text) {
  absl::ConsumePrefix(&text, "v");
  const std::optional<int> major = ConsumeNumber(&text);
  if (!major.has_value() || !absl::ConsumePrefix(&text, ".")) return std::nullopt;
  const std::optional<int> minor = ConsumeNumber(&text);
  if (!minor.has_value()) return std::nullopt;
  if (absl::ConsumePrefix(&text, ".") && !ConsumeNumber(&text).has_value()) return std::nullopt;
  if (!IsSuffix(text)) return std::nullopt;
  return Number{*major, *minor};
}

}  // namespace

absl::Span<const VersionProfile> KnownVersions() { return kVersions; }

const VersionProfile& DefaultVersion() {
  return *std::find_if(kVersions.rbegin(), kVersions.rend(),
                       [](const VersionProfile& version) { return !version.is_beta; });
}

std::string KnownVersionsText() {
  std::string text = absl::StrCat(kVersions.front().name, " to ", DefaultVersion().name);
  for (const VersionProfile& version : kVersions) {
    if (version.is_beta) absl::StrAppend(&text, ", and ", version.name, " (beta)");
  }
  return text;
}

absl::StatusOr<ParsedVersion> ParseVersion(std::string_view text) {
  const std::optional<Number> version = ReadVersion(text);
  if (!version.has_value()) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", text, "' is not a valid Kubernetes version: use a version such as ",
                     DefaultVersion().name, ", v", DefaultVersion().name, ".2, or ",
                     kVersions.front().name, ".4+k3s1"));
  }
  const auto use = [&](const VersionProfile& profile, std::string_view than) {
    return ParsedVersion{
        &profile, absl::StrCat("Kubernetes ", version->major, ".", version->minor, " is ", than,
                               " than the supported versions; using the rules of ", profile.name)};
  };
  if (version->major < 1 || (version->major == 1 && version->minor < kVersions.front().minor)) {
    return use(kVersions.front(), "older");
  }
  if (version->major > 1 || version->minor > kVersions.back().minor) {
    return use(kVersions.back(), "newer");
  }
  return ParsedVersion{&kVersions[version->minor - kVersions.front().minor], ""};
}

}  // namespace svcenv
