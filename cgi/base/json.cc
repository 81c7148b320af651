#include "base/json.h"

#include <nlohmann/json.hpp>

namespace afterword {

std::string json_string(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

JsonValue::JsonValue(const JsonArray& array) : text_(array.text()) {}
JsonValue::JsonValue(const JsonObject& object) : text_(object.text()) {}

JsonValue JsonValue::of_json(std::string json) {
  JsonValue value(nullptr);
  value.text_ = std::move(json);
  return value;
}

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

std::string JsonObject::indented() const {
  const std::string json = text();
  std::string out;
  std::size_t level = 0;
  bool quoted = false;
  const auto new_line = [&] { out += '\n' + std::string(2 * level, ' '); };
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    const bool closes = !quoted && (c == '}' || c == ']');
    const bool opens = !quoted && (c == '{' || c == '[');
    const bool is_empty = opens && (json[i + 1] == '}' || json[i + 1] == ']');
    if (closes) {
      --level;
      new_line();
    }
    out += c;
    if (c == '"') quoted = !quoted;
    if (quoted && c == '\\') out += json[++i];
    if (is_empty) out += json[++i];
    if (opens && !is_empty) {
      ++level;
      new_line();
    }
    if (!quoted && c == ',') new_line();
    if (!quoted && c == ':') out += ' ';
  }
  return out;
}

/// Keeps nlohmann/json out of the header.
struct JsonReading {
  static JsonFields fields(const nlohmann::json& object) {
    JsonFields fields;
    if (!object.is_object()) return fields;
    for (const auto& [name, value] : object.items()) {
      if (value.is_string()) fields.values_[name] = value.get<std::string>();
      if (value.is_number_integer()) fields.values_[name] = value.get<std::int64_t>();
      if (value.is_boolean()) fields.values_[name] = value.get<bool>();
    }
    return fields;
  }
};

JsonFields JsonFields::parse(std::string_view json) {
  return JsonReading::fields(nlohmann::json::parse(json, nullptr, false));
}

std::optional<std::vector<JsonFields>> JsonFields::parse_list(std::string_view json,
                                                              std::string_view name) {
  const nlohmann::json object = nlohmann::json::parse(json, nullptr, false);
  if (!object.is_object()) return std::nullopt;
  const auto list = object.find(name);
  if (list == object.end() || !list->is_array()) return std::nullopt;
  std::vector<JsonFields> rows;
  for (const nlohmann::json& row : *list)
    if (row.is_object()) rows.push_back(JsonReading::fields(row));
  return rows;
}

JsonFields& JsonFields::set(std::string_view name, Value value) {
  values_.insert_or_assign(std::string(name), std::move(value));
  return *this;
}

std::string JsonFields::json() const {
  JsonObject object;
  for (const auto& [name, value] : values_)
    std::visit([&, &name = name](const auto& each) { object.add(name, each); }, value);
  return object.text();
}

std::string JsonFields::text(std::string_view name) const {
  const auto found = values_.find(name);
  if (found == values_.end()) return {};
  const auto* text = std::get_if<std::string>(&found->second);
  return text != nullptr ? *text : std::string();
}

std::int64_t JsonFields::number(std::string_view name, std::int64_t otherwise) const {
  const auto found = values_.find(name);
  if (found == values_.end()) return otherwise;
  const auto* number = std::get_if<std::int64_t>(&found->second);
  return number != nullptr ? *number : otherwise;
}

bool JsonFields::boolean(std::string_view name, bool otherwise) const {
  const auto found = values_.find(name);
  if (found == values_.end()) return otherwise;
  const auto* value = std::get_if<bool>(&found->second);
  return value != nullptr ? *value : otherwise;
}

}  // namespace afterword
