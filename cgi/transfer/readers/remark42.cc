// Remark42's backup: JSON values one after another. The first has the users and the read-only pages
// and may be missing; each other one is a comment. A comment's `text` is HTML that Remark42 made of
// `orig`, which is Markdown and is missing in imported comments.
#include "transfer/readers/remark42.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "transfer/file_beginning.h"
#include "transfer/json/json_records.h"
#include "transfer/source_votes.h"

namespace afterword {
namespace {

using nlohmann::json;

/// Whether the first value is not a comment.
bool begins_with_header(std::string_view beginning) {
  return beginning.find("\"version\"") < beginning.find("\"locator\"");
}

/// "votes" has the vote of each user, true for a like. Imported comments have only a score.
std::optional<Votes> remark42_votes(const json& record) {
  const auto found = record.find("votes");
  if (found == record.end() || !found->is_object() || found->empty())
    return votes_of_score(vote_member(record, "score"));
  return Votes{std::count(found->begin(), found->end(), true),
               std::count(found->begin(), found->end(), false)};
}

class Remark42Reader : public ImportReader {
 public:
  explicit Remark42Reader(const SourceSettings& settings) : settings_(settings) {}

  Result<Reading, std::string> read(InputFile& file, const ImportSink& sink) override {
    SourceRecords records(settings_, BlogSource::remark42, sink);
    bool is_named = false;
    const auto beginning = file.beginning();
    if (!beginning) return Failure{beginning.error()};
    const bool has_header = begins_with_header(*beginning);
    return read_json_records(
        file,
        {.use =
             [&](std::string_view path, std::int64_t value) {
               return record_if(value == 0 && has_header ? path == "posts[]" : path.empty());
             },
         .record =
             [&](std::string_view path, json& record, const json&) {
               if (path == "posts[]")
                 return records.page({.address = text_member(record, "url"),
                                      .closed = flag_member(record, "read_only")});
               require_member(record, "locator");
               const json locator = record.value("locator", json::object());
               if (!std::exchange(is_named, true))
                 sink.source({BlogSource::remark42, clean_line(text_member(locator, "site"))});
               return records.comment(comment_of(record, locator, records));
             }});
  }

 private:
  static SourceComment comment_of(const json& record, const json& locator,
                                  const SourceRecords& records) {
    const json user = record.value("user", json::object());
    SourceComment comment;
    comment.id = text_member(record, "id");
    comment.parent = text_member(record, "pid");
    comment.page = text_member(locator, "url");
    comment.page_title = text_member(record, "title");
    comment.author = text_member(user, "name");
    comment.text = text_member(record, "text");
    comment.markup = SourceMarkup::html;
    comment.status = flag_member(record, "delete") ? Status::deleted : Status::approved;
    comment.created = records.date(text_member(record, "time"));
    comment.pinned = flag_member(record, "pin");
    comment.votes = remark42_votes(record);
    return comment;
  }

  const SourceSettings& settings_;
};

}  // namespace

bool is_remark42(std::string_view beginning) {
  return contains_all(beginning, {"\"locator\""}) ||
         contains_all(beginning, {"\"version\"", "\"posts\"", "\"users\""});
}

std::unique_ptr<ImportReader> make_remark42_reader(const SourceSettings& settings) {
  return std::make_unique<Remark42Reader>(settings);
}

}  // namespace afterword
