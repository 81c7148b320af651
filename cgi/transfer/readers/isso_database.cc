// Isso's database: an SQLite file with the tables threads and comments. A comment's text is
// Markdown, its times are seconds with a fraction.
#include "transfer/readers/isso_database.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "transfer/file_beginning.h"
#include "transfer/source_database.h"
#include "transfer/source_votes.h"

namespace afterword {
namespace {

constexpr const char* isso_comments =
    "SELECT comments.*, threads.uri AS page_uri, threads.title AS page_title "
    "FROM comments LEFT JOIN threads ON threads.id = comments.tid ORDER BY comments.id";

constexpr std::string_view isso_published = "1";
constexpr std::string_view isso_deleted = "4";

std::optional<Instant> isso_time(const ForeignRow& row, std::string_view column) {
  const double seconds = row.number(column).value_or(0);
  constexpr double latest = 1e11;
  if (!(seconds > 0 && seconds < latest)) return std::nullopt;
  return Instant{std::llround(seconds * second_ms)};
}

/// An address without the references that Python's html.escape makes, with which Isso stores it.
/// Edits and older versions stored some as they were typed: those stay.
std::string isso_unescaped(std::string_view stored) {
  constexpr std::array<std::pair<std::string_view, char>, 5> references{
      {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#x27;", '\''}}};
  std::string typed;
  for (std::string_view rest = stored; !rest.empty();) {
    if (rest.front() != '&') {
      typed += rest.front();
      rest.remove_prefix(1);
      continue;
    }
    const auto* const found =
        std::find_if(references.begin(), references.end(),
                     [&](const auto& reference) { return rest.starts_with(reference.first); });
    if (found == references.end()) return std::string(stored);
    typed += found->second;
    rest.remove_prefix(found->first.size());
  }
  return typed;
}

SourceComment isso_comment(const ForeignRow& row) {
  SourceComment comment;
  comment.id = row.text("id");
  comment.parent = row.text("parent");
  comment.page = row.text("page_uri");
  comment.page_title = row.text("page_title");
  comment.author = row.text("author");
  comment.email = isso_unescaped(row.text("email"));
  comment.url = isso_unescaped(row.text("website"));
  comment.ip = row.text("remote_addr");
  comment.text = row.text("text");
  comment.markup = SourceMarkup::markdown;
  const auto mode = row.text("mode");
  if (mode == isso_published) comment.status = Status::approved;
  if (mode == isso_deleted) comment.status = Status::deleted;
  comment.created = isso_time(row, "created");
  comment.edited = isso_time(row, "modified");
  comment.votes = votes_of(row.text("likes"), row.text("dislikes"));
  return comment;
}

class IssoDatabaseReader : public ImportReader {
 public:
  explicit IssoDatabaseReader(const SourceSettings& settings) : settings_(settings) {}

  Result<Reading, std::string> read(InputFile& file, const ImportSink& sink) override {
    auto database = open_source_database(
        file, {{"threads", {"id", "uri", "title"}},
               {"comments", {"tid", "id", "parent", "created", "mode", "text"}}});
    if (!database) return Failure{database.error()};
    SourceRecords records(settings_, BlogSource::isso, sink);
    sink.source({BlogSource::isso, ""});
    return read_database_records(*database, isso_comments, [&](const ForeignRow& row) {
      return records.comment(isso_comment(row));
    });
  }

 private:
  const SourceSettings& settings_;
};

}  // namespace

bool is_isso_database(std::string_view beginning) {
  // A migration renames the table of comments, which SQLite then writes in quotes.
  return ForeignDatabase::is_database(beginning) &&
         contains_all(beginning, {"TABLE threads", "uri ", "remote_addr", "voters"});
}

std::unique_ptr<ImportReader> make_isso_database_reader(const SourceSettings& settings) {
  return std::make_unique<IssoDatabaseReader>(settings);
}

}  // namespace afterword
