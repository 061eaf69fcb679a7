// The parts of an admission answer as JSON; for this room only.
#ifndef SVCENV_ADMISSION_ANSWER_H_
#define SVCENV_ADMISSION_ANSWER_H_

#include <string>
#include <string_view>
#include <vector>

#include "svcenv/admission/link_plan.h"

namespace svcenv {

// The plan for a Pod as a JSONPatch (RFC 6902): an array of operations, which only add and replace.
std::string PatchOf(const LinkPlan& plan);

// What kubectl prints behind "Warning:": one line each, "svcenv: …", at most 120 characters each
// and 4096 in all, each once; what does not fit is counted in the last.
std::vector<std::string> ShapeWarnings(const std::vector<std::string>& texts);

struct AdmissionAnswer {
  std::string uid;
  bool allowed = true;
  int code = 0;  // not allowed: 400 or 403
  std::string message;
  std::string patch;  // empty: none
  std::vector<std::string> warnings;
};

// As an AdmissionReview with a response.
std::string ToText(const AdmissionAnswer& answer);

}  // namespace svcenv

#endif  // SVCENV_ADMISSION_ANSWER_H_
