#include "config/config_reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace afterword {
namespace {

std::string_view type_in_words(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::string:
      return "a text";
    case toml::node_type::integer:
      return "a whole number";
    case toml::node_type::floating_point:
      return "a number with a fraction";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::table:
      return "a table";
    case toml::node_type::none:
    case toml::node_type::date:
    case toml::node_type::time:
    case toml::node_type::date_time:
      break;
  }
  return "a date";
}

}  // namespace

void ConfigReader::text(std::string_view key, std::string& value) {
  if (const toml::node* node = take(key)) {
    if (const auto found = node->value_exact<std::string>())
      value = *found;
    else
      wrong_type(key, *node, "a text in quotes");
  }
}

void ConfigReader::boolean(std::string_view key, bool& value) {
  if (const toml::node* node = take(key)) {
    if (const auto found = node->value_exact<bool>())
      value = *found;
    else
      wrong_type(key, *node, "true or false");
  }
}

void ConfigReader::integer(std::string_view key, int& value, int lowest, int highest) {
  const toml::node* node = take(key);
  if (node == nullptr) return;
  const std::string allowed = fmt::format("a whole number from {} to {}", lowest, highest);
  const auto found = node->value_exact<std::int64_t>();
  if (!found)
    wrong_type(key, *node, allowed);
  else if (*found < lowest || *found > highest)
    add_error(key, *node, fmt::format("must be {}, not {}", allowed, *found));
  else
    value = static_cast<int>(*found);
}

void ConfigReader::texts(std::string_view key, std::vector<std::string>& values) {
  const toml::node* node = take(key);
  if (node == nullptr) return;
  const toml::array* list = node->as_array();
  if (list == nullptr) return wrong_type(key, *node, "a list of texts, such as [\"a\", \"b\"]");
  values.clear();
  for (const toml::node& item : *list) {
    if (const auto found = item.value_exact<std::string>())
      values.push_back(*found);
    else
      wrong_type(key, item, "a list of texts");
  }
}

std::optional<std::string> ConfigReader::one_of(std::string_view key,
                                                const std::vector<std::string>& names) {
  const toml::node* node = take(key);
  if (node == nullptr) return std::nullopt;
  auto found = node->value_exact<std::string>();
  if (found && std::find(names.begin(), names.end(), *found) != names.end()) return found;
  const std::string allowed = fmt::format("one of \"{}\"", fmt::join(names, "\", \""));
  if (found)
    add_error(key, *node, fmt::format("must be {}, not \"{}\"", allowed, *found));
  else
    wrong_type(key, *node, allowed);
  return std::nullopt;
}

void ConfigReader::replaced(std::string_view key, std::string_view by) {
  replaced_.emplace(key);
  if (const toml::node* node = root_.at_path(key).node())
    add_error(key, *node, fmt::format("was replaced by {}", by));
}

void ConfigReader::add_error(std::string_view key, std::string_view sentence) {
  const toml::node* node = root_.at_path(key).node();
  if (node != nullptr)
    add_error(key, *node, sentence);
  else
    errors_.push_back(fmt::format("{}: {}: {}", file_, key, sentence));
}

ConfigErrors ConfigReader::finish() {
  for (const auto& [name, node] : root_) {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      add_error(name.str(), node, "unknown key; keys stand in a table such as [site]");
      continue;
    }
    const std::string allowed = keys_in(name.str());
    if (allowed.empty()) {
      add_error(name.str(), node, "unknown table; allowed are " + tables());
      continue;
    }
    for (const auto& [key, value] : *table) {
      const std::string path = fmt::format("{}.{}", name.str(), key.str());
      if (!known_.contains(path) && !replaced_.contains(path))
        add_error(path, value,
                  fmt::format("unknown key; allowed in [{}]: {}", name.str(), allowed));
    }
  }
  return std::move(errors_);
}

const toml::node* ConfigReader::take(std::string_view key) {
  known_.emplace(key);
  return root_.at_path(key).node();
}

void ConfigReader::add_error(std::string_view key, const toml::node& node,
                             std::string_view sentence) {
  errors_.push_back(fmt::format("{}:{}: {}: {}", file_, node.source().begin.line, key, sentence));
}

void ConfigReader::wrong_type(std::string_view key, const toml::node& node,
                              std::string_view wanted) {
  add_error(key, node, fmt::format("must be {}, not {}", wanted, type_in_words(node)));
}

std::string ConfigReader::keys_in(std::string_view table) const {
  std::string keys;
  for (const std::string& key : known_)
    if (key.starts_with(std::string(table) + "."))
      keys += (keys.empty() ? "" : ", ") + key.substr(table.size() + 1);
  return keys;
}

std::string ConfigReader::tables() const {
  std::set<std::string> names;
  for (const std::string& key : known_) names.insert(key.substr(0, key.find('.')));
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace afterword
