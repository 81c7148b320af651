// JSON (RFC 8259) for all who need no tree of it. Written, an object or an array grows member by
// member, as text. Read are flat objects. nlohmann/json does the work, and is included by json.cc
// alone: it is slow to compile.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

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

  /// What is JSON already, such as another program or the database gave. The caller knows that it
  /// is.
  static JsonValue of_json(std::string json);

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
  /// On lines of their own, two spaces for each level.
  std::string indented() const;

 private:
  std::string members_;
};

/// The members of an object that are texts, whole numbers, true or false. Others are not there, and
/// one of another type than asked for counts as missing.
class JsonFields {
 public:
  using Value = std::variant<std::string, std::int64_t, bool>;

  /// Of a text that is no JSON object: no member.
  static JsonFields parse(std::string_view json);
  /// The objects in the array that is member `name` of an object; nothing if there is no such
  /// array.
  static std::optional<std::vector<JsonFields>> parse_list(std::string_view json,
                                                           std::string_view name);

  JsonFields& set(std::string_view name, Value value);
  /// In the order of their names.
  const std::map<std::string, Value, std::less<>>& values() const { return values_; }
  std::string json() const;

  bool contains(std::string_view name) const { return values_.find(name) != values_.end(); }
  std::string text(std::string_view name) const;
  std::int64_t number(std::string_view name, std::int64_t otherwise) const;
  bool boolean(std::string_view name, bool otherwise) const;

  friend bool operator==(const JsonFields&, const JsonFields&) = default;

 private:
  friend struct JsonReading;
  std::map<std::string, Value, std::less<>> values_;
};

}  // namespace afterword
