#include "store/comment/comment_rows.h"

#include "sql/comments.h"
#include "sql/likes.h"
#include "sql/thread_addresses.h"
#include "sql/threads.h"
#include "store/comment/comment_counts.h"
#include "store/comment/search_index.h"
#include "store/engine/columns.h"

namespace afterword {

std::optional<ThreadRow> find_thread_row(Database& database, std::string_view page) {
  auto row = sql::find_thread(database, page);
  if (!row) return std::nullopt;
  return ThreadRow{ThreadId{row->id}, std::move(row->title), Instant{row->created_at},
                   row->closed != 0, row->version > 0};
}

ThreadId insert_thread(Database& database, std::string_view page, std::string_view path,
                       Instant now) {
  return ThreadId{
      sql::insert_thread(database, {.page = page, .path = path, .title = "", .now = now.ms})};
}

ThreadId current_thread(Database& database, ThreadId thread) {
  // A thread that has comments again was not merged, so the chain has an end.
  for (;;) {
    const auto row = sql::find_thread_address(database, thread.value);
    if (!row || row->merged_into == 0) return thread;
    thread = ThreadId{row->merged_into};
  }
}

std::vector<Revision> list_revisions(Database& database, CommentId comment, std::int64_t first,
                                     std::int64_t limit) {
  std::vector<Revision> found;
  sql::list_revisions(
      database, {.id = comment.value, .first = first, .limit = limit},
      [&](const sql::ListRevisionsView& row) {
        const Actor by{parse_actor_kind(row.replaced_by).value_or(ActorKind::moderator),
                       std::string(row.replaced_by_name)};
        found.push_back({std::string(row.author), std::string(row.email), std::string(row.url),
                         std::string(row.text), Instant{row.replaced_at}, by, RevisionId{row.id}});
      });
  return found;
}

std::optional<Comment> get_comment(Database& database, CommentId id) {
  auto row = sql::find_comment(database, id.value);
  if (!row) return std::nullopt;
  return read_full_comment(*row);
}

CommentId next_comment_id(Database& database) { return CommentId{sql::next_comment_id(database)}; }

bool insert_comment_row(Database& database, const Comment& comment) {
  return sql::insert_comment(database, {.id = comment.id.value,
                                        .thread = comment.thread.value,
                                        .parent = to_number(comment.parent),
                                        .top_level = comment.top_level.value,
                                        .status = to_text(comment.status),
                                        .reason = comment.reason,
                                        .author = comment.author,
                                        .email = comment.email,
                                        .url = comment.url,
                                        .address_prefix = comment.address_prefix,
                                        .user_agent = comment.user_agent,
                                        .text = comment.text,
                                        .format = to_text(comment.format),
                                        .created_at = comment.created.ms,
                                        .version = comment.version,
                                        .moderator = to_number(comment.moderator),
                                        .kind = to_text(comment.kind),
                                        .post_author = comment.post_author,
                                        .pinned = comment.pinned,
                                        .locked = comment.locked,
                                        .care = to_text(comment.care),
                                        .care_topics = comment.care_topics,
                                        .mail_wanted = comment.mail_wanted,
                                        .edited_at = to_number(comment.edited),
                                        .writer_edited_at = to_number(comment.writer_edited),
                                        .not_spam = comment.not_spam}) != 0;
}

void insert_comment(Database& database, const Comment& comment) {
  if (!insert_comment_row(database, comment))
    throw StoreException{StoreError::constraint, "the id of a new comment is taken"};
  index_comment(database, comment);
  CommentCounts().add(comment.status, comment.care).write(database);
}

std::int64_t replace_comment_row(Database& database, const Comment& comment) {
  return sql::replace_comment(database, {.status = to_text(comment.status),
                                         .author = comment.author,
                                         .email = comment.email,
                                         .url = comment.url,
                                         .text = comment.text,
                                         .format = to_text(comment.format),
                                         .created_at = comment.created.ms,
                                         .writer_edited_at = to_number(comment.writer_edited),
                                         .not_spam = comment.not_spam ? 1 : 0,
                                         .kind = to_text(comment.kind),
                                         .post_author = comment.post_author ? 1 : 0,
                                         .id = comment.id.value});
}

void delete_comment(Database& database, const Comment& comment) {
  unindex_comment(database, comment);
  CommentCounts counts;
  counts.remove(comment.status, comment.care);
  if (sql::has_replies(database, comment.id.value)) {
    sql::delete_revisions(database, comment.id.value);
    sql::delete_imported_votes(database, comment.id.value);
    sql::delete_likes(database, comment.id.value);
    sql::delete_likers(database, comment.id.value);
    sql::empty_comment(database, comment.id.value);
    return counts.add(Status::deleted, CareState::none).write(database);
  }
  sql::delete_comment(database, comment.id.value);
  // Also deletes placeholders above it that have no replies left.
  for (auto parent = comment.parent; parent;) {
    const auto place = get_comment(database, *parent);
    if (!place || place->status != Status::deleted || sql::has_replies(database, place->id.value))
      break;
    sql::delete_comment(database, place->id.value);
    counts.remove(place->status, place->care);
    parent = place->parent;
  }
  counts.write(database);
}

}  // namespace afterword
