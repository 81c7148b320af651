#include "base/json.h"

#include <nlohmann/json.hpp>

namespace afterword {

std::string json_string(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

JsonValue::JsonValue(const JsonArray& array) : text_(array.text()) {}
JsonValue::JsonValue(const JsonObject& object) : text_(object.text()) {}

JsonArray& JsonArray::add(const JsonValue& value) {
  if (!values_.empty()) values_ += ',';
  values_ += value.text();
  return *this;
}

JsonObject& JsonObject::add(std::string_view name, const JsonValue& value) {
  if (!members_.empty()) members_ += ',';
  members_ += json_string(name);
  members_ += ':';
  members_ += value.text();
  return *this;
}

}  // namespace afterword
