#include "svcenv/env/json_value.h"

#include "absl/strings/escaping.h"
#include "svcenv/base/utf8.h"

namespace svcenv {

JsonValue::JsonValue(std::string_view value, std::string_view unknown) : text_(value) {
  if (!unknown.empty()) {
    form_ = Form::kUnknown;
    text_ = unknown;
  } else if (!IsUtf8(value)) {
    form_ = Form::kBase64;
    base64_ = absl::Base64Escape(value);
  }
}

std::string_view JsonValue::member() const {
  switch (form_) {
    case Form::kString:
      return "value";
    case Form::kBase64:
      return "valueBase64";
    case Form::kUnknown:
      break;
  }
  return "unknown";
}

std::string_view JsonValue::wrapper() const {
  switch (form_) {
    case Form::kString:
      return "";
    case Form::kBase64:
      return "base64";
    case Form::kUnknown:
      break;
  }
  return "unknown";
}

}  // namespace svcenv
