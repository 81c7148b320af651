// CSV files, good and bad (transfer/csv_records.h).
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "temp_folder.h"
#include "transfer/csv_records.h"

namespace afterword {
namespace {

/// "a|b" of each row, then the error if there is one.
std::vector<std::string> parse(const std::string& text) {
  const TempFolder folder;
  auto file = InputFile::open(folder.write("a.csv", text));
  std::vector<std::string> rows;
  const auto read = read_csv_records(*file, {"a", "b"}, [&](const CsvRow& row) {
    rows.push_back(std::string(row.text("a")) + "|" + std::string(row.text("b")));
    return true;
  });
  if (!read) rows.push_back(read.error());
  return rows;
}

using Rows = std::vector<std::string>;

TEST(Csv, ReadsQuotedFieldsWithBreaksQuotesAndCommas) {
  EXPECT_EQ(parse("a,b\n1,2\n"), (Rows{"1|2"}));
  EXPECT_EQ(parse("\xEF\xBB\xBF"
                  "a,b\r\n\"1\r\n\r\n1\",\"\"\"2\"\", 3\"\r\n"),
            (Rows{"1\r\n\r\n1|\"2\", 3"}));
  EXPECT_EQ(parse("c,b,a\nx,,1"), (Rows{"1|"}));
  EXPECT_EQ(parse("a,b\n\n,\n\"\",\"\"\n"), (Rows{"|", "|"}));
}

TEST(Csv, RefusesWhatIsNotCsvWithTheLine) {
  EXPECT_EQ(parse(""), (Rows{"line 1: the file is empty"}));
  EXPECT_EQ(parse("a,c\n1,2\n"), (Rows{"line 1: there is no column \"b\"; is it another format?"}));
  EXPECT_EQ(parse("a,b\n1,2\n1,2,3\n"),
            (Rows{"1|2", "line 3: the row has 3 fields, but the first line has 2"}));
  EXPECT_EQ(parse("a,b\n1\n"), (Rows{"line 2: the row has 1 fields, but the first line has 2"}));
  EXPECT_EQ(parse("a,b\n1,\"2\n\n3"),
            (Rows{"line 2: the row that begins here does not end; the file was cut off"}));
  EXPECT_EQ(parse("a,b\n1,2\"3\"\n"),
            (Rows{"line 2: a quotation mark within a field that does not begin with one"}));
  EXPECT_EQ(parse("a,b\n1,\"2\"3\n"),
            (Rows{"line 2: a text follows the quotation mark that ends a field"}));
  EXPECT_EQ(parse("a,b\n1,\xE4\n"),
            (Rows{"line 2: the text is not UTF-8; save the file in UTF-8"}));
  EXPECT_EQ(parse(std::string("\xFF\xFE"
                              "a\0,\0b\0\n\0",
                              10)),
            (Rows{"line 1: the text is not UTF-8; save the file in UTF-8"}));
}

TEST(Csv, RefusesARowThatNeedsTooMuchMemory) {
  EXPECT_EQ(parse("a,b\n1,\"" + std::string(2 << 20, 'x') + "\"\n"),
            (Rows{"line 2: a row has more than 1 MB; is it another format?"}));
  EXPECT_EQ(parse("a,b\n" + std::string(2 << 20, ',')),
            (Rows{"line 2: a row has more than 1 MB; is it another format?"}));
}

}  // namespace
}  // namespace afterword
