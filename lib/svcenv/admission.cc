#include "svcenv/admission.h"

#include <utility>

#include "svcenv/admission/policy.h"
#include "svcenv/admission/review.h"
#include "svcenv/admission/snapshot.h"
#include "svcenv/internal/state.h"
#include "svcenv/syntax/text.h"

namespace svcenv {

AdmissionPolicy::AdmissionPolicy(std::shared_ptr<const Policy> policy)
    : policy_(std::move(policy)) {}

absl::StatusOr<AdmissionPolicy> AdmissionPolicy::Parse(std::string_view file, std::string yaml) {
  Sources sources;
  const uint32_t number = sources.Add(file, DecodeText(std::move(yaml)));
  ParsedPolicy parsed = ReadPolicy(sources, number);
  if (parsed.ok()) return AdmissionPolicy(std::make_shared<Policy>(std::move(parsed.policy)));
  return absl::InvalidArgumentError(FormatDiagnostics(parsed.errors, sources));
}

AdmissionReviewer::AdmissionReviewer(Manifests objects, AdmissionPolicy policy)
    : policy_(std::move(policy)) {
  const auto& state = internal::Access::StateOf(objects);
  snapshot_ = std::make_shared<Snapshot>(std::shared_ptr<const Cluster>(state, &state->cluster()),
                                         *state->resolve_options().version);
}

AdmissionReviewer::Answer AdmissionReviewer::Review(std::string_view request,
                                                    Services services) const {
  ReviewOptions options;
  options.services_are_current = services == Services::kCurrent;
  ReviewAnswer answer = svcenv::Review(request, *snapshot_, *policy_.policy_, options);
  return {std::move(answer.status), std::move(answer.json)};
}

}  // namespace svcenv
