// The export of Commento, Commento++ and Comentario 1 and 2: one object of version 1 with the lists
// "comments" and "commenters". Its commenters are read first, because they come after the comments.
// The export does not say which comments were deleted; they have no text, or the text "[deleted]".
#include "transfer/readers/commento.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "base/text.h"
#include "transfer/file_beginning.h"
#include "transfer/json/json_records.h"
#include "transfer/readers/commento_record.h"
#include "transfer/source_votes.h"

namespace afterword {
namespace {

using nlohmann::json;

void check_commento_version(std::string_view path, const json& value) {
  if (path == "version")
    require_version(value, 1, "Commento",
                    "known are version 1, and version 3 of Comentario (`afterword import "
                    "comentario`)");
}

/// "root", and the zeros of Comentario, stand for no comment.
std::string commento_parent(const json& record) {
  std::string parent = text_member(record, "parentHex");
  if (parent == "root" || parent.find_first_not_of('0') == std::string::npos) parent.clear();
  return parent;
}

Status commento_status(const json& record, std::string_view text) {
  if (flag_member(record, "deleted") || text.empty() || text == "[deleted]") return Status::deleted;
  const std::string state = text_member(record, "state");
  if (state == "approved") return Status::approved;
  if (state == "flagged") return Status::spam;  // by Akismet
  return Status::waiting;
}

class CommentoReader : public ImportReader {
 public:
  explicit CommentoReader(const SourceSettings& settings) : settings_(settings) {}

  Result<Reading, std::string> read(InputFile& file, const ImportSink& sink) override {
    if (const auto read = read_commenters(file); !read) return Failure{read.error()};
    SourceRecords records(settings_, BlogSource::commento, sink);
    bool is_named = false;
    return read_json_records(
        file,
        {.use = [](std::string_view path, std::int64_t) { return record_if(path == "comments[]"); },
         .record =
             [&](std::string_view, json& record, const json&) {
               if (!std::exchange(is_named, true))
                 sink.source({BlogSource::commento, domain_of(record)});
               return records.comment(comment_of(record, *commenters_, records));
             },
         .member = check_commento_version});
  }

 private:
  /// Reads them once.
  Result<void, std::string> read_commenters(InputFile& file) {
    if (commenters_) return {};
    CommentoCommenters commenters;
    auto read = read_json_tables(
        file, {.use =
                   [](std::string_view path, std::int64_t) {
                     return path == "comments[]" ? JsonUse::skip
                                                 : record_if(path == "commenters[]");
                   },
               .record =
                   [&](std::string_view, json& record, const json&) {
                     commenters.try_emplace(text_member(record, "commenterHex"),
                                            commento_commenter(record));
                     return true;
                   },
               .member = check_commento_version});
    if (read) commenters_ = std::move(commenters);
    return read;
  }

  static std::string domain_of(const json& record) {
    std::string domain = text_member(record, "domain");
    if (domain.empty()) domain = text_member(record, "host");
    return clean_line(domain);
  }

  static SourceComment comment_of(const json& record, const CommentoCommenters& commenters,
                                  const SourceRecords& records) {
    SourceComment comment;
    require_member(record, "commentHex");
    comment.id = text_member(record, "commentHex");
    comment.parent = commento_parent(record);
    comment.page = text_member(record, "url");
    if (comment.page.empty()) comment.page = text_member(record, "path");
    set_commenter(comment, commenters, text_member(record, "commenterHex"));
    set_commento_text(comment, record);
    comment.status = commento_status(record, comment.text);
    comment.created = records.date(text_member(record, "creationDate"));
    comment.votes = votes_of_score(vote_member(record, "score"));
    return comment;
  }

  const SourceSettings& settings_;
  std::optional<CommentoCommenters> commenters_;
};

}  // namespace

bool is_commento(std::string_view beginning) { return contains_all(beginning, {"\"commentHex\""}); }

std::unique_ptr<ImportReader> make_commento_reader(const SourceSettings& settings) {
  return std::make_unique<CommentoReader>(settings);
}

}  // namespace afterword
