// The comments of Twikoo: a list from its administration, or the lines of mongoexport. `isSpam` is
// true also for comments that wait for a decision. `href` is the complete address of the page, and
// `url` what the site made the comments' page of, mostly its path.
#include "transfer/readers/twikoo.h"

#include <nlohmann/json.hpp>

#include "transfer/file_beginning.h"
#include "transfer/json/json_records.h"
#include "transfer/readers/valine_record.h"

namespace afterword {
namespace {

using nlohmann::json;

/// "like" is a list of the users who like the comment.
std::optional<Votes> twikoo_votes(const json& record) {
  const auto found = record.find("like");
  if (found == record.end() || !found->is_array()) return std::nullopt;
  return Votes{.likes = static_cast<std::int64_t>(found->size())};
}

class TwikooReader : public ImportReader {
 public:
  explicit TwikooReader(const SourceSettings& settings) : settings_(settings) {}

  Result<Reading, std::string> read(InputFile& file, const ImportSink& sink) override {
    SourceRecords records(settings_, BlogSource::twikoo, sink);
    sink.source({BlogSource::twikoo, ""});
    return read_json_records(
        file,
        {.use = [](std::string_view path,
                   std::int64_t) { return record_if(path == "[]" || path.empty()); },
         .record = [&](std::string_view, json& record,
                       const json&) { return records.comment(comment_of(record, records)); }});
  }

 private:
  static SourceComment comment_of(const json& record, const SourceRecords& records) {
    SourceComment comment = valine_record(valine_columns(record));
    require_member(record, "created");
    if (comment.page.empty()) comment.page = text_member(record, "href");
    if (record.contains("isSpam") && !record.at("isSpam").is_null())
      comment.status = flag_member(record, "isSpam") ? Status::spam : Status::approved;
    comment.created = records.date(wrapped_text_member(record, "created"));
    comment.pinned = flag_member(record, "top");
    comment.by_site_author = flag_member(record, "master");
    comment.votes = twikoo_votes(record);
    return comment;
  }

  const SourceSettings& settings_;
};

}  // namespace

bool is_twikoo(std::string_view beginning) {
  return contains_all(beginning, {"\"nick\"", "\"comment\"", "\"created\""}) &&
         !contains_all(beginning, {"\"createdAt\""});
}

std::unique_ptr<ImportReader> make_twikoo_reader(const SourceSettings& settings) {
  return std::make_unique<TwikooReader>(settings);
}

}  // namespace afterword
