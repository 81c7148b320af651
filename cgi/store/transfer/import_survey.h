// Facts about a whole import file, collected by a first pass over it.
//
// A file chooses its numbers and names. They are kept in sorted containers, because chosen ones can
// have the same place in a hash table, which then takes quadratic time.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string_view>

namespace afterword {

/// The highest number that a comment can keep as its id. JavaScript loses precision from 2^53, and
/// new comments continue from the highest id, so half of the range is reserved for them.
inline constexpr std::int64_t highest_kept_number = std::int64_t{1} << 52;

constexpr bool can_be_kept(std::int64_t number) {
  return number > 0 && number <= highest_kept_number;
}

/// A set of mostly consecutive numbers, one bit each.
class NumberSet {
 public:
  /// False if the number was already in the set.
  bool add(std::int64_t number) {
    std::uint64_t& word = words_[number >> 6];
    const std::uint64_t bit = std::uint64_t{1} << (number & 63);
    const bool fresh = (word & bit) == 0;
    word |= bit;
    return fresh;
  }
  bool has(std::int64_t number) const {
    const auto word = words_.find(number >> 6);
    return word != words_.end() && (word->second & std::uint64_t{1} << (number & 63)) != 0;
  }
  void clear() { words_.clear(); }

  /// Calls `use(number)` for each number.
  template <class Use>
  void for_each(const Use& use) const {
    for (const auto& [word, bits] : words_)
      for (std::uint64_t rest = bits; rest != 0; rest &= rest - 1)
        use((word << 6) + std::countr_zero(rest));
  }

 private:
  std::map<std::int64_t, std::uint64_t> words_;
};

class ImportSurvey {
 public:
  void add_comment(std::int64_t number) {
    if (number <= highest_kept_number) highest_ = std::max(highest_, number);
    if (!numbers_.add(number)) repeated_.add(number);
  }
  /// Adds a page by its key.
  void add_page(std::string_view page) { pages_.insert(std::hash<std::string_view>{}(page)); }

  /// The highest number in the file that can be kept; 0 if there is none.
  std::int64_t highest() const { return highest_; }
  bool has_comment(std::int64_t number) const { return numbers_.has(number); }
  /// Whether several comments of the file have this number.
  bool is_repeated(std::int64_t number) const { return repeated_.has(number); }
  bool has_page(std::string_view page) const {
    return pages_.contains(std::hash<std::string_view>{}(page));
  }

 private:
  std::int64_t highest_ = 0;
  NumberSet numbers_;
  NumberSet repeated_;
  std::set<std::size_t> pages_;  // hashes of keys
};

}  // namespace afterword
