#include "svcenv/manifest/json_value.h"

#include <string>
#include <utility>

namespace svcenv {

nlohmann::ordered_json ToJson(Reader& reader) {
  using Json = nlohmann::ordered_json;
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
      while (reader.NextItem()) list.push_back(ToJson(reader));
      return list;
    }
    case ValueType::kMap: {
      Json map = Json::object();
      reader.EnterMap();
      while (reader.NextKey()) {
        std::string key(reader.key().text);
        map[std::move(key)] = ToJson(reader);
      }
      return map;
    }
    case ValueType::kNull:
      break;
  }
  reader.Skip();
  return nullptr;
}

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

}  // namespace svcenv
