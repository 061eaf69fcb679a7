#include "webhook/service_decoder.h"

#include <cstdint>
#include <iterator>
#include <string>
#include <utility>

#include "nlohmann/json.hpp"
#include "webhook/service_json.h"

namespace svcenv::webhook {

// Presents the bytes of a decoder to the parser, which takes one after the other.
class ByteIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  // Without a decoder, this is the end.
  explicit ByteIterator(ServiceDecoder* decoder) : decoder_(decoder) {}

  char operator*() const { return decoder_->rest_.front(); }
  ByteIterator& operator++() {
    decoder_->Advance();
    return *this;
  }
  // Compares with the end.
  bool operator!=(const ByteIterator&) const {
    char byte = 0;
    return decoder_->Peek(&byte) && decoder_->Count(byte);
  }

 private:
  ServiceDecoder* decoder_;
};

bool ServiceDecoder::Peek(char* byte) {
  if (rest_.empty()) rest_ = source_.Next();
  is_at_end_ = rest_.empty();
  if (is_at_end_) return false;
  *byte = rest_.front();
  return true;
}

bool ServiceDecoder::Count(char byte) {
  ++bytes_;
  ++token_bytes_;
  if (is_in_string_) {
    const bool ends = byte == '"' && !is_escaped_;
    is_escaped_ = byte == '\\' && !is_escaped_;
    if (ends) is_in_string_ = false;
  } else if (byte == '"') {
    is_in_string_ = true;
    token_bytes_ = 0;
  } else if (byte == ',' || byte == ':' || byte == '{' || byte == '[' || byte == '\n') {
    token_bytes_ = 0;
  }
  if (bytes_ <= most_bytes_ && token_bytes_ <= limits_.token_bytes) return true;
  fault_ = Fault{FaultCause::kTooLarge, "the answer is too large"};
  return false;
}

bool ServiceDecoder::FindValue() {
  char byte = 0;
  while (Peek(&byte)) {
    if (byte != ' ' && byte != '\n' && byte != '\r' && byte != '\t') return true;
    Advance();
  }
  fault_ = source_.fault();
  return false;
}

template <typename Handler>
bool ServiceDecoder::Parse(size_t most_bytes, Handler* handler) {
  most_bytes_ = most_bytes;
  bytes_ = token_bytes_ = 0;
  is_in_string_ = is_escaped_ = false;
  const bool ok = nlohmann::json::sax_parse(ByteIterator(this), ByteIterator(nullptr), handler,
                                            nlohmann::json::input_format_t::json, false);
  if (ok) return true;
  if (fault_.has_value()) return false;
  fault_ = source_.fault();
  if (fault_.has_value()) return false;
  const bool is_truncated = handler->is_syntax_error() && is_at_end_;
  fault_ = is_truncated ? Fault{FaultCause::kDisconnected, "the answer is truncated"}
                        : Fault{FaultCause::kInvalid, handler->problem};
  return false;
}

bool ServiceDecoder::ReadEvent(WatchEvent* event) {
  if (!FindValue()) return false;
  ServiceJson json(JsonPlace::kEvent, nullptr);
  if (!Parse(limits_.event_bytes, &json)) return false;
  *event = std::move(json.event);
  return true;
}

bool ServiceDecoder::ReadEnd() {
  if (FindValue()) fault_ = Fault{FaultCause::kInvalid, "the answer has another value"};
  return !fault_.has_value();
}

bool ServiceDecoder::ReadList(absl::FunctionRef<void(ServedService)> add, ListEnd* end) {
  if (!FindValue()) {
    if (!fault_.has_value()) fault_ = Fault{FaultCause::kDisconnected, "the answer is empty"};
    return false;
  }
  ServiceJson json(JsonPlace::kList, [add](ServedService service) { add(std::move(service)); });
  if (!Parse(limits_.page_bytes, &json)) return false;
  *end = std::move(json.end);
  return true;
}

}  // namespace svcenv::webhook
