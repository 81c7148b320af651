// The export of Comentario 3: one object with "version" 3 and the lists "pages", "comments" and
// "commenters". Pages and commenters are read first, because they may follow the comments. A
// comment without "markdown" was imported there as HTML.
#include "transfer/readers/comentario.h"

#include <map>
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

struct ComentarioPage {
  std::string path;
  std::string title;
};

struct ComentarioTables {
  std::string domain;
  std::map<std::string, ComentarioPage> pages;
  CommentoCommenters commenters;
};

void check_comentario_version(std::string_view path, const json& value) {
  if (path == "version")
    require_version(value, 3, "Comentario",
                    "known are version 3, and version 1 (`afterword import commento`)");
}

/// An id; the zero UUID stands for none.
std::string comentario_id(const json& record, const char* name) {
  std::string id = text_member(record, name);
  if (id.find_first_not_of("0-") == std::string::npos) id.clear();
  return id;
}

Status comentario_status(const json& record) {
  if (flag_member(record, "isDeleted")) return Status::deleted;
  if (flag_member(record, "isPending")) return Status::waiting;
  if (flag_member(record, "isApproved")) return Status::approved;
  const bool is_rejected = record.contains("isPending") && record.contains("isApproved");
  return is_rejected ? Status::trash : Status::waiting;
}

class ComentarioReader : public ImportReader {
 public:
  explicit ComentarioReader(const SourceSettings& settings) : settings_(settings) {}

  Result<Reading, std::string> read(InputFile& file, const ImportSink& sink) override {
    if (const auto read = read_tables(file); !read) return Failure{read.error()};
    SourceRecords records(settings_, BlogSource::comentario, sink);
    sink.source({BlogSource::comentario, tables_->domain});
    return read_json_records(
        file,
        {.use = [](std::string_view path,
                   std::int64_t) { return record_if(path == "pages[]" || path == "comments[]"); },
         .record =
             [&](std::string_view path, json& record, const json&) {
               if (path == "comments[]")
                 return records.comment(comment_of(record, *tables_, records));
               return !flag_member(record, "isReadonly") ||
                      records.page({.address = text_member(record, "path"),
                                    .title = text_member(record, "title"),
                                    .closed = true});
             },
         .member = check_comentario_version});
  }

 private:
  /// Reads them once.
  Result<void, std::string> read_tables(InputFile& file) {
    if (tables_) return {};
    ComentarioTables tables;
    auto read = read_json_tables(
        file, {.use =
                   [](std::string_view path, std::int64_t) {
                     if (path == "pages[]" || path == "commenters[]") return JsonUse::record;
                     return path.ends_with("[]") ? JsonUse::skip : JsonUse::enter;
                   },
               .record =
                   [&](std::string_view path, json& record, const json&) {
                     if (path == "pages[]") {
                       if (tables.domain.empty())
                         tables.domain = clean_line(text_member(record, "domainId"));
                       tables.pages.try_emplace(text_member(record, "id"),
                                                ComentarioPage{text_member(record, "path"),
                                                               text_member(record, "title")});
                     } else {
                       tables.commenters.try_emplace(text_member(record, "id"),
                                                     commento_commenter(record));
                     }
                     return true;
                   },
               .member = check_comentario_version});
    if (read) tables_ = std::move(tables);
    return read;
  }

  static SourceComment comment_of(const json& record, const ComentarioTables& tables,
                                  const SourceRecords& records) {
    SourceComment comment;
    comment.id = comentario_id(record, "id");
    comment.parent = comentario_id(record, "parentId");
    require_member(record, "pageId");
    const auto found = tables.pages.find(text_member(record, "pageId"));
    if (found != tables.pages.end()) {
      comment.page = found->second.path;
      comment.page_title = found->second.title;
    }
    comment.author = text_member(record, "authorName");
    set_commenter(comment, tables.commenters, comentario_id(record, "userCreated"));
    comment.ip = text_member(record, "authorIP");
    set_commento_text(comment, record);
    comment.status = comentario_status(record);
    comment.created = records.date(text_member(record, "createdTime"));
    comment.edited = records.date(text_member(record, "editedTime"));
    comment.pinned = flag_member(record, "isSticky");
    comment.votes = votes_of_score(vote_member(record, "score"));
    return comment;
  }

  const SourceSettings& settings_;
  std::optional<ComentarioTables> tables_;
};

}  // namespace

bool is_comentario(std::string_view beginning) {
  return contains_all(beginning, {"\"pageId\"", "\"isPending\""}) ||
         contains_all(beginning, {"\"domainId\"", "\"isReadonly\""});
}

std::unique_ptr<ImportReader> make_comentario_reader(const SourceSettings& settings) {
  return std::make_unique<ComentarioReader>(settings);
}

}  // namespace afterword
