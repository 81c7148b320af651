// The owner's list of pages that have another address here than at the source (--map).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace afterword {

class PageMap {
 public:
  /// One rule a line: an address at the source, blanks, and a page or an address here. "old/*
  /// new/*" replaces the beginning. Empty lines, and lines that begin with '#', are ignored. The
  /// error names the line.
  static Result<PageMap, std::string> parse(std::string_view text);

  /// The new address of an address at the source, without its fragment; nullopt if no rule applies.
  /// Rules may also name the page by `path`, if it has one here. An exact rule wins, then one for
  /// the address, then the longest beginning.
  std::optional<std::string> find(std::string_view address, std::string_view path = {}) const;

  bool empty() const { return exact_.empty() && beginnings_.empty(); }

 private:
  std::optional<std::string> find_beginning(std::string_view address) const;

  std::map<std::string, std::string, std::less<>> exact_;
  std::map<std::string, std::string, std::less<>> beginnings_;  // without the '*'
};

}  // namespace afterword
