// The part of a Service that its variables depend on.
#ifndef SVCENV_WEBHOOK_SERVICE_RECORD_H_
#define SVCENV_WEBHOOK_SERVICE_RECORD_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace svcenv::webhook {

struct PortRecord {
  std::string name;
  std::string protocol;
  int32_t port = 0;

  bool operator==(const PortRecord& other) const {
    return name == other.name && protocol == other.protocol && port == other.port;
  }
};

struct ServiceRecord {
  std::string cluster_ip;
  std::vector<PortRecord> ports;

  bool operator==(const ServiceRecord& other) const {
    return cluster_ip == other.cluster_ip && ports == other.ports;
  }
};

using RecordsByName = std::map<std::string, ServiceRecord, std::less<>>;
using ServiceTable = absl::flat_hash_map<std::string, RecordsByName>;  // by namespace

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_SERVICE_RECORD_H_
