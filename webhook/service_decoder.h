// Decodes lists and watches of Services while they arrive, and keeps only what variables need.
#ifndef SVCENV_WEBHOOK_SERVICE_DECODER_H_
#define SVCENV_WEBHOOK_SERVICE_DECODER_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "webhook/byte_source.h"
#include "webhook/service_record.h"

namespace svcenv::webhook {

// A Service as the API server returns it. Names, the cluster IP, and ports are valid if the service
// sets variables.
struct ServedService {
  std::string namespace_, name, type;
  std::string resource_version;
  ServiceRecord record;

  // Returns whether the service sets variables, as far as its cluster IP says.
  bool HasVariables() const {
    return type != "ExternalName" && !record.cluster_ip.empty() && record.cluster_ip != "None";
  }
};

struct WatchEvent {
  std::string type;  // "ADDED", "MODIFIED", "DELETED", "BOOKMARK", "ERROR", or another one
  ServedService service;
  bool ends_initial_events = false;  // of a bookmark
  // The Status of an ERROR.
  int32_t code = 0;
  std::string message;
  std::chrono::seconds retry_after{0};
};

struct ListEnd {
  std::string resource_version;
  std::string continue_token;  // empty: this was the last page
};

// Limits for hostile answers. Bytes that are not kept count, too.
struct DecoderLimits {
  size_t event_bytes = 32 << 20;
  size_t page_bytes = size_t{4} << 30;
  size_t token_bytes = 4 << 20;  // of one string
};

// Reads JSON values from a source, which must outlive it. Needs memory only for the strings that it
// keeps and for the current one. After a fault, it must not be used again.
class ServiceDecoder {
 public:
  explicit ServiceDecoder(ByteSource* source, const DecoderLimits& limits = {})
      : source_(*source), limits_(limits) {}

  // Reads the next event. Returns false at the end of the stream, or after a fault.
  bool ReadEvent(WatchEvent* event);

  // Reads a ServiceList, and passes each of its services to `add`. Returns false after a fault.
  bool ReadList(absl::FunctionRef<void(ServedService)> add, ListEnd* end);

  // Reads to the end of the stream. Returns false after a fault, or if there is another value.
  bool ReadEnd();

  const MaybeFault& fault() const { return fault_; }

 private:
  friend class ByteIterator;

  // Return the next byte; call Peek, which returns false at the end, before Advance.
  bool Peek(char* byte);
  void Advance() { rest_.remove_prefix(1); }
  // Skips whitespace. Returns whether there is another value.
  bool FindValue();
  // Parses one value with a handler. Returns false after a fault.
  template <typename Handler>
  bool Parse(size_t most_bytes, Handler* handler);
  // Counts a byte against the limits. Returns false if one is exceeded.
  bool Count(char byte);

  ByteSource& source_;
  const DecoderLimits limits_;
  std::string_view rest_;  // of the bytes that have arrived
  size_t most_bytes_ = 0, bytes_ = 0, token_bytes_ = 0;
  bool is_in_string_ = false, is_escaped_ = false, is_at_end_ = false;
  MaybeFault fault_;
};

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_SERVICE_DECODER_H_
