#include "svcenv/check/service_age.h"

namespace svcenv {
namespace {

// 2026-11-24T03:06:21Z, as the API server writes times: in order as texts.
bool IsTime(std::string_view text) { return text.size() == 20 && text.back() == 'Z'; }

}  // namespace

std::string_view RunsLongerThan(const Service* service, const Workload& workload,
                                const Container& container) {
  const Entry* started = FindEntry(workload.pod.status.started, container.name.text);
  if (service == nullptr || started == nullptr || !IsTime(started->value)) return "";
  const std::string_view created = service->meta.creation_timestamp;
  return IsTime(created) && created > started->value ? started->value : std::string_view();
}

}  // namespace svcenv
