#include "webhook/service_json.h"

#include <arpa/inet.h>

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "svcenv/kubernetes/names.h"

namespace svcenv::webhook {
namespace {

using Place = JsonPlace;

constexpr size_t kDeepest = 64;
constexpr size_t kMaxPorts = 65'536;
constexpr size_t kLongestString = 4 << 10;
constexpr size_t kLongestContinue = 256 << 10;
constexpr size_t kLongestName = 63;

struct Edge {
  Place from;
  std::string_view key;
  Place to;
};

constexpr Edge kEdges[] = {
    {Place::kEvent, "type", Place::kEventType},
    {Place::kEvent, "object", Place::kObject},
    {Place::kList, "metadata", Place::kListMeta},
    {Place::kList, "items", Place::kItems},
    {Place::kListMeta, "resourceVersion", Place::kResourceVersion},
    {Place::kListMeta, "continue", Place::kContinue},
    {Place::kObject, "metadata", Place::kMeta},
    {Place::kObject, "spec", Place::kSpec},
    {Place::kObject, "code", Place::kCode},
    {Place::kObject, "message", Place::kMessage},
    {Place::kObject, "details", Place::kDetails},
    {Place::kMeta, "name", Place::kName},
    {Place::kMeta, "namespace", Place::kNamespace},
    {Place::kMeta, "resourceVersion", Place::kResourceVersion},
    {Place::kMeta, "annotations", Place::kAnnotations},
    {Place::kAnnotations, "k8s.io/initial-events-end", Place::kInitialEventsEnd},
    {Place::kSpec, "clusterIP", Place::kClusterIp},
    {Place::kSpec, "type", Place::kType},
    {Place::kSpec, "ports", Place::kPorts},
    {Place::kPort, "name", Place::kPortName},
    {Place::kPort, "protocol", Place::kProtocol},
    {Place::kPort, "port", Place::kPortNumber},
    {Place::kDetails, "retryAfterSeconds", Place::kRetryAfter},
};

enum class Shape { kAny, kMap, kList, kString, kNumber };

Shape ShapeOf(Place place) {
  switch (place) {
    case Place::kIgnored:
      return Shape::kAny;
    case Place::kEvent:
    case Place::kList:
    case Place::kListMeta:
    case Place::kObject:
    case Place::kMeta:
    case Place::kAnnotations:
    case Place::kSpec:
    case Place::kPort:
    case Place::kDetails:
      return Shape::kMap;
    case Place::kItems:
    case Place::kPorts:
      return Shape::kList;
    case Place::kPortNumber:
    case Place::kCode:
    case Place::kRetryAfter:
      return Shape::kNumber;
    default:
      return Shape::kString;
  }
}

bool IsAddress(const std::string& text) {
  unsigned char address[16];
  if (text.find('\0') != std::string::npos) return false;
  return inet_pton(AF_INET, text.c_str(), address) == 1 ||
         inet_pton(AF_INET6, text.c_str(), address) == 1;
}

bool IsPlain(std::string_view text) {
  return text.size() <= kLongestName && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-';
         });
}

// Returns the problem of a service that sets variables, or "".
std::string_view ProblemOf(const ServedService& service) {
  if (!Dns1123LabelProblem(service.name).empty()) return "the name of a service is not valid";
  if (!Dns1123LabelProblem(service.namespace_).empty()) return "a namespace is not valid";
  if (!IsAddress(service.record.cluster_ip)) return "a cluster IP is not valid";
  for (const PortRecord& port : service.record.ports) {
    if (port.port < 1 || port.port > 65535) return "a port is not valid";
    if (!IsPlain(port.name)) return "the name of a port is not valid";
    if (!IsPlain(port.protocol)) return "the protocol of a port is not valid";
  }
  return "";
}

}  // namespace

bool ServiceJson::Fail(std::string_view why) {
  if (problem.empty()) problem = std::string(why);
  return false;
}

JsonPlace ServiceJson::Take() {
  if (open_.empty()) return root_;
  switch (open_.back()) {
    case Place::kItems:
      return Place::kObject;
    case Place::kPorts:
      return Place::kPort;
    default:
      return std::exchange(next_, Place::kIgnored);
  }
}

bool ServiceJson::Enter(Place place) {
  if (open_.size() >= kDeepest) return Fail("the JSON is nested too deeply");
  open_.push_back(place);
  next_ = Place::kIgnored;
  return true;
}

bool ServiceJson::null() {
  Take();
  return true;
}

bool ServiceJson::boolean(bool) {
  return ShapeOf(Take()) == Shape::kAny || Fail("a field has a wrong type");
}

bool ServiceJson::Number(int64_t value) {
  const Place place = Take();
  if (place == Place::kIgnored) return true;
  if (ShapeOf(place) != Shape::kNumber || value < 0 || value > INT32_MAX) {
    return Fail("a field has a wrong type");
  }
  const auto number = static_cast<int32_t>(value);
  if (place == Place::kPortNumber) event.service.record.ports.back().port = number;
  if (place == Place::kCode) event.code = number;
  if (place == Place::kRetryAfter) event.retry_after = std::chrono::seconds(number);
  return true;
}

std::string* ServiceJson::StringAt(Place place) {
  ServedService& service = event.service;
  switch (place) {
    case Place::kEventType:
      return &event.type;
    case Place::kName:
      return &service.name;
    case Place::kNamespace:
      return &service.namespace_;
    case Place::kResourceVersion:
      return open_.back() == Place::kListMeta ? &end.resource_version : &service.resource_version;
    case Place::kContinue:
      return &end.continue_token;
    case Place::kClusterIp:
      return &service.record.cluster_ip;
    case Place::kType:
      return &service.type;
    case Place::kPortName:
      return &service.record.ports.back().name;
    case Place::kProtocol:
      return &service.record.ports.back().protocol;
    case Place::kMessage:
      return &event.message;
    case Place::kInitialEventsEnd:
      return &initial_events_end_;
    default:
      return nullptr;
  }
}

bool ServiceJson::string(std::string& value) {
  const Place place = Take();
  if (place == Place::kIgnored) return true;
  std::string* const kept = StringAt(place);
  if (kept == nullptr) return Fail("a field has a wrong type");
  const size_t longest = place == Place::kContinue ? kLongestContinue : kLongestString;
  if (place == Place::kMessage) value.resize(std::min(value.size(), longest));
  if (value.size() > longest) return Fail("a field is too long");
  *kept = value;
  return true;
}

bool ServiceJson::start_object(size_t) {
  const Place place = Take();
  if (ShapeOf(place) != Shape::kAny && ShapeOf(place) != Shape::kMap) {
    return Fail("a field has a wrong type");
  }
  if (place == Place::kObject) event.service = ServedService();
  if (place == Place::kPort) {
    auto& ports = event.service.record.ports;
    if (ports.size() >= kMaxPorts) return Fail("a service has too many ports");
    ports.emplace_back();
  }
  return Enter(place);
}

bool ServiceJson::key(std::string& name) {
  const Place from = open_.back();
  next_ = Place::kIgnored;
  if (from == Place::kIgnored) return true;
  for (const Edge& edge : kEdges) {
    if (edge.from == from && edge.key == name) next_ = edge.to;
  }
  return true;
}

bool ServiceJson::end_object() {
  const Place place = open_.back();
  open_.pop_back();
  return place != Place::kObject || FinishObject();
}

bool ServiceJson::FinishObject() {
  event.ends_initial_events = std::exchange(initial_events_end_, "") == "true";
  ServedService& service = event.service;
  if (service.HasVariables()) {
    if (const std::string_view wrong = ProblemOf(service); !wrong.empty()) return Fail(wrong);
  }
  service.record.ports.shrink_to_fit();
  if (root_ == Place::kList) add_(std::move(service));
  return true;
}

bool ServiceJson::start_array(size_t) {
  const Place place = Take();
  if (ShapeOf(place) != Shape::kAny && ShapeOf(place) != Shape::kList) {
    return Fail("a field has a wrong type");
  }
  if (place == Place::kPorts) event.service.record.ports.clear();
  return Enter(place);
}

bool ServiceJson::end_array() {
  open_.pop_back();
  return true;
}

}  // namespace svcenv::webhook
