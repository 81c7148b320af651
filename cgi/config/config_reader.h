// Reads typed keys from a TOML table, tracks which keys were read, and collects errors. The keys
// themselves are defined in config.cc.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#define TOML_EXCEPTIONS 0
// Some wrong files break assertions of the parser (3.3.0), which reports them properly a few lines
// below.
#define TOML_ASSERT(expression) static_cast<void>(0)
#include <toml++/toml.h>

#include "config/config.h"

namespace afterword {

/// Keys are named with their table ("site.name"). A missing key leaves the value unchanged. An
/// invalid value leaves it unchanged too and adds an error with the line.
class ConfigReader {
 public:
  /// `root` must outlive the reader; `file` is the name used in errors.
  ConfigReader(std::string file, const toml::table& root) : file_(std::move(file)), root_(root) {}

  void text(std::string_view key, std::string& value);
  void boolean(std::string_view key, bool& value);
  void integer(std::string_view key, int& value, int lowest, int highest);
  void texts(std::string_view key, std::vector<std::string>& values);

  /// A text that must be one of the names. Returns whether the file sets the key.
  template <class T>
  bool choice(std::string_view key, T& value, const std::map<std::string, T>& names) {
    std::vector<std::string> allowed;
    allowed.reserve(names.size());
    for (const auto& [name, unused] : names) allowed.push_back(name);
    const auto chosen = one_of(key, allowed);
    if (chosen) value = names.at(*chosen);
    return chosen.has_value();
  }

  /// Reports a key of an earlier version, naming its replacement.
  void replaced(std::string_view key, std::string_view by);

  /// Adds an error about the value of a key.
  void add_error(std::string_view key, std::string_view sentence);

  /// Returns all errors, including those about unknown keys. Call last.
  ConfigErrors finish();

 private:
  const toml::node* take(std::string_view key);
  std::optional<std::string> one_of(std::string_view key, const std::vector<std::string>& names);
  void add_error(std::string_view key, const toml::node& node, std::string_view sentence);
  void wrong_type(std::string_view key, const toml::node& node, std::string_view wanted);
  std::string keys_in(std::string_view table) const;
  std::string tables() const;

  std::string file_;
  const toml::table& root_;
  std::set<std::string> known_;
  std::set<std::string> replaced_;
  ConfigErrors errors_;
};

}  // namespace afterword
