#include "svcenv/kubernetes/names.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace svcenv {
namespace {

constexpr size_t kLabelSize = 63;
constexpr size_t kSubdomainSize = 253;
constexpr size_t kPortNameSize = 15;

constexpr std::string_view kTooLongForLabel = "must be no more than 63 characters";
constexpr std::string_view kTooLongForSubdomain = "must be no more than 253 characters";

bool IsLowerAlnum(char c) { return absl::ascii_islower(c) || absl::ascii_isdigit(c); }

template <typename Predicate>
bool All(std::string_view text, Predicate predicate) {
  return std::all_of(text.begin(), text.end(), predicate);
}

// [a-z0-9]([-a-z0-9]*[a-z0-9])?
bool IsLabelOfAnyLength(std::string_view text) {
  return !text.empty() && IsLowerAlnum(text.front()) && IsLowerAlnum(text.back()) &&
         All(text, [](char c) { return IsLowerAlnum(c) || c == '-'; });
}

bool IsSubdomainOfAnyLength(std::string_view text) {
  while (true) {
    const size_t dot = text.find('.');
    if (!IsLabelOfAnyLength(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool IsEnvNameCharacter(char c) {
  return absl::ascii_isalnum(c) || c == '-' || c == '.' || c == '_';
}

// Rejects keys that are not valid file names for a volume.
std::string_view DirectoryProblem(std::string_view text) {
  if (text == ".") return "must not be '.'";
  if (text == "..") return "must not be '..'";
  if (absl::StartsWith(text, "..")) return "must not start with '..'";
  return "";
}

}  // namespace

std::string_view Dns1123LabelProblem(std::string_view text) {
  if (text.size() > kLabelSize) return kTooLongForLabel;
  if (IsLabelOfAnyLength(text)) return "";
  if (IsSubdomainOfAnyLength(text)) return "must not contain dots";
  return "must consist of lowercase letters, digits, and '-', and begin and end with a letter or "
         "digit";
}

std::string_view Dns1123SubdomainProblem(std::string_view text) {
  if (text.size() > kSubdomainSize) return kTooLongForSubdomain;
  if (IsSubdomainOfAnyLength(text)) return "";
  return "must consist of lowercase letters, digits, '-', and '.', and each part between dots must "
         "begin and end with a letter or digit";
}

std::string_view Dns1035LabelProblem(std::string_view text) {
  if (text.size() > kLabelSize) return kTooLongForLabel;
  if (IsLabelOfAnyLength(text) && absl::ascii_islower(text.front())) return "";
  return "must consist of lowercase letters, digits, and '-', begin with a letter, and end with a "
         "letter or digit";
}

std::string_view QualifiedNameProblem(std::string_view text) {
  std::string_view name = text;
  if (const size_t slash = text.find('/'); slash != std::string_view::npos) {
    name.remove_prefix(slash + 1);
    if (absl::StrContains(name, '/')) return "must contain at most one '/'";
    const std::string_view prefix = text.substr(0, slash);
    if (prefix.empty()) return "must have a prefix before '/'";
    if (prefix.size() > kSubdomainSize) {
      return "must have a prefix of no more than 253 characters";
    }
    if (!IsSubdomainOfAnyLength(prefix)) {
      return "must have a prefix that is a lowercase DNS name";
    }
  }
  if (name.empty()) return text.empty() ? "must not be empty" : "must have a name after '/'";
  if (name.size() > kLabelSize) return "must have a name of no more than 63 characters";
  if (absl::ascii_isalnum(name.front()) && absl::ascii_isalnum(name.back()) &&
      All(name, IsEnvNameCharacter)) {
    return "";
  }
  return "must have a name of letters, digits, '-', '_', and '.' that begins and ends with a "
         "letter or digit";
}

std::string_view StrictEnvNameProblem(std::string_view text) {
  if (text.empty()) return "must not be empty";
  if (absl::ascii_isdigit(text.front())) return "must not start with a digit";
  if (!All(text, IsEnvNameCharacter)) {
    return "must consist of letters, digits, '_', '-', and '.'";
  }
  return DirectoryProblem(text);
}

std::string_view RelaxedEnvNameProblem(std::string_view text) {
  if (text.empty()) return "must not be empty";
  if (All(text, [](char c) { return absl::ascii_isprint(c) && c != '='; })) return "";
  return "must consist only of printable ASCII characters other than '='";
}

std::string_view EnvFromKeyProblem(std::string_view text) { return StrictEnvNameProblem(text); }

std::string_view ConfigMapKeyProblem(std::string_view text) {
  if (text.empty()) return "must not be empty";
  if (text.size() > kSubdomainSize) return kTooLongForSubdomain;
  if (!All(text, IsEnvNameCharacter)) {
    return "must consist of letters, digits, '-', '_', and '.'";
  }
  return DirectoryProblem(text);
}

std::string_view ContainerPortNameProblem(std::string_view text) {
  if (text.size() > kPortNameSize) return "must be no more than 15 characters";
  if (!All(text, [](char c) { return IsLowerAlnum(c) || c == '-'; })) {
    return "must consist of lowercase letters, digits, and '-'";
  }
  if (std::none_of(text.begin(), text.end(), [](char c) { return absl::ascii_islower(c); })) {
    return "must contain at least one letter (a-z)";
  }
  if (absl::StrContains(text, "--")) return "must not contain consecutive hyphens";
  if (text.front() == '-' || text.back() == '-') return "must not begin or end with a hyphen";
  return "";
}

std::string_view ShellNameProblem(std::string_view text) {
  if (text.empty()) return "must not be empty";
  if (absl::ascii_isdigit(text.front())) return "must not start with a digit";
  if (All(text, [](char c) { return absl::ascii_isalnum(c) || c == '_'; })) return "";
  return "must consist of letters, digits, and '_'";
}

std::string_view ImageName(std::string_view image) {
  image = image.substr(0, image.find('@'));
  const size_t slash = image.rfind('/');
  const size_t colon = image.rfind(':');
  if (colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash)) {
    image = image.substr(0, colon);
  }
  return image;
}

}  // namespace svcenv
