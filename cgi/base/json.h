// JSON (RFC 8259) without a document tree. Writing appends members to a string; reading supports
// flat objects and arrays of them. Only json.cc includes nlohmann/json, because that is slow to
// compile.
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

/// Returns an escaped string literal in quotes. Invalid UTF-8 is replaced by U+FFFD.
std::string json_string(std::string_view text);

/// One serialised value. Converts implicitly from every type a member can have.
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

  /// Wraps text that is already JSON, for example from the database. The caller guarantees that it
  /// is valid.
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
  /// Names must be unique; this is not checked.
  JsonObject& add(std::string_view name, const JsonValue& value);
  std::string text() const { return "{" + members_ + "}"; }
  /// One member per line, indented by two spaces per level.
  std::string indented() const;

 private:
  std::string members_;
};

/// The string, integer and boolean members of an object. Members of other types are dropped; asking
/// for a member as a different type returns nothing.
class JsonFields {
 public:
  using Value = std::variant<std::string, std::int64_t, bool>;

  /// Returns no members if the text is not a JSON object.
  static JsonFields parse(std::string_view json);
  /// Returns the objects in the array member `name` of an object, or nullopt if there is no such
  /// array.
  static std::optional<std::vector<JsonFields>> parse_list(std::string_view json,
                                                           std::string_view name);

  JsonFields& set(std::string_view name, Value value);
  /// Sorted by name.
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
