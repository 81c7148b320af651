// Waline's comments as a CSV file, as its migration tools and database consoles write them.
#include "transfer/readers/waline_csv.h"

#include "transfer/csv_records.h"
#include "transfer/file_beginning.h"
#include "transfer/readers/waline_row.h"

namespace afterword {
namespace {

class WalineCsvReader : public ImportReader {
 public:
  explicit WalineCsvReader(const SourceSettings& settings) : settings_(settings) {}

  Result<Reading, std::string> read(InputFile& file, const ImportSink& sink) override {
    SourceRecords records(settings_, BlogSource::waline, sink);
    sink.source({BlogSource::waline, ""});
    return read_csv_records(file, {"nick", "comment", "url"}, [&](const CsvRow& row) {
      return records.comment(
          waline_comment([&](const char* column) { return std::string(row.text(column)); }, {},
                         row.text("like"), records));
    });
  }

 private:
  const SourceSettings& settings_;
};

}  // namespace

bool is_waline_csv(std::string_view beginning) {
  const std::string_view names = beginning.substr(0, beginning.find('\n'));
  return contains_all(names, {",", "nick", "comment", "url"}) && !contains_all(names, {"{"});
}

std::unique_ptr<ImportReader> make_waline_csv_reader(const SourceSettings& settings) {
  return std::make_unique<WalineCsvReader>(settings);
}

}  // namespace afterword
