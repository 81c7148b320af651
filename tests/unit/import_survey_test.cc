#include "store/transfer/import_survey.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <set>
#include <unordered_set>
#include <vector>

namespace afterword {
namespace {

TEST(NumberSet, HasWhatWasAddedInOrder) {
  NumberSet set;
  const std::vector<std::int64_t> numbers{-65, -64, -1, 0, 1, 63, 64, highest_kept_number};
  for (auto number = numbers.rbegin(); number != numbers.rend(); ++number) {
    EXPECT_FALSE(set.has(*number));
    EXPECT_TRUE(set.add(*number));
    EXPECT_FALSE(set.add(*number));
    EXPECT_TRUE(set.has(*number));
  }
  EXPECT_FALSE(set.has(2));
  std::vector<std::int64_t> found;
  set.for_each([&](std::int64_t number) { found.push_back(number); });
  EXPECT_EQ(found, numbers);
}

TEST(NumberSet, HasNumbersThatAreFarApartInAnyOrder) {
  NumberSet set;
  std::set<std::int64_t> expected;
  // Steps modulo a power of two visit the numbers in no order.
  constexpr std::uint64_t step = 0x9E3779B97F4A7C15U;
  std::uint64_t number = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto next = static_cast<std::int64_t>(number += step) >> (i % 2 == 0 ? 0 : 44);
    EXPECT_EQ(set.add(next), expected.insert(next).second);
  }
  for (const std::int64_t each : expected) EXPECT_TRUE(set.has(each) && !set.add(each));
  std::vector<std::int64_t> found;
  set.for_each([&](std::int64_t each) { found.push_back(each); });
  EXPECT_TRUE(std::equal(found.begin(), found.end(), expected.begin(), expected.end()));
  set.clear();
  EXPECT_FALSE(set.has(*expected.begin()));
}

/// Processor time of adding multiples of `step` to a survey.
std::clock_t time_of(std::int64_t step, std::int64_t count) {
  const std::clock_t begin = std::clock();
  ImportSurvey survey;
  for (int pass = 0; pass < 2; ++pass)
    for (std::int64_t i = 1; i <= count; ++i) survey.add_comment(i * step);
  EXPECT_TRUE(survey.is_repeated(step));
  return std::clock() - begin;
}

TEST(ImportSurvey, NumbersThatCollideInAHashTableTakeNoMoreTime) {
  constexpr std::int64_t count = 20'000;
  std::unordered_set<std::int64_t> table;
  for (std::int64_t i = 0; i < count; ++i) table.insert(i);
  const auto buckets = static_cast<std::int64_t>(table.bucket_count());
  constexpr std::int64_t numbers_of_a_word = 64;
  EXPECT_LT(time_of(numbers_of_a_word * buckets, count),
            10 * time_of(numbers_of_a_word, count) + CLOCKS_PER_SEC / 100);
}

}  // namespace
}  // namespace afterword
