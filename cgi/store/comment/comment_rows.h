// Rows that several stores read and write within their transactions; for use inside store/ only.
// All functions throw StoreException.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/comment/comment.h"
#include "domain/moderation/moderation.h"
#include "store/engine/columns.h"
#include "store/engine/database.h"

namespace afterword {

struct ThreadRow {
  ThreadId id;
  std::string title;
  Instant created;
  bool closed = false;
  bool seen = false;  // readers have seen something of it; otherwise it is never too old
};

std::optional<ThreadRow> find_thread_row(Database& database, std::string_view page);

/// Returns the thread of a page, inserting it if necessary. Readers see nothing of a new thread
/// until it is touched.
ThreadId insert_thread(Database& database, std::string_view page, std::string_view path,
                       Instant now);

/// The thread in which the comments of a thread are now: itself, unless it was merged.
ThreadId current_thread(Database& database, ThreadId thread);

/// The revisions of a comment with ids up to `first`, newest first.
std::vector<Revision> list_revisions(Database& database, CommentId comment, std::int64_t first,
                                     std::int64_t limit);

/// Reads the columns that are common to all rows of comments. Moves the texts out of the row.
template <class Row>
Comment read_comment(Row& row) {
  Comment comment;
  comment.id = CommentId{row.id};
  comment.parent = to_id<CommentId>(row.parent_id);
  comment.top_level = CommentId{row.top_level_id};
  comment.status = parse_status(row.status).value_or(Status::waiting);
  comment.author = std::move(row.author);
  comment.email = std::move(row.email);
  comment.url = std::move(row.url);
  comment.text = std::move(row.text);
  comment.format = parse_format(row.format).value_or(TextFormat::plain);
  comment.created = Instant{row.created_at};
  comment.kind = parse_comment_kind(row.kind).value_or(CommentKind::comment);
  comment.post_author = row.post_author != 0;
  comment.pinned = row.pinned != 0;
  comment.locked = row.locked != 0;
  comment.care = parse_care(row.care);
  comment.writer_edited = to_instant(row.writer_edited_at);
  return comment;
}

/// Reads a row that has all columns of a comment.
template <class Row>
Comment read_full_comment(Row& row) {
  Comment comment = read_comment(row);
  comment.thread = ThreadId{row.thread_id};
  comment.moderator = to_id<ModeratorId>(row.moderator_id);
  comment.reason = std::move(row.reason);
  comment.address_prefix = std::move(row.address_prefix);
  comment.user_agent = std::move(row.user_agent);
  comment.version = row.version;
  comment.care_topics = std::move(row.care_topics);
  comment.mail_wanted = row.mail_wanted != 0;
  comment.not_spam = row.not_spam != 0;
  comment.edited = to_instant(row.edited_at);
  return comment;
}

std::optional<Comment> get_comment(Database& database, CommentId id);

CommentId next_comment_id(Database& database);

/// Inserts a comment without updating the search index and the counts, which an import updates for
/// many comments at once. Returns false if the id exists.
bool insert_comment_row(Database& database, const Comment& comment);

/// Inserts a new comment and updates the search index and the counts.
void insert_comment(Database& database, const Comment& comment);

/// Replaces a comment by its current state at the source of an import; returns the new version. The
/// caller updates the search index and the counts.
std::int64_t replace_comment_row(Database& database, const Comment& comment);

/// Permanently deletes a comment and its revisions. If it has replies, an empty row remains as a
/// placeholder.
void delete_comment(Database& database, const Comment& comment);

}  // namespace afterword
