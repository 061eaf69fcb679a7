#include "svcenv/check/service_age.h"

#include <utility>

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

std::unique_ptr<Cluster> WithoutNewerServices(const Cluster& cluster, std::string_view time) {
  auto past = std::make_unique<Cluster>(&cluster);
  for (Service service : cluster.services()) {
    if (CreationTime(service) > time) service.cluster_ip.text = "None";
    past->Add(std::move(service));
  }
  for (const Node& node : cluster.nodes()) past->Add(node);
  return past;
}

}  // namespace svcenv
