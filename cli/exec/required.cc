#include "cli/exec/required.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "cli/terminal/errors.h"
#include "svcenv/base/nearest.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/env/service_reference.h"
#include "svcenv/env/service_variables.h"

namespace svcenv::cli {
namespace {

constexpr std::string_view kHost = "_SERVICE_HOST";
constexpr std::string_view kMasterHost = "KUBERNETES_SERVICE_HOST";

bool IsThere(const EnvironmentBlock& environment, std::string_view name) {
  return !environment.Find(name).value_or("").empty();
}

bool HasLinks(const EnvironmentBlock& environment) {
  return std::any_of(
      environment.records().begin(), environment.records().end(), [](const char* record) {
        const std::string_view name = SplitRecord(record).name;
        return absl::EndsWith(name, kHost) && name != kMasterHost && name.size() > kHost.size();
      });
}

// Explains why a service has no variables.
std::string NoService(const EnvironmentBlock& environment) {
  if (HasLinks(environment)) {
    return "the service was created after this container started (a restart picks it up), is in "
           "another namespace, or has no cluster IP";
  }
  if (IsThere(environment, kMasterHost)) {
    return "only the service kubernetes has variables here: enableServiceLinks is false, or no "
           "other service existed when this container started (a restart picks it up)";
  }
  return "not even KUBERNETES_SERVICE_HOST is set: either Kubernetes did not start this container, "
         "or something removed its variables";
}

// Explains why a service that has variables does not set `name`. Returns an empty string if no such
// service can set it.
std::string WrongPort(std::string_view name, const EnvironmentBlock& environment) {
  for (const std::string_view prefix : ServicePrefixesOf(name)) {
    const std::string before = absl::StrCat(prefix, "_SERVICE_PORT_");
    if (!IsThere(environment, absl::StrCat(prefix, kHost))) continue;
    std::vector<std::string> ports;
    for (const char* const record : environment.records()) {
      std::string_view other = SplitRecord(record).name;
      if (absl::StartsWith(other, before)) ports.push_back(Visible(other));
    }
    return absl::StrCat(
        "its service sets other variables, such as ",
        ports.empty() ? absl::StrCat(prefix, "_SERVICE_PORT") : JoinFirst(ports, ", "),
        ": check the names and numbers of its ports");
  }
  return "";
}

std::string LikelyReason(std::string_view name, const EnvironmentBlock& environment) {
  if (!ServicePrefixesOf(name).empty()) {
    const std::string reason = WrongPort(name, environment);
    return reason.empty() ? NoService(environment) : reason;
  }
  std::vector<std::string_view> names;
  for (const char* const record : environment.records()) {
    names.push_back(SplitRecord(record).name);
  }
  return absl::StrCat("neither env nor envFrom of the pod sets it", DidYouMean(name, names));
}

// Returns the variables that every service sets, and those of the service's first port.
std::vector<std::string> VariablesOfService(std::string_view service,
                                            const EnvironmentBlock& environment) {
  const std::string prefix = ServiceVariablePrefix(service);
  std::vector<std::string> names = {absl::StrCat(prefix, kHost),
                                    absl::StrCat(prefix, "_SERVICE_PORT"),
                                    absl::StrCat(prefix, "_PORT")};
  const std::string_view url = environment.Find(names.back()).value_or("");
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return names;
  const std::string port = absl::StrCat(prefix, "_PORT_", url.substr(url.rfind(':') + 1), "_",
                                        absl::AsciiStrToUpper(url.substr(0, scheme)));
  for (const std::string_view tail : {"", "_PROTO", "_PORT", "_ADDR"}) {
    names.push_back(absl::StrCat(port, tail));
  }
  return names;
}

void Check(std::string_view name, const EnvironmentBlock& environment,
           std::vector<std::string>* messages) {
  const std::optional<std::string_view> value = environment.Find(name);
  if (value.has_value() && !value->empty()) return;
  messages->push_back(value.has_value()
                          ? absl::StrCat("required ", Visible(name), " is set to an empty string")
                          : absl::StrCat("required ", Visible(name),
                                         " is not set: ", LikelyReason(name, environment)));
}

void CheckService(std::string_view service, const EnvironmentBlock& environment,
                  std::vector<std::string>* messages) {
  const std::vector<std::string> names = VariablesOfService(service, environment);
  if (std::any_of(names.begin(), names.end(),
                  [&](const std::string& name) { return environment.Find(name).has_value(); })) {
    for (const std::string& name : names) Check(name, environment, messages);
    return;
  }
  messages->push_back(absl::StrCat("required service ", Visible(service),
                                   " has no variables here: ", NoService(environment)));
}

}  // namespace

std::vector<std::string> MissingVariables(absl::Span<const std::string> required,
                                          const EnvironmentBlock& environment) {
  std::vector<std::string> messages;
  for (const std::string& list : required) {
    for (std::string_view name : absl::StrSplit(list, ',')) {
      name = absl::StripAsciiWhitespace(name);
      const bool is_service = absl::ConsumePrefix(&name, "SERVICE/");
      if (name.empty()) {
        messages.push_back(absl::StrCat("--require '", Visible(list), "' contains an empty name"));
      } else if (is_service) {
        CheckService(name, environment, &messages);
      } else {
        Check(name, environment, &messages);
      }
    }
  }
  return messages;
}

}  // namespace svcenv::cli
