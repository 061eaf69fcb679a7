#include "cli/sources/json_value.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/base/diagnostic.h"

namespace svcenv::cli {
namespace {

using Json = nlohmann::ordered_json;

absl::Status TooDeep(Position position) {
  Diagnostic error;
  error.severity = Severity::kError;
  error.code = "syntax";
  error.message =
      absl::StrCat("lists and maps are nested more than ", kMaxJsonDepth, " levels deep");
  error.remedy = "check the program that wrote the file: no Kubernetes object needs such nesting";
  error.position = position;
  error.confidential = true;  // the object may be a Secret
  return ToStatus(error);
}

absl::StatusOr<Json> Read(Reader& reader, int depth) {
  const bool is_list = reader.type() == ValueType::kList;
  if ((is_list || reader.type() == ValueType::kMap) && depth == kMaxJsonDepth) {
    return TooDeep(reader.position());
  }
  switch (reader.type()) {
    case ValueType::kBool:
      return reader.Bool();
    case ValueType::kString:
      return std::string(reader.String());
    case ValueType::kNumber: {
      const Number number = reader.ReadNumber();
      return number.is_integer ? Json(number.integer) : Json(number.real);
    }
    case ValueType::kList: {
      Json list = Json::array();
      reader.EnterList();
      while (reader.NextItem()) {
        absl::StatusOr<Json> item = Read(reader, depth + 1);
        if (!item.ok()) return item;
        list.push_back(*std::move(item));
      }
      return list;
    }
    case ValueType::kMap: {
      Json map = Json::object();
      reader.EnterMap();
      while (reader.NextKey()) {
        std::string key(reader.key().text);
        absl::StatusOr<Json> value = Read(reader, depth + 1);
        if (!value.ok()) return value;
        // The reader returns each key once, so append it without operator[]'s linear search.
        map.get_ref<Json::object_t&>().emplace_back(std::move(key), *std::move(value));
      }
      return map;
    }
    case ValueType::kNull:
      break;
  }
  reader.Skip();
  return Json();
}

}  // namespace

absl::StatusOr<Json> ToJson(Reader& reader) { return Read(reader, 0); }

const nlohmann::ordered_json* FindMember(const nlohmann::ordered_json& value, const char* key) {
  if (!value.is_object()) return nullptr;
  const auto found = value.find(key);
  return found == value.end() ? nullptr : &*found;
}

std::string_view TextMember(const nlohmann::ordered_json& value, const char* key) {
  const nlohmann::ordered_json* member = FindMember(value, key);
  if (member == nullptr || !member->is_string()) return {};
  return member->get_ref<const std::string&>();
}

}  // namespace svcenv::cli
