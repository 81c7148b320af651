#include "store/comment_rows.h"

#include "store/guarded.h"
#include "store/search_index.h"

namespace afterword {
namespace {

/// The columns of comment_get.
Comment read_whole_comment(const Row& row) {
  Comment comment;
  comment.id = CommentId{row.integer(0)};
  comment.thread = ThreadId{row.integer(1)};
  if (!row.is_null(2)) comment.parent = CommentId{row.integer(2)};
  comment.root = CommentId{row.integer(3)};
  comment.status = parse_status(row.text(4)).value_or(Status::waiting);
  comment.reason = row.text(5);
  comment.author = row.text(6);
  comment.email = row.text(7);
  comment.url = row.text(8);
  comment.network = row.text(9);
  comment.user_agent = row.text(10);
  comment.text = row.text(11);
  comment.format = parse_format(row.text(12)).value_or(TextFormat::plain);
  comment.created = Instant{row.integer(13)};
  comment.version = row.integer(14);
  if (!row.is_null(15)) comment.moderator = ModeratorId{row.integer(15)};
  comment.pinned = row.integer(16) != 0;
  comment.locked = row.integer(17) != 0;
  comment.care = parse_care(row.text(18));
  return comment;
}

bool has_replies(Database& database, CommentId comment) {
  return first_number(database, Query::comment_has_replies, {comment.value}) != 0;
}

}  // namespace

std::optional<ThreadRow> find_thread_row(Database& database, std::string_view page) {
  return first_row(database, Query::thread_find, {page}, [](const Row& row) {
    return ThreadRow{ThreadId{row.integer(0)}, Instant{row.integer(4)}, row.integer(6) != 0,
                     row.integer(3) > 0};
  });
}

ThreadId insert_thread(Database& database, std::string_view page, std::string_view path,
                       Instant now) {
  return ThreadId{
      first_number(database, Query::thread_insert, {page, path, std::string_view(""), now.ms})};
}

Revision read_revision(const Row& row) {
  return {std::string(row.text(0)),  std::string(row.text(1)), std::string(row.text(2)),
          std::string(row.text(3)),  Instant{row.integer(4)},  std::string(row.text(5)),
          RevisionId{row.integer(6)}};
}

std::optional<Comment> get_comment(Database& database, CommentId id) {
  return first_row(database, Query::comment_get, {id.value}, read_whole_comment);
}

CommentId next_comment_id(Database& database) {
  return CommentId{first_number(database, Query::comment_next_id, {})};
}

void insert_comment(Database& database, const NewRow& row) {
  const Comment& comment = row.comment;
  const Value parent = comment.parent ? Value(comment.parent->value) : Value(nullptr);
  const Value moderator = comment.moderator ? Value(comment.moderator->value) : Value(nullptr);
  database.run(
      Query::comment_insert,
      {comment.id.value, comment.thread.value, parent, comment.root.value, to_text(comment.status),
       std::string_view(comment.reason), std::string_view(comment.author),
       std::string_view(comment.email), std::string_view(comment.url),
       std::string_view(comment.network), std::string_view(comment.user_agent),
       std::string_view(comment.text), to_text(comment.format), comment.created.ms, moderator,
       std::int64_t{comment.pinned ? 1 : 0}, to_text(comment.care),
       std::string_view(row.care_topics), std::int64_t{row.mail_wanted ? 1 : 0}});
  index_comment(database, comment);
  database.run(Query::tally_add, {to_text(comment.status), std::int64_t{1}});
  if (comment.care == CareState::open)
    database.run(Query::tally_add, {std::string_view("care"), std::int64_t{1}});
}

void delete_comment(Database& database, const Comment& comment) {
  unindex_comment(database, comment);
  if (has_replies(database, comment.id)) {
    database.run(Query::revision_delete, {comment.id.value});
    database.run(Query::comment_empty, {comment.id.value});
    return;
  }
  database.run(Query::comment_delete, {comment.id.value});
  // An empty place above it that now has no reply left has nothing to keep sense for.
  for (auto parent = comment.parent; parent;) {
    const auto place = get_comment(database, *parent);
    if (!place || place->status != Status::deleted || has_replies(database, place->id)) break;
    database.run(Query::comment_delete, {place->id.value});
    parent = place->parent;
  }
}

}  // namespace afterword
