// Reads the input of `svcenv review`: an AdmissionReview, or an object to wrap into one.
#ifndef SVCENV_CLI_SOURCES_REVIEW_REQUEST_H_
#define SVCENV_CLI_SOURCES_REVIEW_REQUEST_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "nlohmann/json.hpp"
#include "svcenv/base/source.h"

namespace svcenv::cli {

// Reads one AdmissionReview, or one other object, from a YAML or JSON file ("-": stdin). Wraps an
// object in a CREATE request for its own namespace, `namespace_`, or `default`, in this order.
// Errors, including those of the object, have positions in `sources`, which must be empty.
absl::StatusOr<nlohmann::ordered_json> ReadReviewRequest(const std::string& file,
                                                         std::string_view namespace_,
                                                         Sources* sources);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_REVIEW_REQUEST_H_
