// The texts of service variables; for this room only.
#ifndef SVCENV_ENV_SERVICE_RECORDS_H_
#define SVCENV_ENV_SERVICE_RECORDS_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "svcenv/env/service_variables.h"
#include "svcenv/kubernetes/service_views.h"

namespace svcenv {

// Writes "redis-primary" as "REDIS_PRIMARY"; gives the end of it.
char* WriteServicePrefix(std::string_view service_name, char* to);

// Where records "NAME=value\0" and the variables that view them are written; the memory is the
// caller's.
struct RecordSpace {
  char* text;
  ServiceVariable* variables;
};

// Writes the records of service after service.
//
// What stands in many records is copied in blocks, beyond its end, which takes no call for a small
// one. Nothing is read that was just written, for which a processor waits.
class ServiceRecordWriter {
 public:
  // How many bytes behind a prefix are read, and behind all that Bound counts are written.
  static constexpr size_t kSlack = 32;

  // What the records of a service take at the most.
  struct Bound {
    size_t bytes = 0;
    size_t variables = 0;
  };
  static Bound BoundOf(const Service& service, const ServiceView* view);
  static Bound BoundOfHost(std::string_view host);

  // `*space` goes on behind what is written.
  explicit ServiceRecordWriter(RecordSpace* space) : space_(*space) {}

  // Writes the variables of a service that has ports, as `view` shows it unless that is null.
  // `prefix` is what its name begins them with, followed by kSlack bytes. They are in the order in
  // which the kubelet sets those of equal names; returns whether that is the order of the names,
  // each once.
  bool Add(const Service& service, const ServiceView* view, std::string_view prefix);

  // SERVICE_HOST of before Kubernetes 1.0.
  void AddServiceHost(std::string_view host);

 private:
  void SetProtocol(std::string_view protocol);
  void SetHost(std::string_view host);

  RecordSpace& space_;
  std::string_view given_;  // the protocol as the port that is written has it
  // Texts of that port with kSlack bytes behind them: "_TCP", "tcp", and "tcp://10.0.0.1:".
  std::string link_text_, protocol_text_, url_text_;
  std::string_view link_, protocol_, url_, ip_;  // the same, and "10.0.0.1", in url_text_
};

}  // namespace svcenv

#endif  // SVCENV_ENV_SERVICE_RECORDS_H_
