// Writes service variables as "NAME=value\0" records. Internal to this package.
#ifndef SVCENV_ENV_SERVICE_RECORDS_H_
#define SVCENV_ENV_SERVICE_RECORDS_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "svcenv/env/service_variables.h"
#include "svcenv/kubernetes/service_views.h"

namespace svcenv {

// Writes "redis-primary" as "REDIS_PRIMARY" to `to` and returns the end.
char* WriteServicePrefix(std::string_view service_name, char* to);

// The next free space for records and for the variables that view them. Owned by the caller.
struct RecordSpace {
  char* text;
  ServiceVariable* variables;
};

// Writes the records of one service after another.
//
// Copies fixed-size blocks that may overrun, so short copies are inline stores. Never reads bytes
// that it has just written, which would stall the processor.
class ServiceRecordWriter {
 public:
  // Number of bytes that Add may read after the prefix, and write after the space of all Bounds.
  static constexpr size_t kSlack = 32;

  // An upper bound on the size of a service's records.
  struct Bound {
    size_t bytes = 0;
    size_t variables = 0;
  };
  static Bound BoundOf(const Service& service, const ServiceView* view);
  static Bound BoundOfHost(std::string_view host);

  // Advances `*space` after each write.
  explicit ServiceRecordWriter(RecordSpace* space) : space_(*space) {}

  // Writes the variables of a service that has ports. `view`, if not null, replaces its host and
  // ports. `prefix` is the prefix of its variables; kSlack readable bytes must follow it. Among
  // equal names, the last one wins, as for the kubelet. Returns whether the names are unique and
  // already sorted.
  bool Add(const Service& service, const ServiceView* view, std::string_view prefix);

  // Writes the legacy SERVICE_HOST from before Kubernetes 1.0.
  void AddServiceHost(std::string_view host);

 private:
  void SetProtocol(std::string_view protocol);
  void SetHost(std::string_view host);

  RecordSpace& space_;
  std::string_view written_protocol_;  // the protocol of the current port, as in the manifest
  // "_TCP", "tcp", and "tcp://10.0.0.1:" for the current port, each followed by kSlack bytes.
  std::string link_text_, protocol_text_, url_text_;
  // Views of these strings without the slack; ip_ is "10.0.0.1" in url_text_.
  std::string_view link_, protocol_, url_, ip_;
};

}  // namespace svcenv

#endif  // SVCENV_ENV_SERVICE_RECORDS_H_
