#include "svcenv/batch/batch.h"
#include "tests/judge_helper/operations.h"

namespace svcenv {

nlohmann::json EnvironmentOperation(const nlohmann::json& request, const VersionProfile& version) {
  return nlohmann::json::parse(AnswerRequest(request.dump(), version, 0));
}

}  // namespace svcenv
