// Applications that read a variable of their own which a service may set; for this room only.
#ifndef SVCENV_CHECK_KNOWN_APPLICATIONS_H_
#define SVCENV_CHECK_KNOWN_APPLICATIONS_H_

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "re2/re2.h"
#include "svcenv/check/application.h"

namespace svcenv {

class KnownApplications {
 public:
  // Those that svcenv knows, and `others`, which must outlive this.
  explicit KnownApplications(absl::Span<const Application> others);

  // The variables that an image reads as settings of its own and that a service of some name sets
  // to something else: "FLAGD_PORT" of ghcr.io/open-feature/flagd:v0.5.0.
  std::vector<std::string_view> SettingsOf(std::string_view image) const;

 private:
  std::vector<std::pair<std::unique_ptr<const RE2>, const Application*>> others_;
};

// Returns whether the image is known to read no variable of services: none of its settings has the
// name of one.
bool ReadsNoLinks(std::string_view image);

}  // namespace svcenv

#endif  // SVCENV_CHECK_KNOWN_APPLICATIONS_H_
