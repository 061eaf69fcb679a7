#include "svcenv/env/service_records.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <new>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "svcenv/base/word.h"

namespace svcenv {
namespace {

constexpr size_t kMaxDigits = 11;  // of a 32-bit number with its sign

constexpr std::string_view kAfterProtocol = "://";

char UpperOf(char c) { return c == '-' ? '_' : absl::ascii_toupper(c); }

// Converts eight bytes at once.
inline uint64_t UpperOf(uint64_t word) {
  return UpperWord(word) ^ (EqualBytes(word, '-') >> 7) * ('-' ^ '_');
}

std::string_view ProtocolOf(const ServicePort& port) {
  return port.protocol.empty() ? std::string_view("TCP") : port.protocol.text;
}

// The decimal digits of a number. Up to eight digits are in one word.
class NumberText {
 public:
  explicit NumberText(int32_t number) : number_(number) {
    constexpr int32_t kMaxNumber = 99999999;
    if (number < 0 || number > kMaxNumber) return;
    const uint64_t digits = DigitsOf(static_cast<uint32_t>(number));
    const int zeros = number == 0 ? 7 : __builtin_ctzll(digits) / 8;  // leading zeros
    size_ = sizeof digits - static_cast<size_t>(zeros);
    digits_ = digits >> 8 * zeros | WordOf('0');
  }

  // Writes at least eight bytes and returns the end of the digits.
  ABSL_ATTRIBUTE_ALWAYS_INLINE char* Write(char* to) const {
    if (size_ == 0) return std::to_chars(to, to + kMaxDigits, number_).ptr;
    StoreWord(digits_, to);
    return to + size_;
  }

 private:
  // Returns eight digits, one per byte. Splits the number into halves, these into pairs, and these
  // into digits, with all parts of a kind in one operation. Multiplies by 10486 / 2^20 and
  // 103 / 2^10 to divide by 100 and 10.
  static uint64_t DigitsOf(uint32_t number) {
    const uint64_t halves = number / 10000 | uint64_t{number % 10000} << 32;
    const uint64_t hundreds = halves * 10486 >> 20 & 0x0000007F0000007F;
    const uint64_t pairs = hundreds | (halves - hundreds * 100) << 16;
    const uint64_t tens = pairs * 103 >> 10 & 0x000F000F000F000F;
    return tens | (pairs - tens * 10) << 8;
  }

  const int32_t number_;
  uint64_t digits_ = 0;
  size_t size_ = 0;  // 0: the digits do not fit
};

// Appends strings. A local Cursor stays in registers if all calls are inlined. A member would not,
// because any byte written could alias it.
class Cursor {
 public:
  explicit Cursor(const RecordSpace& space)
      : at_(space.text), name_(space.text), value_(space.text), next_(space.variables) {}

  RecordSpace space() const { return {at_, next_}; }

  ABSL_ATTRIBUTE_ALWAYS_INLINE void Put(char c) { *at_++ = c; }
  // `text` must be followed by kSlack readable bytes.
  ABSL_ATTRIBUTE_ALWAYS_INLINE void PutBlocks(std::string_view text) {
    constexpr size_t kBlock = ServiceRecordWriter::kSlack;
    std::memcpy(at_, text.data(), kBlock);
    if (ABSL_PREDICT_FALSE(text.size() > kBlock)) {
      std::memcpy(at_ + kBlock, text.data() + kBlock, text.size() - kBlock);
    }
    at_ += text.size();
  }
  template <size_t N>
  ABSL_ATTRIBUTE_ALWAYS_INLINE void PutLiteral(const char (&text)[N]) {
    std::memcpy(at_, text, N - 1);
    at_ += N - 1;
  }
  ABSL_ATTRIBUTE_ALWAYS_INLINE void PutNumber(const NumberText& number) { at_ = number.Write(at_); }
  ABSL_ATTRIBUTE_ALWAYS_INLINE void PutPrefix(std::string_view text) {
    at_ = WriteServicePrefix(text, at_);
  }

  // Ends the name and starts the value.
  ABSL_ATTRIBUTE_ALWAYS_INLINE void PutEquals() {
    Put('=');
    value_ = at_;
  }
  // Ends the value and adds the variable.
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

// Returns whether the link variables of `a` sort before those of `b`. May return false if that is
// not easy to decide.
bool LinksAscend(const ServicePort& a, const ServicePort& b) {
  int32_t first = a.port, second = b.port;
  if (first < 0 || second < 0) return false;
  if (first == second) return ProtocolOf(a) == "TCP" && ProtocolOf(b) == "UDP";
  // A `_` follows the number and is greater than any digit, so 8080_ sorts before 80_.
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

// Returns the address in the variables.
std::string_view HostOf(const Service& service, const ServiceView* view) {
  return view == nullptr || view->host.empty() ? service.cluster_ip.text : view->host;
}

}  // namespace

char* WriteServicePrefix(std::string_view service_name, char* to) {
  constexpr size_t kWord = sizeof(uint64_t);
  const char* const from = service_name.data();
  const size_t size = service_name.size();
  const auto write_word = [&](size_t at) { StoreWord(UpperOf(LoadWord(from + at)), to + at); };
  if (size < kWord / 2) {
    for (size_t i = 0; i < size; ++i) to[i] = UpperOf(from[i]);
    return to + size;
  }
  if (size < kWord) {  // two half words, which may overlap
    uint32_t halves[2];
    std::memcpy(&halves[0], from, kWord / 2);
    std::memcpy(&halves[1], from + size - kWord / 2, kWord / 2);
    const uint64_t upper = UpperOf(halves[0] | uint64_t{halves[1]} << 32);
    halves[0] = static_cast<uint32_t>(upper);
    halves[1] = static_cast<uint32_t>(upper >> 32);
    std::memcpy(to, &halves[0], kWord / 2);
    std::memcpy(to + size - kWord / 2, &halves[1], kWord / 2);
    return to + size;
  }
  const size_t last = size - kWord;
  for (size_t i = 0; i < last; i += kWord) write_word(i);
  write_word(last);  // may overlap the word before
  return to + size;
}

ServiceRecordWriter::Bound ServiceRecordWriter::BoundOf(const Service& service,
                                                        const ServiceView* view) {
  const size_t prefix = service.meta.name.text.size();
  const size_t host = HostOf(service, view).size() + 2;
  constexpr size_t kRest = sizeof("_SERVICE_PORT_=") + kMaxDigits;
  Bound bound{2 * (prefix + kRest + host), 3};
  for (const ServicePort& port : service.ports) {
    const size_t protocol = ProtocolOf(port).size();
    bound.bytes += prefix + kRest + port.name.text.size();
    bound.bytes += 5 * (prefix + sizeof("_PORT__") + kMaxDigits + protocol + sizeof("_PROTO="));
    bound.bytes +=
        2 * (protocol + sizeof("://:") + host + kMaxDigits) + protocol + host + kMaxDigits;
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

void ServiceRecordWriter::SetProtocol(std::string_view protocol) {
  const std::string slack(kSlack, '\0');
  written_protocol_ = protocol;
  link_text_ = absl::StrCat("_", absl::AsciiStrToUpper(protocol), slack);
  protocol_text_ = absl::StrCat(absl::AsciiStrToLower(protocol), slack);
  link_ = std::string_view(link_text_).substr(0, protocol.size() + 1);
  protocol_ = std::string_view(protocol_text_).substr(0, protocol.size());
  url_text_ = absl::StrCat(protocol_, kAfterProtocol);
}

// net.JoinHostPort puts an address with a colon in brackets.
void ServiceRecordWriter::SetHost(std::string_view host) {
  const bool brackets = host.find(':') != std::string_view::npos;
  const size_t ip = protocol_.size() + kAfterProtocol.size() + (brackets ? 1 : 0);
  const size_t size = ip + host.size() + (brackets ? 1 : 0) + 1;
  if (url_text_.size() < size + kSlack) url_text_.resize(size + kSlack);
  char* at = url_text_.data() + ip;
  if (brackets) at[-1] = '[';
  at += host.copy(at, host.size());
  if (brackets) *at++ = ']';
  *at = ':';
  url_ = std::string_view(url_text_).substr(0, size);
  ip_ = std::string_view(url_text_).substr(ip, host.size());
}

// pkg/kubelet/envvars/envvars.go, FromServices and makeLinkVariables.
bool ServiceRecordWriter::Add(const Service& service, const ServiceView* view,
                              std::string_view prefix) {
  Cursor cursor(space_);
  bool ascending = true;
  const ServicePort* before = nullptr;
  // Returns the port number in the variables.
  const auto shown = [&](const ServicePort& port) {
    return view == nullptr || view->ports.empty() ? port.port
                                                  : view->ports[&port - service.ports.data()];
  };
  const NumberText first_number(shown(service.ports[0]));
  for (const ServicePort& port : service.ports) {
    const std::string_view protocol = ProtocolOf(port);
    const NumberText number = before == nullptr ? first_number : NumberText(shown(port));
    const NumberText own_number = port.port == shown(port) ? number : NumberText(port.port);
    const bool same_protocol = protocol == written_protocol_;
    if (!same_protocol) SetProtocol(protocol);
    if (!same_protocol || before == nullptr) SetHost(HostOf(service, view));
    if (before == nullptr) {
      cursor.PutBlocks(prefix);
      cursor.PutLiteral("_PORT");
      cursor.PutEquals();
      cursor.PutBlocks(url_);
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
      cursor.PutBlocks(link_);
    };
    put_link();
    cursor.PutEquals();
    cursor.PutBlocks(url_);
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
    cursor.PutPrefix(port.name.text);
    cursor.PutEquals();
    cursor.PutNumber(&port == service.ports.data() ? first_number : NumberText(shown(port)));
    cursor.End(&service, &port);
  }
  space_ = cursor.space();
  return ascending;
}

}  // namespace svcenv
