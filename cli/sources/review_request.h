// What `svcenv review` is asked about: an AdmissionReview, or an object that is wrapped into one.
#ifndef SVCENV_CLI_SOURCES_REVIEW_REQUEST_H_
#define SVCENV_CLI_SOURCES_REVIEW_REQUEST_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "nlohmann/json.hpp"
#include "svcenv/base/source.h"

namespace svcenv::cli {

// Reads a file ("-": stdin), YAML or JSON, that holds one AdmissionReview or one other object, as
// which it is created: in its own namespace, else in `namespace_`, else in `default`. Errors, those
// of that object among them, have their places in `sources`, which must be empty before.
absl::StatusOr<nlohmann::ordered_json> ReadReviewRequest(const std::string& file,
                                                         std::string_view namespace_,
                                                         Sources* sources);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_REVIEW_REQUEST_H_
