// Represents a value in the JSON of batch answers, -o json, and reports.
#ifndef SVCENV_ENV_JSON_VALUE_H_
#define SVCENV_ENV_JSON_VALUE_H_

#include <string>
#include <string_view>

#include "absl/base/attributes.h"

namespace svcenv {

// A string, a base64 string if the value is not UTF-8, or the reason why the value is unknown.
class JsonValue {
 public:
  // The value is unknown if `unknown` is not empty. Both strings must outlive this object.
  explicit JsonValue(std::string_view value ABSL_ATTRIBUTE_LIFETIME_BOUND,
                     std::string_view unknown ABSL_ATTRIBUTE_LIFETIME_BOUND = {});

  // Returns the key in the object of a variable: "value", "valueBase64", or "unknown".
  std::string_view member() const;

  // Returns the only key of an object in a list of strings: "base64" or "unknown". Returns "" if
  // the list has a plain string instead.
  std::string_view wrapper() const;

  std::string_view text() const ABSL_ATTRIBUTE_LIFETIME_BOUND {
    return form_ == Form::kBase64 ? base64_ : text_;
  }

 private:
  enum class Form { kString, kBase64, kUnknown };

  Form form_ = Form::kString;
  std::string_view text_;
  std::string base64_;
};

}  // namespace svcenv

#endif  // SVCENV_ENV_JSON_VALUE_H_
