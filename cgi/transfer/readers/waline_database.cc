// Waline's SQLite database: the table wl_Comment, and wl_Users with the names of registered users.
#include "transfer/readers/waline_database.h"

#include "transfer/file_beginning.h"
#include "transfer/readers/waline_row.h"
#include "transfer/source_database.h"

namespace afterword {
namespace {

constexpr const char* waline_comments =
    "SELECT c.*, u.display_name AS user_name, u.email AS user_email, u.url AS user_url, "
    "u.type AS user_type, u.id AS user_found "
    "FROM wl_Comment AS c LEFT JOIN wl_Users AS u ON u.id = c.user_id ORDER BY c.id";

SourceComment waline_database_comment(const ForeignRow& row, const SourceRecords& records) {
  const auto text = [&](const char* column) { return std::string(row.text(column)); };
  return waline_comment(text,
                        {!text("user_found").empty(), text("user_name"), text("user_email"),
                         text("user_url"), text("user_type")},
                        row.text("like"), records);
}

class WalineDatabaseReader : public ImportReader {
 public:
  explicit WalineDatabaseReader(const SourceSettings& settings) : settings_(settings) {}

  Result<Reading, std::string> read(InputFile& file, const ImportSink& sink) override {
    auto database = open_source_database(
        file, {{"wl_Comment", {"id", "user_id", "comment", "pid", "status", "url"}},
               {"wl_Users", {"id", "display_name", "email", "url", "type"}}});
    if (!database) return Failure{database.error()};
    SourceRecords records(settings_, BlogSource::waline, sink);
    sink.source({BlogSource::waline, ""});
    return read_database_records(*database, waline_comments, [&](const ForeignRow& row) {
      return records.comment(waline_database_comment(row, records));
    });
  }

 private:
  const SourceSettings& settings_;
};

}  // namespace

bool is_waline_database(std::string_view beginning) {
  return ForeignDatabase::is_database(beginning) && contains_all(beginning, {"wl_Comment"});
}

std::unique_ptr<ImportReader> make_waline_database_reader(const SourceSettings& settings) {
  return std::make_unique<WalineDatabaseReader>(settings);
}

}  // namespace afterword
