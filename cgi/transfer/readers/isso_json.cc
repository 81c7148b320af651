// The JSON that `isso import -t generic` reads: a list of pages, each with a list of comments.
// Dates have no zone. Ids are unique within a page only, and Isso gives its comments other ones.
#include "transfer/readers/isso_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/ascii.h"
#include "base/text.h"
#include "base/url.h"
#include "transfer/file_beginning.h"
#include "transfer/json/json_records.h"
#include "transfer/source_votes.h"

namespace afterword {
namespace {

using nlohmann::json;

/// A title may be encoded like a form field ("Test+post%21"): it has no blanks then, and each '+'
/// stands between two other characters.
std::string isso_title(std::string title) {
  const bool is_encoded =
      title.find(' ') == std::string::npos && title.find_first_of("+%") != std::string::npos &&
      title.find("++") == std::string::npos && !title.starts_with('+') && !title.ends_with('+');
  if (!is_encoded) return title;
  std::string blanks = title;
  std::replace(blanks.begin(), blanks.end(), '+', ' ');
  const auto decoded = percent_decode(blanks);
  return decoded && is_valid_utf8(*decoded) ? *decoded : title;
}

/// An id that is unique in the file. The blank keeps it from being an old link's fragment.
std::string isso_json_id(std::string_view page, const std::string& id) {
  return id.empty() ? id : std::string(page) + " " + id;
}

class IssoJsonReader : public ImportReader {
 public:
  explicit IssoJsonReader(const SourceSettings& settings) : settings_(settings) {}

  Result<Reading, std::string> read(InputFile& file, const ImportSink& sink) override {
    SourceRecords records(settings_, BlogSource::isso, sink);
    sink.source({BlogSource::isso, ""});
    return read_json_records(
        file, {.use = [](std::string_view path,
                         std::int64_t) { return record_if(path == "[].comments[]"); },
               .record =
                   [&](std::string_view, json& record, const json& page) {
                     return records.comment(comment_of(record, page, records));
                   }});
  }

 private:
  static SourceComment comment_of(const json& record, const json& page,
                                  const SourceRecords& records) {
    if (!page.contains("id"))
      throw std::runtime_error("the \"id\" of a page must come before its \"comments\"");
    SourceComment comment;
    comment.page = text_member(page, "id");
    comment.page_title = isso_title(text_member(page, "title"));
    comment.id = isso_json_id(comment.page, text_member(record, "id"));
    comment.parent = isso_json_id(comment.page, text_member(record, "parent"));
    comment.author = text_member(record, "author");
    comment.email = text_member(record, "email");
    comment.url = text_member(record, "website");
    comment.ip = text_member(record, "remote_addr");
    comment.text = text_member(record, "text");
    comment.markup = SourceMarkup::markdown;
    comment.status = Status::approved;
    comment.created = records.date(text_member(record, "created"));
    comment.votes = votes_of(vote_member(record, "likes"), vote_member(record, "dislikes"));
    return comment;
  }

  const SourceSettings& settings_;
};

}  // namespace

bool is_isso_json(std::string_view beginning) {
  return trim(beginning).starts_with('[') &&
         contains_all(beginning, {"\"comments\"", "\"text\"", "\"author\"", "\"created\""});
}

std::unique_ptr<ImportReader> make_isso_json_reader(const SourceSettings& settings) {
  return std::make_unique<IssoJsonReader>(settings);
}

}  // namespace afterword
