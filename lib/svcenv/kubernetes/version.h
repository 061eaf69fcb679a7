// What differs between versions of Kubernetes, as far as environments are concerned.
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

// The rules of one minor version, with its feature gates at their defaults. One row of the table in
// version.cc, which names the Kubernetes sources of each rule.
struct VersionProfile {
  std::string_view name;  // "1.29"
  int minor;
  bool is_beta;  // read in a beta: the release may differ

  // The kubelet.
  bool env_from_skips_invalid_keys;  // envFrom leaves out keys that are no strict env names
  bool canonical_pod_ips;            // status.podIP and podIPs are rewritten in canonical form
  bool expansion_latin1_bug;         // `$` before a byte from 0x80 on takes that byte as Latin-1
  bool pod_level_resources;          // a pod's own limits take the place of the node's
  bool file_key_ref;                 // valueFrom.fileKeyRef is read; else the variable is empty
  bool strict_env_files;             // fileKeyRef as of EnvFileRules::kStrict; a file may be absent
  bool unicode_17;                   // metadata maps are quoted with Unicode 17; else 15

  // Both.
  bool saturating_quantities;  // QuantityRules::kSaturating

  // The API server.
  bool relaxed_env_names;                   // env names: any printable ASCII but `=`
  bool service_names_may_start_with_digit;  // RFC 1123 labels, not DNS-1035 ones
  bool strict_ip_validation;                // refuses 010.0.0.1 and ::ffff:10.0.0.1
};

// Every version that is known, oldest first. The rows live as long as the program.
absl::Span<const VersionProfile> KnownVersions();

// The newest release among them: what holds unless a version is asked for.
const VersionProfile& DefaultVersion();

// Returns the versions that are known, for people: "1.29 to 1.37, and 1.38 (beta)".
std::string KnownVersionsText();

struct ParsedVersion {
  const VersionProfile* profile;
  std::string note;  // empty, or a sentence for the user: another version's rules are used, and why
};

// Reads MAJOR.MINOR with, optionally, a `v` before it and .PATCH and a suffix that begins with `-`
// or `+` after it: "1.29", "v1.37.2", "1.34.1+k3s1", "v1.33.4-gke.100", "1.30+". A version that is
// older or newer than the known ones gets the rules of the nearest, and a note. A text that is no
// version is an InvalidArgument that says what is accepted.
absl::StatusOr<ParsedVersion> ParseVersion(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_VERSION_H_
