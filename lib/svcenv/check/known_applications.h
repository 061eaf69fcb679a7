// Applications with settings whose names a service may set; for this package only.
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
  // Adds `others`, which must outlive this object, to the built-in applications.
  explicit KnownApplications(absl::Span<const Application> others);

  // Returns the variables that an image reads as its own settings and that a service could set to
  // something else: "FLAGD_PORT" for ghcr.io/open-feature/flagd:v0.5.0.
  std::vector<std::string_view> SettingsOf(std::string_view image) const;

 private:
  std::vector<std::pair<std::unique_ptr<const RE2>, const Application*>> others_;
};

// Returns whether the image is known not to read link variables: none of its settings has the name
// of one.
bool ReadsNoLinks(std::string_view image);

}  // namespace svcenv

#endif  // SVCENV_CHECK_KNOWN_APPLICATIONS_H_
