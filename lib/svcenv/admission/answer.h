// Builds an admission response as JSON. Internal to this package.
#ifndef SVCENV_ADMISSION_ANSWER_H_
#define SVCENV_ADMISSION_ANSWER_H_

#include <string>
#include <string_view>
#include <vector>

#include "svcenv/admission/link_plan.h"

namespace svcenv {

// Returns the plan for a Pod as a JSONPatch (RFC 6902) that uses only add and replace.
std::string PatchOf(const LinkPlan& plan);

// Formats warnings as kubectl prints them after "Warning:": one line each, prefixed with "svcenv: "
// and without duplicates. Limits each line to 120 characters and all of them to 4096 bytes; if some
// do not fit, the last line counts them.
std::vector<std::string> ShapeWarnings(const std::vector<std::string>& texts);

struct AdmissionAnswer {
  std::string uid;
  bool allowed = true;
  int code = 0;  // 400 or 403 if not allowed
  std::string message;
  std::string patch;  // empty if there is none
  std::vector<std::string> warnings;
};

// Returns the answer as an AdmissionReview with a response.
std::string ToText(const AdmissionAnswer& answer);

}  // namespace svcenv

#endif  // SVCENV_ADMISSION_ANSWER_H_
