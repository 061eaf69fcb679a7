#include "bench/side_by_side/tally.h"

#include <string>

namespace svcenv::bench {
namespace {

void AddPodSpec(const PodSpec& spec, Tally* tally) {
  for (const Container* container : AllContainers(spec)) {
    tally->CountItem();
    tally->Add(container->name.text);
    tally->Add(container->image);
    for (const EnvVar& variable : container->env) {
      tally->Add(variable.name.text);
      tally->Add(variable.value.text);
    }
    for (const Located& arg : container->args) tally->Add(arg.text);
  }
}

}  // namespace

void Tally::Add(std::string_view text) {
  constexpr uint64_t kPrime = 1099511628211u;
  for (const char c : text) checksum_ = (checksum_ ^ static_cast<unsigned char>(c)) * kPrime;
  checksum_ = (checksum_ ^ 0xff) * kPrime;
  bytes_ += text.size();
}

Tally TallyOf(const Cluster& cluster) {
  Tally tally;
  for (const Service& service : cluster.services()) {
    tally.CountItem();
    tally.Add(service.meta.namespace_);
    tally.Add(service.meta.name.text);
    tally.Add(service.cluster_ip.text);
    for (const ServicePort& port : service.ports) {
      tally.Add(port.name.text);
      tally.Add(std::to_string(port.port));
    }
  }
  for (const Workload& workload : cluster.workloads()) {
    tally.Add(workload.meta.namespace_);
    tally.Add(workload.meta.name.text);
    if (!workload.is_template()) {
      tally.Add(workload.pod.spec.node_name);
      tally.Add(workload.pod.status.pod_ip);
    }
    AddPodSpec(workload.pod.spec, &tally);
  }
  return tally;
}

}  // namespace svcenv::bench
