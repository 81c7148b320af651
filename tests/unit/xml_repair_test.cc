#include "transfer/wordpress/xml_repair.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

/// Repairs a document in pieces of `size` bytes.
std::string repaired(std::string_view document, std::size_t size) {
  XmlRepair repair;
  std::string out;
  for (std::size_t at = 0; at < document.size(); at += size)
    out += repair.repair(document.substr(at, size), false);
  return out + repair.repair("", true);
}

TEST(XmlRepair, RepairsTheSameInPiecesOfEverySize) {
  struct Case {
    std::string_view document;
    std::string_view expected;
  };
  for (const Case& c :
       {Case{"<a>b</a>", "<a>b</a>"}, Case{"a & b", "a &amp; b"},
        Case{"&amp;&#38;&#x26;&nbsp;", "&amp;&#38;&#x26;&nbsp;"},
        Case{"?x=1&y=2&", "?x=1&amp;y=2&amp;"},
        Case{"a&#0;b&#x1F;&#xFFFF;&#xD800;&#99999999999;&#9;",
             "a&amp;#0;b&amp;#x1F;&amp;#xFFFF;&amp;#xD800;&amp;#99999999999;&#9;"},
        Case{"&;&#;&#x;&#xg;&a b;", "&amp;;&amp;#;&amp;#x;&amp;#xg;&amp;a b;"},
        Case{"<![CDATA[a & b]]>&", "<![CDATA[a & b]]>&amp;"},
        Case{"<![CDATA[a ]] & ]> ]]]]>&", "<![CDATA[a ]] & ]> ]]]]>&amp;"},
        Case{"<![CDAT&", "<![CDAT&amp;"}, Case{"a\x01\x08z", "a  z"}, Case{"caf\xE9", "caf\uFFFD"},
        Case{"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"}, Case{"\xC3", "\uFFFD"}, Case{"é中😀", "é中😀"},
        Case{"a\uFFFE\uFFFFb", "a\uFFFD\uFFFDb"},
        Case{"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\xE9",
             "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\xE9"},
        Case{"<?xml version='1.0' encoding='utf-8'?>\xE9",
             "<?xml version='1.0' encoding='utf-8'?>\uFFFD"}})
    for (const std::size_t size : {1U, 2U, 3U, 5U, 1000U})
      // The declaration is read from the first bytes of a file, which come in large pieces.
      if (size == 1000 || !c.document.starts_with("<?xml")) {
        EXPECT_EQ(repaired(c.document, size), c.expected) << c.document << " by " << size;
      }
}

TEST(XmlRepair, CountsWhatItReplaces) {
  XmlRepair repair;
  repair.repair("\xE9 & \x01 \uFFFE", true);
  EXPECT_EQ(repair.replaced(), 2);
}

}  // namespace
}  // namespace afterword
