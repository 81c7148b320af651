// The direction of languages.
#include "view/text_direction.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

TEST(TextDirection, TheScriptInATagDecidesAndOtherwiseTheLanguage) {
  for (const char* tag : {"ar", "he", "fa-IR", "AR-eg", "ur", "yi", "az-Arab", "ku-Arab-IQ",
                          "ar_EG", "ckb", "zh-yue-Hebr"})
    EXPECT_EQ(direction_of(tag), "rtl") << tag;
  for (const char* tag :
       {"en", "de-CH", "", "arn", "he-Latn", "ar-Latn-EG", "az", "en-x-arab", "x"})
    EXPECT_EQ(direction_of(tag), "ltr") << tag;
}

}  // namespace
}  // namespace afterword
