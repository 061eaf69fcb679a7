#include "svcenv/env/service_records.h"

#include <cstdint>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace svcenv {
namespace {

constexpr size_t kMostDigits = 11;  // of a 32 bit number, with its sign

char UpperOf(char c) { return c == '-' ? '_' : absl::ascii_toupper(c); }

std::string_view ProtocolOf(const ServicePort& port) {
  return port.protocol.empty() ? std::string_view("TCP") : port.protocol.text;
}

}  // namespace

void AppendServicePrefix(std::string_view service_name, std::string* out) {
  for (const char c : service_name) out->push_back(UpperOf(c));
}

size_t ServiceRecordWriter::Bound(const Service& service) {
  const size_t prefix = service.meta.name.text.size();
  const size_t host = service.host().size() + 2;
  constexpr size_t kRest = sizeof("_SERVICE_PORT_=") + kMostDigits;
  size_t bound = 2 * (prefix + kRest + host);
  for (const ServicePort& port : service.ports) {
    const size_t protocol = ProtocolOf(port).size();
    bound += prefix + kRest + port.name.text.size();
    bound += 5 * (prefix + sizeof("_PORT__") + kMostDigits + protocol + sizeof("_PROTO="));
    bound += 2 * (protocol + sizeof("://:") + host + kMostDigits) + protocol + host + kMostDigits;
  }
  return bound;
}

void ServiceRecordWriter::Put(std::string_view text) {
  if (text.empty()) return;  // memcpy takes no null
  std::memcpy(at_, text.data(), text.size());
  at_ += text.size();
}

void ServiceRecordWriter::PutUpper(std::string_view text) {
  for (const char c : text) *at_++ = UpperOf(c);
}

void ServiceRecordWriter::PutLower(std::string_view text) {
  for (const char c : text) *at_++ = absl::ascii_tolower(c);
}

void ServiceRecordWriter::BeginValue() {
  Put('=');
  value_ = at_;
}

const ServiceVariable& ServiceRecordWriter::End(const Service* service, const ServicePort* port) {
  const std::string_view name(record_, static_cast<size_t>(value_ - record_) - 1);
  const std::string_view value(value_, static_cast<size_t>(at_ - value_));
  Put('\0');
  variables_.push_back({name, value, service, port});
  return variables_.back();
}

void ServiceRecordWriter::AddServiceHost(std::string_view host) {
  BeginName();
  Put("SERVICE_HOST");
  BeginValue();
  Put(host);
  End(nullptr, nullptr);
}

// pkg/kubelet/envvars/envvars.go, makeLinkVariables; net.JoinHostPort puts an address with a colon
// in brackets.
void ServiceRecordWriter::PutLinks(const Service& service, const ServicePort& port,
                                   std::string_view prefix) {
  const std::string_view ip = service.host();
  const std::string_view protocol = ProtocolOf(port);
  const absl::AlphaNum number(port.client_port());
  const bool brackets = ip.find(':') != std::string_view::npos;
  const auto put_url = [&] {
    PutLower(protocol);
    Put("://");
    if (brackets) Put('[');
    Put(ip);
    if (brackets) Put(']');
    Put(':');
    Put(number.Piece());
  };
  if (&port == &service.ports[0]) {
    BeginName();
    Put(prefix);
    Put("_PORT");
    BeginValue();
    put_url();
    End(&service, &port);
  }
  BeginName();
  Put(prefix);
  Put("_PORT_");
  Put(absl::AlphaNum(port.port).Piece());
  Put('_');
  for (const char c : protocol) Put(absl::ascii_toupper(c));
  BeginValue();
  put_url();
  const std::string_view link = End(&service, &port).name;
  const auto begin = [&](std::string_view suffix) {
    BeginName();
    Put(link);
    Put(suffix);
    BeginValue();
  };
  begin("_ADDR");
  Put(ip);
  End(&service, &port);
  begin("_PORT");
  Put(number.Piece());
  End(&service, &port);
  begin("_PROTO");
  PutLower(protocol);
  End(&service, &port);
}

void ServiceRecordWriter::Add(const Service& service, std::string_view prefix) {
  for (const ServicePort& port : service.ports) PutLinks(service, port, prefix);

  BeginName();
  Put(prefix);
  Put("_SERVICE_HOST");
  BeginValue();
  Put(service.host());
  End(&service, nullptr);

  BeginName();
  Put(prefix);
  Put("_SERVICE_PORT");
  BeginValue();
  Put(absl::AlphaNum(service.ports[0].client_port()).Piece());
  const std::string_view stem = End(&service, &service.ports[0]).name;

  for (const ServicePort& port : service.ports) {
    if (port.name.empty()) continue;
    BeginName();
    Put(stem);
    Put('_');
    PutUpper(port.name.text);
    BeginValue();
    Put(absl::AlphaNum(port.client_port()).Piece());
    End(&service, &port);
  }
}

}  // namespace svcenv
