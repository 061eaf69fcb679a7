#include "svcenv/env/service_variables.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace svcenv {
namespace {

// A variable while the texts still grow: offsets into a scratch text.
struct Draft {
  size_t name = 0;  // "NAME=value\0" begins here
  uint32_t name_size = 0;
  uint32_t value_size = 0;
  const Service* service = nullptr;
  const ServicePort* port = nullptr;
};

void AppendPrefix(std::string_view service_name, std::string* out) {
  for (const char c : service_name) out->push_back(c == '-' ? '_' : absl::ascii_toupper(c));
}

class Writer {
 public:
  void AddServiceHost(std::string_view ip) { Add({"SERVICE_HOST"}, {ip}, nullptr, nullptr); }
  void AddService(const Service& service);

  const std::string& text() const { return text_; }
  std::vector<Draft>& drafts() { return drafts_; }

 private:
  void Add(std::initializer_list<std::string_view> name,
           std::initializer_list<std::string_view> value, const Service* service,
           const ServicePort* port) {
    Draft draft{text_.size(), 0, 0, service, port};
    for (const std::string_view piece : name) text_.append(piece);
    draft.name_size = static_cast<uint32_t>(text_.size() - draft.name);
    text_.push_back('=');
    const size_t start = text_.size();
    for (const std::string_view piece : value) text_.append(piece);
    draft.value_size = static_cast<uint32_t>(text_.size() - start);
    text_.push_back('\0');
    drafts_.push_back(draft);
  }

  std::string text_;
  std::vector<Draft> drafts_;
};

void Writer::AddService(const Service& service) {
  std::string prefix;
  AppendPrefix(service.meta.name.text, &prefix);
  const std::string_view ip = service.host();
  const bool brackets = ip.find(':') != std::string_view::npos;  // net.JoinHostPort
  const std::string host = brackets ? absl::StrCat("[", ip, "]") : std::string(ip);

  Add({prefix, "_SERVICE_HOST"}, {ip}, &service, nullptr);
  Add({prefix, "_SERVICE_PORT"}, {absl::AlphaNum(service.ports[0].client_port()).Piece()}, &service,
      &service.ports[0]);
  for (const ServicePort& port : service.ports) {
    if (port.name.empty()) continue;
    std::string name;
    AppendPrefix(port.name.text, &name);
    Add({prefix, "_SERVICE_PORT_", name}, {absl::AlphaNum(port.client_port()).Piece()}, &service,
        &port);
  }
  for (const ServicePort& port : service.ports) {
    const std::string_view protocol = port.protocol.empty() ? "TCP" : port.protocol.text;
    const std::string upper = absl::AsciiStrToUpper(protocol);
    const std::string lower = absl::AsciiStrToLower(protocol);
    const absl::AlphaNum number(port.client_port());
    const std::string url = absl::StrCat(lower, "://", host, ":", port.client_port());
    const std::string link = absl::StrCat(prefix, "_PORT_", port.port, "_", upper);
    if (&port == &service.ports[0]) Add({prefix, "_PORT"}, {url}, &service, &port);
    Add({link}, {url}, &service, &port);
    Add({link, "_PROTO"}, {lower}, &service, &port);
    Add({link, "_PORT"}, {number.Piece()}, &service, &port);
    Add({link, "_ADDR"}, {ip}, &service, &port);
  }
}

absl::Status NoPorts(const Service& service) {
  Diagnostic error;
  error.severity = Severity::kError;
  error.code = "service-without-ports";
  error.message = "it has a cluster IP and no ports: the kubelet panics on it";
  error.remedy = "give it a port, or set clusterIP: None to make it headless";
  error.position =
      service.cluster_ip.position.known() ? service.cluster_ip.position : service.meta.position;
  error.object = {"Service", std::string(service.meta.namespace_),
                  std::string(service.meta.name.text)};
  error.field = "spec.ports";
  return ToStatus(error);
}

}  // namespace

std::string ServiceVariablePrefix(std::string_view service_name) {
  std::string result;
  AppendPrefix(service_name, &result);
  return result;
}

absl::StatusOr<std::shared_ptr<const ServiceVariables>> ServiceVariables::Of(
    absl::Span<const Service* const> services, std::string_view legacy_service_host) {
  Writer writer;
  if (!legacy_service_host.empty()) writer.AddServiceHost(legacy_service_host);
  for (const Service* service : services) {
    if (!service->has_cluster_ip()) continue;
    if (service->ports.empty()) return NoPorts(*service);
    writer.AddService(*service);
  }

  const std::string& scratch = writer.text();
  std::vector<Draft>& drafts = writer.drafts();
  const auto name = [&](const Draft& d) {
    return std::string_view(scratch).substr(d.name, d.name_size);
  };
  const auto value = [&](const Draft& d) {
    return std::string_view(scratch).substr(d.name + d.name_size + 1, d.value_size);
  };
  std::stable_sort(drafts.begin(), drafts.end(),
                   [&](const Draft& a, const Draft& b) { return name(a) < name(b); });

  // shared_ptr's own allocation would need a public constructor.
  std::shared_ptr<ServiceVariables> result(new ServiceVariables);
  result->text_.reserve(scratch.size());
  result->variables_.reserve(drafts.size());
  struct Group {
    size_t first, last;  // of drafts with one name and more than one value
  };
  std::vector<Group> groups;
  size_t collision_size = 0;
  for (size_t i = 0; i < drafts.size();) {
    size_t last = i;
    bool differ = false;
    while (last + 1 < drafts.size() && name(drafts[last + 1]) == name(drafts[i])) {
      ++last;
      differ = differ || value(drafts[last]) != value(drafts[i]);
    }
    if (differ) {
      groups.push_back({i, last});
      for (size_t j = i; j <= last; ++j)
        collision_size += drafts[j].name_size + drafts[j].value_size;
    }
    const Draft& winner = drafts[last];
    const size_t size = winner.name_size + winner.value_size + 2;
    const char* record = result->text_.data() + result->text_.size();  // reserved: never moves
    result->text_.append(scratch, winner.name, size);
    result->variables_.push_back({{record, winner.name_size},
                                  {record + winner.name_size + 1, winner.value_size},
                                  winner.service,
                                  winner.port});
    i = last + 1;
  }

  result->collision_text_.reserve(collision_size);
  const auto keep = [&](std::string_view text) {
    const char* at = result->collision_text_.data() + result->collision_text_.size();
    result->collision_text_.append(text);
    return std::string_view(at, text.size());
  };
  for (const Group& group : groups) {
    ServiceCollision collision;
    for (size_t j = group.first; j <= group.last; ++j) {
      const Draft& d = drafts[j];
      collision.candidates.push_back({keep(name(d)), keep(value(d)), d.service, d.port});
    }
    collision.name = collision.candidates.back().name;
    result->collisions_.push_back(std::move(collision));
  }
  return std::shared_ptr<const ServiceVariables>(std::move(result));
}

const ServiceVariable* ServiceVariables::Find(std::string_view name) const {
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
      " is given by more than one service, and the kubelet picks one at random at each ",
      "container start: ",
      absl::StrJoin(collision.candidates, ", ",
                    [](std::string* out, const ServiceVariable& v) {
                      absl::StrAppend(out, v.value, " (",
                                      v.service ? v.service->meta.namespace_ : "",
                                      v.service ? "/" : "",
                                      v.service ? v.service->meta.name.text : "SERVICE_HOST", ")");
                    }),
      "; shown is ", winner.value);
  result.remedy = "rename one of the services, or set enableServiceLinks: false and use DNS names";
  if (winner.service != nullptr) {
    result.position = winner.service->meta.name.position;
    result.object = {"Service", std::string(winner.service->meta.namespace_),
                     std::string(winner.service->meta.name.text)};
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
      own_kubernetes = own_kubernetes || service->meta.name.text == "kubernetes";
      result.push_back(service);
    }
  }
  if (master != nullptr && master->has_cluster_ip() && !own_kubernetes) {
    result.insert(result.begin(), master);
  }
  return result;
}

}  // namespace svcenv
