// The rows that several stores read and write in their transactions; inside store/ only. Everything
// here throws StoreException.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "comment/comment.h"
#include "comment/moderation.h"
#include "store/database.h"

namespace afterword {

struct ThreadRow {
  ThreadId id;
  Instant created;
  bool closed = false;
  bool seen = false;  // a reader could see something of it: only then it can be too old
};

std::optional<ThreadRow> find_thread_row(Database& database, std::string_view page);

/// The thread of a page, made when there is none yet; readers see nothing of it before it is
/// touched.
ThreadId insert_thread(Database& database, std::string_view page, std::string_view path,
                       Instant now);

/// What a row has beside the comment that everybody reads.
struct NewRow {
  Comment comment;
  std::string care_topics;
  bool mail_wanted = false;
};

/// The columns of revision_list.
Revision read_revision(const Row& row);

std::optional<Comment> get_comment(Database& database, CommentId id);

CommentId next_comment_id(Database& database);

/// Stores a comment and makes it findable by its words.
void insert_comment(Database& database, const NewRow& row);

/// Deletes a comment for ever, with what it said before; one with replies leaves an empty place.
void delete_comment(Database& database, const Comment& comment);

}  // namespace afterword
