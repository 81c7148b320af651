// The rows that several stores read and write in their transactions; inside store/ only. Everything
// here throws StoreException.
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
  bool seen = false;  // a reader could see something of it: only then it can be too old
};

std::optional<ThreadRow> find_thread_row(Database& database, std::string_view page);

/// The thread of a page, made when there is none yet; readers see nothing of it before it is
/// touched.
ThreadId insert_thread(Database& database, std::string_view page, std::string_view path,
                       Instant now);

/// What a comment said before, the newest first, from an id downwards.
std::vector<Revision> list_revisions(Database& database, CommentId comment, std::int64_t first,
                                     std::int64_t limit);

/// What each row with a comment that readers or moderators look at has. It takes the texts along.
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
  comment.pinned = row.pinned != 0;
  comment.locked = row.locked != 0;
  comment.care = parse_care(row.care);
  comment.writer_edited = to_instant(row.writer_edited_at);
  return comment;
}

/// The same of a row with all of a comment.
template <class Row>
Comment read_whole_comment(Row& row) {
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

/// Stores all of a comment, but for its words in the search index and its part in the counts, which
/// an import adds for many at once; false when its id is taken.
bool insert_comment_row(Database& database, const Comment& comment);

/// Stores a new comment, makes it findable by its words and counts it.
void insert_comment(Database& database, const Comment& comment);

/// What its source says of a comment now takes the place of what it said; the version that it has
/// then. Search index and counts are the caller's.
std::int64_t replace_comment_row(Database& database, const Comment& comment);

/// Deletes a comment permanently, with its earlier texts; one with replies leaves an empty place.
void delete_comment(Database& database, const Comment& comment);

}  // namespace afterword
