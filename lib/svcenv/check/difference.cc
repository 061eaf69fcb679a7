#include "svcenv/check/difference.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "svcenv/env/service_reference.h"
#include "svcenv/kubernetes/ip.h"

namespace svcenv {
namespace {

// Shorter values occur everywhere by chance.
constexpr size_t kShortestSecret = 4;

bool ContainsSecret(std::string_view value, const std::vector<std::string_view>& secrets) {
  return std::any_of(secrets.begin(), secrets.end(), [&](std::string_view secret) {
    return secret.size() >= kShortestSecret ? absl::StrContains(value, secret) : value == secret;
  });
}

std::vector<std::string_view> SecretsOf(const Cluster* cluster) {
  std::vector<std::string_view> values;
  if (cluster == nullptr) return values;
  for (const Secret& secret : cluster->secrets()) {
    for (const Entry& entry : secret.data) {
      if (!entry.value.empty()) values.push_back(entry.value);
    }
  }
  return values;
}

bool IsPort(std::string_view text) {
  return !text.empty() && text.size() <= 5 &&
         std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

bool IsAddress(std::string_view text) {
  if (absl::ConsumePrefix(&text, "[") && !absl::ConsumeSuffix(&text, "]")) return false;
  return ParseIp(text).has_value();
}

// Returns whether a service could set it: an address, port, protocol, or "tcp://10.0.0.1:80".
bool CouldBeFromService(std::string_view value) {
  if (const size_t colons = value.find("://"); colons != value.npos) {
    const std::string_view rest = value.substr(colons + 3);
    const size_t port = rest.rfind(':');
    return port != rest.npos && CouldBeFromService(value.substr(0, colons)) &&
           IsAddress(rest.substr(0, port)) && IsPort(rest.substr(port + 1));
  }
  return value == "tcp" || value == "udp" || value == "sctp" || IsPort(value) || IsAddress(value);
}

// Returns whether a variable has, or may have, the value of a Secret.
bool MayHaveSecret(const Variable& variable) {
  switch (variable.origin.kind) {
    case OriginKind::kSecret:
    case OriginKind::kSecretKey:
      return true;
    case OriginKind::kValue:
    case OriginKind::kFileKey:
      return variable.secret || !variable.known();  // an unknown value may contain one
    default:
      return variable.secret;
  }
}

// Returns false only if the name and its Kubernetes definitions, including overridden ones, show
// that a process's value is not secret. `definition` is null if Kubernetes does not set the name.
bool MayBeSecret(const Variable& of_process, const Variable* definition) {
  if (definition == nullptr || definition->origin.kind == OriginKind::kService) {
    return ServicePrefixesOf(of_process.name).empty() || !CouldBeFromService(of_process.value);
  }
  for (const Variable* one = definition; one != nullptr; one = one->overrode) {
    if (MayHaveSecret(*one)) return true;
  }
  return false;
}

// Returns the change for a variable that only one side has.
Change OnlyOne(const Variable& variable, bool is_a, const DifferenceSide& own,
               const DifferenceSide& other) {
  Change change{is_a ? ChangeKind::kRemoved : ChangeKind::kAdded, {}, {}};
  Variable shown = variable;
  if (other.partial || !variable.known()) {
    change.kind = ChangeKind::kUnknown;
  } else if (own.process && !other.process && ServicePrefixesOf(variable.name).empty()) {
    change.kind = ChangeKind::kImage;
  }
  shown.secret = shown.secret || (own.process && MayBeSecret(variable, nullptr));
  (is_a ? change.a : change.b) = shown;
  return change;
}

// Returns nothing if the variables are the same.
std::optional<Change> Both(const Variable& a, bool a_is_process, const Variable& b,
                           bool b_is_process) {
  if (a.known() && b.known() && a.value == b.value) return std::nullopt;
  if (!a.known() && a.unknown == b.unknown) return std::nullopt;
  Change change{a.known() && b.known() ? ChangeKind::kChanged : ChangeKind::kUnknown, a, b};
  // A process's value is secret if the other side's value is.
  change.a->secret = change.b->secret =
      a.secret || b.secret || (a_is_process && MayBeSecret(a, b_is_process ? nullptr : &b)) ||
      (b_is_process && MayBeSecret(b, a_is_process ? nullptr : &a));
  return change;
}

}  // namespace

ProcessVariables ParseEnviron(std::string_view bytes) {
  ProcessVariables result;
  for (const std::string_view entry : absl::StrSplit(bytes, '\0')) {
    const size_t equals = entry.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    result.try_emplace(std::string(entry.substr(0, equals)), entry.substr(equals + 1));
  }
  return result;
}

DifferenceSide SideOf(const Environment& environment) {
  DifferenceSide side;
  environment.ForEach([&](const Variable& variable) { side.variables.push_back(variable); });
  side.partial = !environment.unknown_sources().empty();
  return side;
}

DifferenceSide SideOf(const ProcessVariables& variables, const Cluster* cluster) {
  DifferenceSide side;
  side.process = true;
  const std::vector<std::string_view> secrets = SecretsOf(cluster);
  for (const auto& [name, value] : variables) {
    Variable variable;
    variable.name = name;
    variable.value = value;
    variable.secret = ContainsSecret(value, secrets);
    side.variables.push_back(variable);
  }
  return side;
}

std::vector<UnknownItem> UnknownOnBoth(const Environment& a, const Environment& b) {
  std::vector<UnknownItem> result;
  for (const UnknownSource& source : a.unknown_sources()) {
    const bool both = std::any_of(b.unknown_sources().begin(), b.unknown_sources().end(),
                                  [&](const UnknownSource& other) {
                                    return other.object == source.object && other.why == source.why;
                                  });
    if (both) {
      const std::string object = source.object.ToString();
      result.push_back({"", object, absl::StrCat(object, " ", source.why)});
    }
  }
  for (const Variable* variable : a.own()) {
    if (variable->known()) continue;
    const std::optional<Variable> other = b.Find(variable->name);
    if (other.has_value() && other->unknown == variable->unknown) {
      result.push_back({std::string(variable->name), "", std::string(variable->unknown)});
    }
  }
  return result;
}

std::vector<Change> Compare(const DifferenceSide& a, const DifferenceSide& b) {
  std::vector<Change> changes;
  auto in_a = a.variables.begin();
  auto in_b = b.variables.begin();
  while (in_a != a.variables.end() || in_b != b.variables.end()) {
    const bool only_a =
        in_b == b.variables.end() || (in_a != a.variables.end() && in_a->name < in_b->name);
    const bool only_b = !only_a && (in_a == a.variables.end() || in_b->name < in_a->name);
    if (only_a) {
      changes.push_back(OnlyOne(*in_a++, true, a, b));
    } else if (only_b) {
      changes.push_back(OnlyOne(*in_b++, false, b, a));
    } else if (std::optional<Change> change = Both(*in_a++, a.process, *in_b++, b.process)) {
      changes.push_back(*std::move(change));
    }
  }
  return changes;
}

}  // namespace svcenv
