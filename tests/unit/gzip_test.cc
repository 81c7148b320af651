#include "base/gzip.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

TEST(Gzip, TextIsTheSameAfterwards) {
  std::string text;
  for (int i = 0; i < 40'000; ++i) text += "A kind reply, number " + std::to_string(i) + ".\n";
  for (const int level : {1, 6, 9}) {
    const std::string packed = gzipped(text, level);
    EXPECT_LT(packed.size(), text.size() / 3);
    EXPECT_EQ(gunzipped(packed), text);
    EXPECT_EQ(gzipped(text, level), packed) << "the time is not part of it";
  }
  EXPECT_EQ(gunzipped(gzipped("", 6)), "");
}

TEST(Gzip, DamagedBytesAreNoText) {
  const std::string packed = gzipped("A kind reply.", 6);
  EXPECT_EQ(gunzipped(packed.substr(0, packed.size() - 1)), "");
  EXPECT_EQ(gunzipped("A kind reply."), "");
}

}  // namespace
}  // namespace afterword
