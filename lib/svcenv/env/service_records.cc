#include "svcenv/env/service_records.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <new>

#include "absl/base/attributes.h"
#include "absl/strings/ascii.h"

namespace svcenv {
namespace {

constexpr size_t kMostDigits = 11;  // of a 32 bit number, with its sign

char UpperOf(char c) { return c == '-' ? '_' : absl::ascii_toupper(c); }

std::string_view ProtocolOf(const ServicePort& port) {
  return port.protocol.empty() ? std::string_view("TCP") : port.protocol.text;
}

// The digits of a number, up to eight of them in one word.
class NumberText {
 public:
  explicit NumberText(int32_t number) : number_(number) {
    constexpr int32_t kMost = 99999999;
    if (number < 0 || number > kMost) return;
    do {
      PutFirst(static_cast<uint64_t>('0' + number % 10));
      ++size_;
    } while ((number /= 10) > 0);
  }

  // Writes at least eight bytes; gives the end of the digits.
  ABSL_ATTRIBUTE_ALWAYS_INLINE char* Write(char* to) const {
    if (size_ == 0) return std::to_chars(to, to + kMostDigits, number_).ptr;
    std::memcpy(to, &digits_, sizeof digits_);
    return to + size_;
  }

 private:
  void PutFirst(uint64_t digit) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    digits_ = digits_ << 8 | digit;
#else
    digits_ = digits_ >> 8 | digit << 56;
#endif
  }

  const int32_t number_;
  uint64_t digits_ = 0;  // as they stand in memory
  size_t size_ = 0;      // 0: they do not fit
};

// Puts text behind text. Kept in registers where all of it is inlined, which writing through a
// member is not: any byte that is written could be a part of it.
class Cursor {
 public:
  explicit Cursor(const RecordSpace& space)
      : at_(space.text), name_(space.text), value_(space.text), next_(space.variables) {}

  RecordSpace space() const { return {at_, next_}; }

  ABSL_ATTRIBUTE_ALWAYS_INLINE void Put(char c) { *at_++ = c; }
  // `text` has kSlack bytes behind it.
  ABSL_ATTRIBUTE_ALWAYS_INLINE void PutBlocks(std::string_view text) {
    constexpr size_t kBlock = ServiceRecordWriter::kSlack;
    for (size_t done = 0; done < text.size(); done += kBlock) {
      std::memcpy(at_ + done, text.data() + done, kBlock);
    }
    at_ += text.size();
  }
  template <size_t N>
  ABSL_ATTRIBUTE_ALWAYS_INLINE void PutLiteral(const char (&text)[N]) {
    std::memcpy(at_, text, N - 1);
    at_ += N - 1;
  }
  ABSL_ATTRIBUTE_ALWAYS_INLINE void PutNumber(const NumberText& number) { at_ = number.Write(at_); }
  ABSL_ATTRIBUTE_ALWAYS_INLINE void PutUpper(std::string_view text) {
    for (const char c : text) Put(UpperOf(c));
  }

  // Between the name and the value.
  ABSL_ATTRIBUTE_ALWAYS_INLINE void PutEquals() {
    Put('=');
    value_ = at_;
  }
  // Behind the value.
  ABSL_ATTRIBUTE_ALWAYS_INLINE void End(const Service* service, const ServicePort* port) {
    new (next_++) ServiceVariable({name_, static_cast<size_t>(value_ - name_) - 1},
                                  {value_, static_cast<size_t>(at_ - value_)}, service, port);
    Put('\0');
    name_ = at_;
  }

 private:
  char* at_;
  char* name_;
  char* value_;
  ServiceVariable* next_;
};

int CountDigits(int32_t number) {
  int count = 1;
  while (number >= 10) {
    number /= 10;
    ++count;
  }
  return count;
}

// Whether the link variables of `a` stand before those of `b` by their names; false, too, where
// that is not easily told.
bool LinksAscend(const ServicePort& a, const ServicePort& b) {
  int32_t first = a.port, second = b.port;
  if (first < 0 || second < 0) return false;
  if (first == second) return ProtocolOf(a) == "TCP" && ProtocolOf(b) == "UDP";
  // Behind the number comes a `_`, which is above the digits: 8080_ stands before 80_.
  int longer = CountDigits(first) - CountDigits(second);
  for (int i = longer; i > 0; --i) first /= 10;
  for (int i = longer; i < 0; ++i) second /= 10;
  return first != second ? first < second : longer > 0;
}

bool NamesAscend(std::string_view a, std::string_view b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [](char first, char second) {
                                        return static_cast<unsigned char>(UpperOf(first)) <
                                               static_cast<unsigned char>(UpperOf(second));
                                      });
}

}  // namespace

void AppendServicePrefix(std::string_view service_name, std::string* out) {
  const size_t begin = out->size();
  out->append(service_name);
  for (size_t i = begin; i < out->size(); ++i) (*out)[i] = UpperOf((*out)[i]);
}

ServiceRecordWriter::Bound ServiceRecordWriter::BoundOf(const Service& service) {
  const size_t prefix = service.meta.name.text.size();
  const size_t host = service.host().size() + 2;
  constexpr size_t kRest = sizeof("_SERVICE_PORT_=") + kMostDigits;
  Bound bound{2 * (prefix + kRest + host), 3};
  for (const ServicePort& port : service.ports) {
    const size_t protocol = ProtocolOf(port).size();
    bound.bytes += prefix + kRest + port.name.text.size();
    bound.bytes += 5 * (prefix + sizeof("_PORT__") + kMostDigits + protocol + sizeof("_PROTO="));
    bound.bytes +=
        2 * (protocol + sizeof("://:") + host + kMostDigits) + protocol + host + kMostDigits;
    bound.variables += port.name.empty() ? 5 : 6;
  }
  return bound;
}

ServiceRecordWriter::Bound ServiceRecordWriter::BoundOfHost(std::string_view host) {
  return {sizeof("SERVICE_HOST=") + host.size(), 1};
}

void ServiceRecordWriter::AddServiceHost(std::string_view host) {
  Cursor cursor(space_);
  cursor.PutLiteral("SERVICE_HOST");
  cursor.PutEquals();
  for (const char c : host) cursor.Put(c);
  cursor.End(nullptr, nullptr);
  space_ = cursor.space();
}

// net.JoinHostPort puts an address with a colon in brackets.
void ServiceRecordWriter::SetUrl(std::string_view host, std::string_view protocol) {
  constexpr std::string_view kBehindProtocol = "://";
  const bool brackets = host.find(':') != std::string_view::npos;
  const size_t ip = protocol.size() + kBehindProtocol.size() + (brackets ? 1 : 0);
  const size_t size = ip + host.size() + (brackets ? 1 : 0) + 1;
  url_.resize(size + kSlack);
  char* at = url_.data();
  for (const char c : protocol) *at++ = absl::ascii_tolower(c);
  at += kBehindProtocol.copy(at, kBehindProtocol.size());
  if (brackets) *at++ = '[';
  at += host.copy(at, host.size());
  if (brackets) *at++ = ']';
  *at = ':';
  url_text_ = std::string_view(url_).substr(0, size);
  url_of_ = protocol;
  protocol_ = std::string_view(url_).substr(0, protocol.size());
  ip_ = std::string_view(url_).substr(ip, host.size());
}

// pkg/kubelet/envvars/envvars.go, FromServices and makeLinkVariables.
bool ServiceRecordWriter::Add(const Service& service, std::string_view prefix) {
  Cursor cursor(space_);
  bool ascending = true;
  const ServicePort* before = nullptr;
  const NumberText first_number(service.ports[0].client_port());
  for (const ServicePort& port : service.ports) {
    const std::string_view protocol = ProtocolOf(port);
    const NumberText number = before == nullptr ? first_number : NumberText(port.client_port());
    const NumberText own_number = port.port == port.client_port() ? number : NumberText(port.port);
    if (before == nullptr || protocol != url_of_) SetUrl(service.host(), protocol);
    if (before == nullptr) {
      cursor.PutBlocks(prefix);
      cursor.PutLiteral("_PORT");
      cursor.PutEquals();
      cursor.PutBlocks(url_text_);
      cursor.PutNumber(number);
      cursor.End(&service, &port);
    } else if (!LinksAscend(*before, port)) {
      ascending = false;
    }
    before = &port;
    const auto put_link = [&]() ABSL_ATTRIBUTE_ALWAYS_INLINE {
      cursor.PutBlocks(prefix);
      cursor.PutLiteral("_PORT_");
      cursor.PutNumber(own_number);
      cursor.Put('_');
      for (const char c : protocol) cursor.Put(absl::ascii_toupper(c));
    };
    put_link();
    cursor.PutEquals();
    cursor.PutBlocks(url_text_);
    cursor.PutNumber(number);
    cursor.End(&service, &port);
    put_link();
    cursor.PutLiteral("_ADDR");
    cursor.PutEquals();
    cursor.PutBlocks(ip_);
    cursor.End(&service, &port);
    put_link();
    cursor.PutLiteral("_PORT");
    cursor.PutEquals();
    cursor.PutNumber(number);
    cursor.End(&service, &port);
    put_link();
    cursor.PutLiteral("_PROTO");
    cursor.PutEquals();
    cursor.PutBlocks(protocol_);
    cursor.End(&service, &port);
  }

  cursor.PutBlocks(prefix);
  cursor.PutLiteral("_SERVICE_HOST");
  cursor.PutEquals();
  cursor.PutBlocks(ip_);
  cursor.End(&service, nullptr);

  cursor.PutBlocks(prefix);
  cursor.PutLiteral("_SERVICE_PORT");
  cursor.PutEquals();
  cursor.PutNumber(first_number);
  cursor.End(&service, &service.ports[0]);

  std::string_view name_before;
  for (const ServicePort& port : service.ports) {
    if (port.name.empty()) continue;
    if (!NamesAscend(name_before, port.name.text)) ascending = false;
    name_before = port.name.text;
    cursor.PutBlocks(prefix);
    cursor.PutLiteral("_SERVICE_PORT_");
    cursor.PutUpper(port.name.text);
    cursor.PutEquals();
    cursor.PutNumber(NumberText(port.client_port()));
    cursor.End(&service, &port);
  }
  space_ = cursor.space();
  return ascending;
}

}  // namespace svcenv
