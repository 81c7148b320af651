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
#include <vector>

namespace afterword {

/// The highest number that a comment can keep as its id. JavaScript loses precision from 2^53, and
/// new comments continue from the highest id, so half of the range is reserved for them.
inline constexpr std::int64_t highest_kept_number = std::int64_t{1} << 52;

constexpr bool can_be_kept(std::int64_t number) {
  return number > 0 && number <= highest_kept_number;
}

/// A set of numbers: a bit for each if they are consecutive, else about 20 bytes.
class NumberSet {
 public:
  /// False if the number was already in the set.
  bool add(std::int64_t number) {
    const std::uint64_t bit = std::uint64_t{1} << (number & 63);
    const std::int64_t place = number >> 6;
    const auto old = find(place);
    std::uint64_t& bits = old != words_.end() ? old->bits : recent_[place];
    const bool fresh = (bits & bit) == 0;
    bits |= bit;
    if (recent_.size() > std::max(most_recent, words_.size() / 16)) merge();
    return fresh;
  }
  bool has(std::int64_t number) const {
    const std::uint64_t bit = std::uint64_t{1} << (number & 63);
    const std::int64_t place = number >> 6;
    if (const auto old = find(place); old != words_.end()) return (old->bits & bit) != 0;
    const auto word = recent_.find(place);
    return word != recent_.end() && (word->second & bit) != 0;
  }
  void clear() {
    words_ = {};
    recent_.clear();
  }

  /// Calls `use(number)` for each number.
  template <class Use>
  void for_each(const Use& use) {
    merge();
    for (const auto& [place, bits] : words_)
      for (std::uint64_t rest = bits; rest != 0; rest &= rest - 1)
        use((place << 6) + std::countr_zero(rest));
  }

 private:
  /// 64 numbers.
  struct Word {
    std::int64_t place = 0;
    std::uint64_t bits = 0;
  };

  static constexpr std::size_t most_recent = 1'000;

  template <class Words>
  static auto find_in(Words& words, std::int64_t place) {
    const auto found = std::ranges::lower_bound(words, place, {}, &Word::place);
    return found != words.end() && found->place == place ? found : words.end();
  }
  std::vector<Word>::iterator find(std::int64_t place) { return find_in(words_, place); }
  std::vector<Word>::const_iterator find(std::int64_t place) const {
    return find_in(words_, place);
  }

  /// So that most of the set is in a vector, which needs a quarter of the memory.
  void merge() {
    std::vector<Word> merged;
    merged.reserve(words_.size() + recent_.size());
    auto old = words_.begin();
    for (const auto& [place, bits] : recent_) {
      for (; old != words_.end() && old->place < place; ++old) merged.push_back(*old);
      merged.push_back({place, bits});
    }
    merged.insert(merged.end(), old, words_.end());
    words_ = std::move(merged);
    recent_.clear();
  }

  std::vector<Word> words_;  // sorted
  std::map<std::int64_t, std::uint64_t> recent_;
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
