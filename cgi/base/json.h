// JSON (RFC 8259) as it is written to scripts: an object or an array grows member by member, as
// text. Strings are escaped by nlohmann/json, which is included by json.cc alone: it is slow to
// compile. Nothing here reads JSON.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace afterword {

class JsonArray;
class JsonObject;

/// A string in quotes, escaped; bytes that are not UTF-8 become U+FFFD.
std::string json_string(std::string_view text);

/// One value, as text. It is made of what a member can be.
class JsonValue {
 public:
  JsonValue(std::string_view text) : text_(json_string(text)) {}
  JsonValue(const std::string& text) : text_(json_string(text)) {}
  JsonValue(const char* text) : text_(json_string(text)) {}
  JsonValue(std::int64_t number) : text_(std::to_string(number)) {}
  JsonValue(int number) : text_(std::to_string(number)) {}
  JsonValue(bool value) : text_(value ? "true" : "false") {}
  JsonValue(std::nullptr_t) : text_("null") {}
  JsonValue(const JsonArray& array);
  JsonValue(const JsonObject& object);

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

class JsonArray {
 public:
  JsonArray& add(const JsonValue& value);
  std::string text() const { return "[" + values_ + "]"; }

 private:
  std::string values_;
};

class JsonObject {
 public:
  /// The caller gives each name once.
  JsonObject& add(std::string_view name, const JsonValue& value);
  std::string text() const { return "{" + members_ + "}"; }

 private:
  std::string members_;
};

}  // namespace afterword
