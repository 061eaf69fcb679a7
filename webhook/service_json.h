// Picks the fields of Services out of JSON, as events of a parser. Internal to service_decoder.cc.
#ifndef SVCENV_WEBHOOK_SERVICE_JSON_H_
#define SVCENV_WEBHOOK_SERVICE_JSON_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "webhook/service_decoder.h"

namespace svcenv::webhook {

// A place in a watch event or a list. kIgnored is any other place.
enum class JsonPlace : uint8_t {
  kIgnored,
  kEvent,
  kEventType,
  kList,
  kListMeta,
  kContinue,
  kItems,
  kObject,
  kMeta,
  kName,
  kNamespace,
  kResourceVersion,
  kAnnotations,
  kInitialEventsEnd,
  kSpec,
  kClusterIp,
  kType,
  kPorts,
  kPort,
  kPortName,
  kProtocol,
  kPortNumber,
  kCode,
  kMessage,
  kDetails,
  kRetryAfter,
};

// Implements the SAX interface of nlohmann::json. Each function returns whether to go on; if not,
// `problem` says why, without quoting the text.
class ServiceJson {
 public:
  // `root` is kEvent or kList. `add` receives the services of a list.
  ServiceJson(JsonPlace root, std::function<void(ServedService)> add)
      : root_(root), add_(std::move(add)) {}

  WatchEvent event;
  ListEnd end;
  std::string problem;

  bool null();
  bool boolean(bool);
  bool number_integer(int64_t value) { return Number(value); }
  bool number_unsigned(uint64_t value) {
    return Number(value > INT32_MAX ? int64_t{-1} : static_cast<int64_t>(value));
  }
  bool number_float(double, const std::string&) { return Number(-1); }
  bool string(std::string& value);
  template <typename Binary>
  bool binary(Binary&) {
    return false;
  }
  bool start_object(size_t);
  bool key(std::string& name);
  bool end_object();
  bool start_array(size_t);
  bool end_array();
  template <typename Exception>
  bool parse_error(size_t, const std::string&, const Exception&) {
    is_syntax_error_ = true;
    return Fail("not valid JSON");
  }

  // Returns whether the text is not valid JSON, perhaps because its end is missing.
  bool is_syntax_error() const { return is_syntax_error_; }

 private:
  bool Fail(std::string_view why);
  bool Number(int64_t value);
  // Returns the place of the value that begins.
  JsonPlace Take();
  bool Enter(JsonPlace place);
  bool FinishObject();
  // Returns the string for a place, or null if the place does not have a string that is kept.
  std::string* StringAt(JsonPlace place);

  const JsonPlace root_;
  const std::function<void(ServedService)> add_;
  std::vector<JsonPlace> open_;  // the lists and maps around the current value
  JsonPlace next_ = JsonPlace::kIgnored;
  std::string initial_events_end_;
  bool is_syntax_error_ = false;
};

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_SERVICE_JSON_H_
