// The comments of a Ghost backup in JSON: {"db": [{"data": {"comments": […], "members": […],
// "posts": […]}}]}, or the same without "db". The ordinary export of Ghost has no comments. Members
// and posts are read first, because they follow the comments. Dates are in UTC.
#include "transfer/readers/ghost.h"

#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/ascii.h"
#include "transfer/file_beginning.h"
#include "transfer/json/json_records.h"

namespace afterword {
namespace {

using nlohmann::json;

struct GhostPost {
  std::string path;
  std::string title;
  bool is_public = false;  // everybody can read it
};

struct GhostMember {
  std::string name;
  std::string email;
};

struct GhostTables {
  std::map<std::string, GhostPost> posts;
  std::map<std::string, GhostMember> members;
};

/// Whether a path is that of the objects of a table.
bool is_ghost_table(std::string_view path, std::string_view table) {
  if (path.starts_with("db[].")) path.remove_prefix(5);
  return path.starts_with("data.") && path.ends_with("[]") &&
         path.substr(5, path.size() - 7) == table;
}

GhostPost ghost_post(const json& record) {
  const std::string status = text_member(record, "status");
  const std::string visibility = text_member(record, "visibility");
  const std::string slug = text_member(record, "slug");
  return {
      slug.empty() ? "" : "/" + slug + "/", text_member(record, "title"),
      (status.empty() || status == "published") && (visibility.empty() || visibility == "public")};
}

class GhostReader : public ImportReader {
 public:
  explicit GhostReader(const SourceSettings& settings) : settings_(settings) {}

  Result<Reading, std::string> read(InputFile& file, const ImportSink& sink) override {
    if (const auto read = read_tables(file); !read) return Failure{read.error()};
    SourceRecords records(settings_, BlogSource::ghost, sink);
    sink.source({BlogSource::ghost, ""});
    return read_json_records(
        file, {.use = [](std::string_view path,
                         std::int64_t) { return record_if(is_ghost_table(path, "comments")); },
               .record =
                   [&](std::string_view, json& record, const json&) {
                     return records.comment(comment_of(record, *tables_, records));
                   }});
  }

 private:
  /// Reads them once.
  Result<void, std::string> read_tables(InputFile& file) {
    if (tables_) return {};
    GhostTables tables;
    bool has_comments = false;
    auto read = read_json_tables(
        file,
        {.use =
             [&](std::string_view path, std::int64_t) {
               const bool is_comment = is_ghost_table(path, "comments");
               has_comments = has_comments || is_comment;
               if (is_comment) return JsonUse::skip;
               return record_if(is_ghost_table(path, "posts") || is_ghost_table(path, "members"));
             },
         .record =
             [&](std::string_view path, json& record, const json&) {
               if (is_ghost_table(path, "posts"))
                 tables.posts.try_emplace(text_member(record, "id"), ghost_post(record));
               else
                 tables.members.try_emplace(
                     text_member(record, "id"),
                     GhostMember{text_member(record, "name"), text_member(record, "email")});
               return true;
             }});
    if (read && !has_comments)
      return Failure{
          std::string("there are no comments in the file; the export in Ghost's settings has none, "
                      "a backup has them")};
    if (read) tables_ = std::move(tables);
    return read;
  }

  static std::optional<Instant> date_of(const json& record, const char* name,
                                        const SourceRecords& records) {
    std::string text = text_member(record, name);
    if (text.size() == 19 && text[10] == ' ') text += 'Z';
    return records.date(text);
  }

  static Status status_of(const json& record, bool is_public) {
    const std::string status = text_member(record, "status");
    if (status == "deleted") return Status::deleted;
    if (status == "hidden") return Status::trash;
    return status == "published" && is_public ? Status::approved : Status::waiting;
  }

  static SourceComment comment_of(const json& record, const GhostTables& tables,
                                  const SourceRecords& records) {
    SourceComment comment;
    require_member(record, "post_id");
    comment.id = text_member(record, "id");
    comment.parent = text_member(record, "in_reply_to_id");
    if (comment.parent.empty()) comment.parent = text_member(record, "parent_id");
    const auto post = tables.posts.find(text_member(record, "post_id"));
    if (post != tables.posts.end()) {
      comment.page = post->second.path;
      comment.page_title = post->second.title;
    }
    const auto member = tables.members.find(text_member(record, "member_id"));
    if (member != tables.members.end()) {
      comment.author = member->second.name;
      comment.email = member->second.email;
    }
    comment.text = text_member(record, "html");
    comment.markup = SourceMarkup::html;
    comment.status = status_of(record, post != tables.posts.end() && post->second.is_public);
    comment.created = date_of(record, "created_at", records);
    comment.edited = date_of(record, "edited_at", records);
    return comment;
  }

  const SourceSettings& settings_;
  std::optional<GhostTables> tables_;
};

}  // namespace

bool is_ghost(std::string_view beginning) {
  return contains_all(beginning, {"\"db\"", "\"exported_on\"", "\"data\""}) ||
         contains_all(beginning, {"\"meta\"", "\"exported_on\"", "\"data\""});
}

std::unique_ptr<ImportReader> make_ghost_reader(const SourceSettings& settings) {
  return std::make_unique<GhostReader>(settings);
}

}  // namespace afterword
