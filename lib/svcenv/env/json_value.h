// How all JSON of svcenv shows a value: batch answers, -o json, and reports.
#ifndef SVCENV_ENV_JSON_VALUE_H_
#define SVCENV_ENV_JSON_VALUE_H_

#include <string>
#include <string_view>

#include "absl/base/attributes.h"

namespace svcenv {

// A string as it is, in base64 if it is not UTF-8, or the reason why it is unknown.
class JsonValue {
 public:
  // A value that is unknown if `unknown` is not empty. Views into both must outlive it.
  explicit JsonValue(std::string_view value ABSL_ATTRIBUTE_LIFETIME_BOUND,
                     std::string_view unknown ABSL_ATTRIBUTE_LIFETIME_BOUND = {});

  // The key in the object of a variable: "value", "valueBase64", or "unknown".
  std::string_view member() const;

  // The only key of an object in a list of strings: "base64" or "unknown"; "" if the string stands
  // there without an object.
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
