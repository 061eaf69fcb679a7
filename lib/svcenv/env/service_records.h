// The texts of service variables; for this room only.
#ifndef SVCENV_ENV_SERVICE_RECORDS_H_
#define SVCENV_ENV_SERVICE_RECORDS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "svcenv/env/service_variables.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

// Appends "redis-primary" as "REDIS_PRIMARY".
void AppendServicePrefix(std::string_view service_name, std::string* out);

// Writes "NAME=value\0" after "NAME=value\0" into memory that is the caller's.
class ServiceRecordWriter {
 public:
  // `variables` gets each record, as views into what was written.
  ServiceRecordWriter(char* to, std::vector<ServiceVariable>* variables)
      : at_(to), variables_(*variables) {}

  // At least as many bytes as Add writes.
  static size_t Bound(const Service& service);
  static constexpr size_t kBoundOfHost = 64;  // beside the host's size

  // The variables of a service that has ports; `prefix` is what its name begins them with. By name,
  // unless it has several ports; equal names in the order in which the kubelet sets them.
  void Add(const Service& service, std::string_view prefix);

  // SERVICE_HOST of before Kubernetes 1.0.
  void AddServiceHost(std::string_view host);

  // Behind the last byte written.
  char* end() const { return at_; }

 private:
  void Put(std::string_view text);
  void Put(char c) { *at_++ = c; }
  void PutUpper(std::string_view text);
  void PutLower(std::string_view text);
  void PutLinks(const Service& service, const ServicePort& port, std::string_view prefix);

  // Between them the name, then the value, is put.
  void BeginName() { record_ = at_; }
  void BeginValue();
  // The variable, now part of `variables`.
  const ServiceVariable& End(const Service* service, const ServicePort* port);

  char* at_;
  char* record_ = nullptr;
  char* value_ = nullptr;
  std::vector<ServiceVariable>& variables_;
};

}  // namespace svcenv

#endif  // SVCENV_ENV_SERVICE_RECORDS_H_
