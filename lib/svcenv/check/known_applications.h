// Applications that read a variable of their own which a service may set; for this room only.
#ifndef SVCENV_CHECK_KNOWN_APPLICATIONS_H_
#define SVCENV_CHECK_KNOWN_APPLICATIONS_H_

#include <string_view>
#include <vector>

namespace svcenv {

// The variables that an image reads as the number of a port, and that Kubernetes sets to
// "tcp://…" where a service has the name: "FLAGD_PORT" of ghcr.io/open-feature/flagd:v0.5.0.
std::vector<std::string_view> SettingsOf(std::string_view image);

}  // namespace svcenv

#endif  // SVCENV_CHECK_KNOWN_APPLICATIONS_H_
