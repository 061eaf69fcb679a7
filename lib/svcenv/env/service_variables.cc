#include "svcenv/env/service_variables.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "svcenv/base/word.h"
#include "svcenv/env/service_records.h"
#include "svcenv/kubernetes/master_service.h"

namespace svcenv {
namespace {

constexpr std::string_view kServiceHost = "SERVICE_HOST";

// A source of variables: a service, or the legacy SERVICE_HOST from before Kubernetes 1.0 (null).
struct Unit {
  const Service* service = nullptr;
  // The start of all its names. Names of other units start with it only if their keys do.
  std::string_view key;
  size_t rank = 0;  // position in the input
  // The first sixteen bytes of the key, as numbers with the same order.
  uint64_t first = 0, second = 0;
};

// Returns eight bytes of `key` from `at` on, padded with NULs, as a number with the same order. The
// key must be followed by ServiceRecordWriter::kSlack readable bytes.
uint64_t EightBytes(std::string_view key, size_t at) {
  if (at >= key.size()) return 0;
  const uint64_t number = __builtin_bswap64(LoadWord(key.data() + at));
  const size_t left = key.size() - at;
  return left >= sizeof number ? number : number & ~uint64_t{0} << 8 * (sizeof number - left);
}

bool ByKey(const Unit& a, const Unit& b) {
  if (a.first != b.first) return a.first < b.first;
  if (a.second != b.second) return a.second < b.second;
  return a.key < b.key;
}
// Returns whether the key of `a` starts with the key of `b`.
bool BeginsWith(const Unit& a, const Unit& b) {
  if (b.key.size() >= sizeof b.first && a.first != b.first) return false;
  return absl::StartsWith(a.key, b.key);
}

bool ByRank(const Unit& a, const Unit& b) { return a.rank < b.rank; }
bool ByName(const ServiceVariable& a, const ServiceVariable& b) { return a.name < b.name; }

// Prefetches the strings of a service, which are scattered across the manifest.
void Prefetch(const Unit& unit) {
  if (unit.service == nullptr) return;
  __builtin_prefetch(unit.service->cluster_ip.text.data());
  for (const ServicePort& port : unit.service->ports) {
    __builtin_prefetch(port.name.text.data());
    __builtin_prefetch(port.protocol.text.data());
  }
}

absl::Status NoPorts(const Service& service) {
  Diagnostic error;
  error.severity = Severity::kError;
  error.code = "service-without-ports";
  error.message = "the Service has a cluster IP but no ports: the kubelet panics on it";
  error.remedy = "add a port, or set clusterIP: None to make it headless";
  error.position =
      service.cluster_ip.position.known() ? service.cluster_ip.position : service.meta.position;
  error.object = NameOf("Service", service.meta);
  error.field = "spec.ports";
  return ToStatus(error);
}

}  // namespace

std::string ServiceVariablePrefix(std::string_view service_name) {
  std::string result(service_name.size(), '\0');
  WriteServicePrefix(service_name, result.data());
  return result;
}

// Sorts services by key and writes their variables in that order. Variables of two services
// interleave or collide only if one key is a prefix of the other.
class ServiceVariables::Builder {
 public:
  Builder(ServiceVariables* result, std::string_view legacy_service_host, const ServiceViews* views)
      : result_(*result), legacy_service_host_(legacy_service_host), views_(views) {}

  absl::Status Run(absl::Span<const Service* const> services);

 private:
  const ServiceView* ViewOf(const Service& service) const {
    return views_ == nullptr ? nullptr : views_->Find(&service);
  }
  absl::Status Collect(absl::Span<const Service* const> services);
  void AddUnit(const Service* service, std::string_view key) {
    units_.push_back({service, key, units_.size()});
  }
  void AddBound(ServiceRecordWriter::Bound bound) {
    bound_.bytes += bound.bytes;
    bound_.variables += bound.variables;
  }
  void WriteGroup(absl::Span<Unit> units, ServiceRecordWriter* writer, RecordSpace* space);
  void Sort(const RecordSpace& begin, RecordSpace* end);
  void KeepCollision(const ServiceVariable* first, const ServiceVariable* last);

  ServiceVariables& result_;
  const std::string_view legacy_service_host_;
  const ServiceViews* const views_;
  std::string keys_;
  std::vector<Unit> units_;
  ServiceRecordWriter::Bound bound_;  // total of all units
};

absl::Status ServiceVariables::Builder::Collect(absl::Span<const Service* const> services) {
  size_t key_bytes = kServiceHost.size();
  for (const Service* service : services) key_bytes += service->meta.name.text.size() + 1;
  keys_.resize(key_bytes + ServiceRecordWriter::kSlack);
  units_.reserve(services.size() + 1);
  char* at = keys_.data();
  if (!legacy_service_host_.empty()) {
    AddUnit(nullptr, {at, kServiceHost.copy(at, kServiceHost.size())});
    at += kServiceHost.size();
    AddBound(ServiceRecordWriter::BoundOfHost(legacy_service_host_));
  }
  for (const Service* service : services) {
    if (!service->has_cluster_ip()) continue;
    if (service->lacks_ports()) return NoPorts(*service);
    const char* const key = at;
    at = WriteServicePrefix(service->meta.name.text, at);
    *at++ = '_';
    AddUnit(service, {key, static_cast<size_t>(at - key)});
    AddBound(ServiceRecordWriter::BoundOf(*service, ViewOf(*service)));
  }
  for (Unit& unit : units_) {
    unit.first = EightBytes(unit.key, 0);
    unit.second = EightBytes(unit.key, sizeof unit.first);
  }
  return absl::OkStatus();
}

absl::Status ServiceVariables::Builder::Run(absl::Span<const Service* const> services) {
  if (absl::Status status = Collect(services); !status.ok()) return status;
  std::sort(units_.begin(), units_.end(), ByKey);
  char* const text = result_.arena_.Allocate(bound_.bytes + ServiceRecordWriter::kSlack);
  RecordSpace space{text,
                    reinterpret_cast<ServiceVariable*>(result_.arena_.Allocate(
                        bound_.variables * sizeof(ServiceVariable), alignof(ServiceVariable)))};
  const ServiceVariable* const variables = space.variables;
  ServiceRecordWriter writer(&space);
  for (size_t first = 0; first < units_.size();) {
    size_t end = first + 1;
    while (end < units_.size() && BeginsWith(units_[end], units_[first])) ++end;
    if (end < units_.size()) Prefetch(units_[end]);
    WriteGroup(absl::MakeSpan(units_).subspan(first, end - first), &writer, &space);
    first = end;
  }
  result_.text_ = {text, static_cast<size_t>(space.text - text)};
  result_.variables_ = {variables, static_cast<size_t>(space.variables - variables)};
  return absl::OkStatus();
}

void ServiceVariables::Builder::WriteGroup(absl::Span<Unit> units, ServiceRecordWriter* writer,
                                           RecordSpace* space) {
  if (units.size() > 1) std::sort(units.begin(), units.end(), ByRank);
  const RecordSpace begin = *space;
  bool ascending = units.size() == 1;
  for (const Unit& unit : units) {
    if (unit.service == nullptr) {
      writer->AddServiceHost(legacy_service_host_);
    } else if (!writer->Add(*unit.service, ViewOf(*unit.service),
                            unit.key.substr(0, unit.key.size() - 1))) {
      ascending = false;
    }
  }
  if (!ascending) Sort(begin, space);
}

// Sorts the records between `begin` and `end` by name, and keeps only the last one of each name.
void ServiceVariables::Builder::Sort(const RecordSpace& begin, RecordSpace* end) {
  const std::string before(begin.text, end->text);
  std::vector<ServiceVariable> sorted(begin.variables, end->variables);
  for (ServiceVariable& variable : sorted) {
    variable.name = {before.data() + (variable.name.data() - begin.text), variable.name.size()};
    variable.value = {before.data() + (variable.value.data() - begin.text), variable.value.size()};
  }
  std::stable_sort(sorted.begin(), sorted.end(), ByName);
  *end = begin;
  for (auto one = sorted.begin(); one != sorted.end();) {
    auto next = one + 1;
    while (next != sorted.end() && next->name == one->name) ++next;
    const auto differs = [&](const ServiceVariable& v) { return v.value != one->value; };
    if (std::any_of(one, next, differs)) KeepCollision(&*one, &*one + (next - one));
    const ServiceVariable& winner = *(next - 1);
    const size_t size = winner.name.size() + winner.value.size() + 2;
    std::memcpy(end->text, winner.name.data(), size);
    *end->variables++ = {{end->text, winner.name.size()},
                         {end->text + winner.name.size() + 1, winner.value.size()},
                         winner.service,
                         winner.port};
    end->text += size;
    one = next;
  }
}

void ServiceVariables::Builder::KeepCollision(const ServiceVariable* first,
                                              const ServiceVariable* last) {
  ServiceCollision collision;
  for (const ServiceVariable* v = first; v != last; ++v) {
    collision.candidates.push_back(
        {result_.arena_.Copy(v->name), result_.arena_.Copy(v->value), v->service, v->port});
  }
  collision.name = collision.candidates.back().name;
  result_.collisions_.push_back(std::move(collision));
}

absl::StatusOr<std::shared_ptr<const ServiceVariables>> ServiceVariables::Of(
    absl::Span<const Service* const> services, std::string_view legacy_service_host,
    const ServiceViews* views) {
  // std::make_shared would need a public constructor.
  std::shared_ptr<ServiceVariables> result(new ServiceVariables(views));
  const absl::Status status = Builder(result.get(), legacy_service_host, views).Run(services);
  if (!status.ok()) return status;
  return std::shared_ptr<const ServiceVariables>(std::move(result));
}

const ServiceVariable* ServiceVariables::Find(std::string_view name) const {
  // Every name contains one of the two. Most names that are looked up contain neither.
  if (!absl::StrContains(name, "_PORT") && !absl::EndsWith(name, kServiceHost)) return nullptr;
  const auto found =
      std::lower_bound(variables_.begin(), variables_.end(), name,
                       [](const ServiceVariable& v, std::string_view n) { return v.name < n; });
  return found != variables_.end() && found->name == name ? &*found : nullptr;
}

Diagnostic Describe(const ServiceCollision& collision) {
  const ServiceVariable& winner = collision.candidates.back();
  Diagnostic result;
  result.code = "service-collision";
  result.message = absl::StrCat(
      collision.name,
      " is set by more than one service, and the kubelet picks one at random at each ",
      "container start: ",
      absl::StrJoin(collision.candidates, ", ",
                    [](std::string* out, const ServiceVariable& v) {
                      absl::StrAppend(out, v.value, " (",
                                      v.service ? v.service->meta.namespace_ : "",
                                      v.service ? "/" : "",
                                      v.service ? v.service->meta.name.text : "SERVICE_HOST", ")");
                    }),
      "; showing ", winner.value);
  result.remedy = "rename one of the services, or set enableServiceLinks: false and use DNS names";
  if (winner.service != nullptr) {
    result.position = winner.service->meta.name.position;
    result.object = NameOf("Service", winner.service->meta);
  }
  for (const ServiceVariable& candidate : collision.candidates) {
    if (candidate.service == nullptr || candidate.service == winner.service) continue;
    result.related.push_back(NameOf("Service", candidate.service->meta));
  }
  return result;
}

std::vector<const Service*> VisibleServices(absl::Span<const Service* const> services,
                                            const Service* master, bool links) {
  std::vector<const Service*> result;
  result.reserve(services.size() + 1);
  bool own_kubernetes = false;
  if (links) {
    for (const Service* service : services) {
      if (!service->has_cluster_ip() || service == master) continue;
      own_kubernetes = own_kubernetes || HasMasterName(*service);
      result.push_back(service);
    }
  }
  if (master != nullptr && master->has_cluster_ip() && !own_kubernetes) {
    result.insert(result.begin(), master);
  }
  return result;
}

}  // namespace svcenv
