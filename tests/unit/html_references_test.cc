#include "domain/markup/html_references.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

TEST(HtmlReferences, AreDecodedByNameAndNumber) {
  EXPECT_EQ(decode_html_references("Tom &amp; Zo&euml; &#8211; &#x2014; &nbsp;&quot;"),
            "Tom & Zoë – — \u00a0\"");
  EXPECT_EQ(decode_html_references("&#42;&#95;&lt;b&gt;"), "*_<b>");
}

TEST(HtmlReferences, OtherTextStays) {
  for (const char* text : {"", "AT&T", "a & b;", "&nothing;", "&;", "&#;", "*a* _b_ <i>", "&&"})
    EXPECT_EQ(decode_html_references(text), text);
  EXPECT_EQ(decode_html_references("&&amp;"), "&&");
}

}  // namespace
}  // namespace afterword
