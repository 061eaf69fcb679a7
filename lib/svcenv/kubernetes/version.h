// Differences between Kubernetes versions that affect environments.
//
//   const absl::StatusOr<ParsedVersion> version = ParseVersion("v1.33.4-gke.100");
//   if (!version.ok()) return false;
//   return version->profile->canonical_pod_ips;
#ifndef SVCENV_KUBERNETES_VERSION_H_
#define SVCENV_KUBERNETES_VERSION_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace svcenv {

// The rules of one minor version with default feature gates. See version.cc for the Kubernetes
// source of each rule.
struct VersionProfile {
  std::string_view name;  // "1.29"
  int minor;
  bool is_beta;  // based on a beta: the release may differ

  // The kubelet.
  bool env_from_skips_invalid_keys;  // envFrom skips keys that are not strict env names
  bool canonical_pod_ips;            // status.podIP and podIPs are canonicalized
  bool expansion_latin1_bug;         // a byte >= 0x80 after `$` is decoded as Latin-1
  bool pod_level_resources;          // pod-level limits override the node's
  bool file_key_ref;                 // fileKeyRef is supported; otherwise, the variable is empty
  bool strict_env_files;  // fileKeyRef uses EnvFileRules::kStrict; the file may be missing
  bool unicode_17;        // metadata maps are quoted with Unicode 17 tables, not 15

  // Both the kubelet and the API server.
  bool saturating_quantities;  // QuantityRules::kSaturating

  // The API server.
  bool relaxed_env_names;                   // env names: printable ASCII except `=`
  bool service_names_may_start_with_digit;  // DNS-1123 labels, not DNS-1035
  bool strict_ip_validation;                // rejects 010.0.0.1 and ::ffff:10.0.0.1
};

// Returns all supported versions, oldest first. The rows have static storage duration.
absl::Span<const VersionProfile> KnownVersions();

// Returns the newest supported release, which is the default.
const VersionProfile& DefaultVersion();

// Returns the supported versions for messages: "1.29 to 1.37, and 1.38 (beta)".
std::string KnownVersionsText();

struct ParsedVersion {
  const VersionProfile* profile;
  std::string note;  // for the user, if the rules of another version are used; else empty
};

// Parses [v]MAJOR.MINOR[.PATCH][SUFFIX], where the suffix starts with `-` or `+`: "1.29",
// "v1.37.2", "1.34.1+k3s1", "v1.33.4-gke.100", "1.30+". For a version older or newer than the
// supported ones, returns the rules of the nearest and a note. Returns InvalidArgument, with
// examples of valid versions, for any other string.
absl::StatusOr<ParsedVersion> ParseVersion(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_VERSION_H_
