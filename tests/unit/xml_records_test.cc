// Reading XML files element by element: what is refused, and with which sentence.
#include "transfer/xml_records.h"

#include <gtest/gtest.h>

#include <array>

#include "temp_folder.h"

namespace afterword {
namespace {

constexpr std::array namespaces{XmlNamespace{"http://a.example", ""},
                                XmlNamespace{"http://b.example", "b"}};
constexpr XmlFormat format{"Attic", "attic", namespaces};

/// The records as text, or the error.
std::string read(const std::string& bytes, std::size_t most = 1'000'000) {
  const TempFolder folder;
  auto file = InputFile::open(folder.write("file.xml", bytes));
  std::string out;
  std::size_t records = 0;
  const auto done = read_xml_records(*file, format, [&](XmlElement& element) {
    out += element.name + "=" + element.text.substr(0, 40);
    for (const auto& [name, value] : element.attributes) out += " " + name + "=" + value;
    for (const XmlElement& child : element.children)
      out += " " + child.name + "=" + std::string(element.text_of(child.name)).substr(0, 40);
    out += ";";
    return ++records < most;
  });
  if (!done) return done.error();
  return out + (*done == Reading::complete ? "" : "ended");
}

TEST(XmlRecords, NamesFollowTheNamespaceAndNotThePrefix) {
  EXPECT_EQ(read("<attic xmlns='http://a.example' xmlns:x='http://b.example'>"
                 "<box x:id=' 1 ' id='2'>t<x:lid> on </x:lid></box></attic>"),
            "box=t b:id= 1  id=2 b:lid=on;");
  EXPECT_EQ(read("<n:attic xmlns:n='http://a.example' xmlns:o='http://o.example'>"
                 "<n:box/><o:box/></n:attic>"),
            "box=;other:box=;");
  EXPECT_EQ(read("<attic><box/></attic>"), "box=;") << "without namespaces";
}

TEST(XmlRecords, StopsWhenTheSinkHasEnough) {
  EXPECT_EQ(read("<attic><a/><b/><c/></attic>", 2), "a=;b=;ended");
  EXPECT_EQ(read("<attic><a/><b/><c/><broken", 2), "a=;b=;ended");
}

TEST(XmlRecords, RepairsBytesThatAreNotUtf8AndBareAmpersands) {
  EXPECT_EQ(read("\n\n<?xml version='1.0'?><attic><a>caf\xE9 & \x01 &nbsp;</a></attic>"),
            "a=caf\uFFFD &   &nbsp;;");
}

TEST(XmlRecords, CutsTextsThatAreNoComments) {
  EXPECT_EQ(read("<attic><a>" + std::string(5'000'000, 'x') + "</a><b>1</b></attic>"),
            "a=" + std::string(40, 'x') + ";b=1;");
}

TEST(XmlRecords, AnErrorNamesTheLineAndSaysWhatToDo) {
  struct Case {
    std::string bytes;
    const char* error;
  };
  for (const Case& c :
       {Case{"", "line 1: it is not XML"}, Case{"{\"a\": 1}", "line 1: it is not XML"},
        Case{"PK\x03\x04", "it is a zip archive; please unpack it first"},
        Case{"<html><p>x</p></html>",
             "line 1: it begins with <html>, not with <attic>: it is no export of Attic"},
        Case{"<attic>\n<a>x</a>\n<a>",
             "line 3: the file ends in the middle; it was cut off, so please export or upload it "
             "again"},
        Case{"<attic>\n<a><![CDATA[x",
             "line 2: the file ends in the middle; it was cut off, so please export or upload it "
             "again"},
        Case{"<attic><a/></attic>\n<attic><a/></attic>",
             "line 2: the export ends before here, and something else follows, perhaps a second "
             "export; please keep each in a file of its own"},
        Case{"<?xml version='1.0'?><attic><a/></attic>\n<?xml version='1.0'?><attic><a/></attic>",
             "line 2: the export ends before here, and something else follows, perhaps a second "
             "export; please keep each in a file of its own"},
        Case{"<attic>\n<x:a/></attic>",
             "line 2: a tag or an attribute has a prefix that its beginning does not declare; "
             "please export the file again and leave its first lines as they are"},
        Case{"<attic>\n<a>1 < 2</a></attic>",
             "line 2, byte 6: this is not what XML allows; a bare < in a text, or a character that "
             "its encoding does not have"}})
    EXPECT_EQ(read(c.bytes), c.error) << c.bytes;
}

TEST(XmlRecords, RefusesWhatWouldExhaustTheMemory) {
  const auto refuses = [](const std::string& bytes, std::string_view why) {
    const std::string said = read(bytes);
    EXPECT_NE(said.find(why), std::string::npos) << said.substr(0, 200);
  };
  refuses("<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><attic><a>&c;</a></attic>",
          "declares a document type");
  std::string deep = "<attic>";
  for (int i = 0; i < 100; ++i) deep += "<a>";
  refuses(deep, "nested deeper");
  std::string many = "<attic><a";
  for (int i = 0; i < 200; ++i) many += " a" + std::to_string(i) + "=''";
  refuses(many + "/><b/></attic>", "more than 100 attributes");
  std::string names = "<attic>";
  for (int i = 0; i < 50'000; ++i) names += "<a" + std::to_string(i) + "/>";
  refuses(names, "more different tags");
  std::string spaces = "<attic>";
  for (int i = 0; i < 50'000; ++i) spaces += "<a xmlns:p" + std::to_string(i) + "='u'/>";
  refuses(spaces, "more different tags");
  std::string children = "<attic><box>";
  for (int i = 0; i < 50'000; ++i) children += "<a>x</a>";
  refuses(children, "an element has more than 1 MB");
  refuses("<attic><a b='" + std::string(3 << 20, 'x'), "more than 1 MB begins here");
}

TEST(XmlRecords, FindsTheRootElement) {
  EXPECT_EQ(xml_root("\xEF\xBB\xBF\n<?xml version='1.0'?><!-- > --><?x y?>\n<n:attic a='b'>"),
            "attic");
  EXPECT_EQ(xml_root("<attic/>"), "attic");
  EXPECT_EQ(xml_root("<attic>"), "attic");
  for (const char* none : {"", "attic", "<?xml", "<!-- x", "{}"}) EXPECT_EQ(xml_root(none), "");
}

}  // namespace
}  // namespace afterword
