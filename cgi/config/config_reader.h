// Takes keys from a configuration file one by one, remembers which there are, and collects what is
// wrong with them. Knows TOML and no key; which keys there are says config.cc.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "config/config.h"

namespace afterword {

/// Keys are named with their table ("site.name"). A key that the file has not leaves its value as
/// it is; one that is not what it must be does too, and is a fault with its line.
class ConfigReader {
 public:
  /// `root` must outlive the reader; `file` is its name in sentences.
  ConfigReader(std::string file, const toml::table& root) : file_(std::move(file)), root_(root) {}

  void text(std::string_view key, std::string& value);
  void boolean(std::string_view key, bool& value);
  void integer(std::string_view key, int& value, int lowest, int highest);
  void texts(std::string_view key, std::vector<std::string>& values);

  /// A text that must be one of the names. Whether the file has it.
  template <class T>
  bool choice(std::string_view key, T& value, const std::map<std::string, T>& names) {
    std::vector<std::string> allowed;
    allowed.reserve(names.size());
    for (const auto& [name, unused] : names) allowed.push_back(name);
    const auto chosen = one_of(key, allowed);
    if (chosen) value = names.at(*chosen);
    return chosen.has_value();
  }

  /// A key of earlier versions: a fault that says what replaces it.
  void replaced(std::string_view key, std::string_view by);

  /// Reports what a value of a key is, when it is not what it must be.
  void fault(std::string_view key, std::string_view sentence);

  /// All faults, those of unknown keys included; call it last.
  ConfigErrors finish();

 private:
  const toml::node* take(std::string_view key);
  std::optional<std::string> one_of(std::string_view key, const std::vector<std::string>& names);
  void fault(std::string_view key, const toml::node& node, std::string_view sentence);
  void wrong_type(std::string_view key, const toml::node& node, std::string_view wanted);
  std::string keys_in(std::string_view table) const;
  std::string tables() const;

  std::string file_;
  const toml::table& root_;
  std::set<std::string> known_;
  std::set<std::string> replaced_;
  ConfigErrors faults_;
};

}  // namespace afterword
