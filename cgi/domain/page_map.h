// A list of pages that have another address now, as an owner writes it: for imports (--map) and for
// moves of threads.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

/// Why a line is no rule.
struct PageMapError {
  enum class Kind {
    not_utf8,       // the text as a whole
    two_addresses,  // there are fewer or more
    one_beginning,  // only one of the addresses ends with '*'
    second_rule,    // for `address`
  };
  Kind kind = Kind::two_addresses;
  int line = 0;  // from 1
  std::string address = {};
};

/// The new address of a page, and the line of its rule.
struct MappedAddress {
  std::string address;
  int line = 0;
};

struct ParsedPageMap;

class PageMap {
 public:
  /// One rule a line: an address at the source, blanks, and a page or an address here. "old/*
  /// new/*" replaces the beginning. Empty lines, and lines that begin with '#', are ignored. Ends
  /// after `most_errors` wrong lines.
  static ParsedPageMap parse(std::string_view text);

  static constexpr std::size_t most_errors = 50;

  /// The new address of an address at the source, without its fragment; nullopt if no rule applies.
  /// Rules may also name the page by `path`, if it has one here. An exact rule wins, then one for
  /// the address, then the longest beginning.
  std::optional<MappedAddress> find(std::string_view address, std::string_view path = {}) const;

  /// The number of rules.
  std::size_t size() const { return exact_.size() + beginnings_.size(); }

  using Rules = std::map<std::string, MappedAddress, std::less<>>;
  /// The rules for one address each.
  const Rules& exact() const { return exact_; }

 private:
  std::optional<MappedAddress> find_beginning(std::string_view address) const;
  std::optional<PageMapError> add(std::string_view rule, int line);

  Rules exact_;
  Rules beginnings_;  // without the '*'
};

struct ParsedPageMap {
  PageMap map;                       // the rules of the other lines
  std::vector<PageMapError> errors;  // in the order of their lines
};

}  // namespace afterword
