// HashOver's SQLite database: the table comments, and page-info once a page has been visited.
#include "transfer/readers/hashover_database.h"

#include "transfer/file_beginning.h"
#include "transfer/readers/hashover_comment.h"
#include "transfer/source_database.h"

namespace afterword {
namespace {

constexpr const char* hashover_comments = "SELECT * FROM comments ORDER BY rowid";
constexpr const char* hashover_comments_and_pages =
    "SELECT c.*, p.url AS page_url, p.title AS page_title FROM comments AS c "
    "LEFT JOIN \"page-info\" AS p ON p.domain = c.domain AND p.thread = c.thread ORDER BY c.rowid";

class HashoverDatabaseReader : public ImportReader {
 public:
  explicit HashoverDatabaseReader(const SourceSettings& settings) : settings_(settings) {}

  Result<Reading, std::string> read(InputFile& file, const ImportSink& sink) override {
    auto database = open_source_database(
        file, {{"comments", {"domain", "thread", "comment", "body", "status", "date", "name"}}});
    if (!database) return Failure{database.error()};
    SourceRecords records(settings_, BlogSource::hashover, sink);
    sink.source({BlogSource::hashover, ""});
    const bool has_pages = database->has_table("page-info");
    return read_database_records(
        *database, has_pages ? hashover_comments_and_pages : hashover_comments,
        [&](const ForeignRow& row) {
          const std::string key(row.text("comment"));
          if (!is_hashover_key(key)) {
            sink.left_out("without a number");
            return true;
          }
          return records.comment(hashover_comment(
              {std::string(row.text("domain")), std::string(row.text("thread")), key},
              {std::string(row.text("page_url")), std::string(row.text("page_title"))},
              [&](std::string_view field) { return std::string(row.text(field)); }, records));
        });
  }

 private:
  const SourceSettings& settings_;
};

}  // namespace

bool is_hashover_database(std::string_view beginning) {
  return ForeignDatabase::is_database(beginning) && contains_all(beginning, {"`email_hash`"});
}

std::unique_ptr<ImportReader> make_hashover_database_reader(const SourceSettings& settings) {
  return std::make_unique<HashoverDatabaseReader>(settings);
}

}  // namespace afterword
