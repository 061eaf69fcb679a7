#include "svcenv/check/service_age.h"

namespace svcenv {
namespace {

bool IsTime(std::string_view text) { return text.size() == 20 && text.back() == 'Z'; }

}  // namespace

std::string_view CreationTime(const Service& service) {
  const std::string_view created = service.meta.creation_timestamp;
  return IsTime(created) ? created : std::string_view();
}

const Entry* StartTime(const Workload& workload, const Container& container) {
  const Entry* started = FindEntry(workload.pod.status.started, container.name.text);
  return started != nullptr && IsTime(started->value) ? started : nullptr;
}

std::string_view RunsLongerThan(const Service* service, const Workload& workload,
                                const Container& container) {
  const Entry* started = StartTime(workload, container);
  if (service == nullptr || started == nullptr) return "";
  return CreationTime(*service) > started->value ? started->value : std::string_view();
}

}  // namespace svcenv
