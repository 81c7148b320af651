// Computes the page on which a comment is shown; for use inside store/ only.
#pragma once

#include "store/comment/comment_store.h"
#include "store/comment/thread_parts.h"

namespace afterword {

/// What the pages of a request consist of.
PageUnit unit_of(const PageRequest& request);

/// The page (1 is the oldest) on which a comment is or would be shown.
int page_of_comment(Database& database, const Comment& comment, const PageRequest& request);

/// The subthread of a comment, if it has more published replies than a page of comments shows.
std::optional<CutSubthread> cut_subthread(Database& database, ThreadId thread, CommentId top_level,
                                          int replies_shown);

/// Replies per page of a subthread's own view; at least as many as a page of comments shows.
int replies_per_page(const PageRequest& request);

/// The page of its subthread's view (1 is the oldest) on which a comment is shown.
int page_in_subthread(Database& database, const Comment& comment, const PageRequest& request);

/// The display depth of a comment: 1 for a top-level comment, one more per reply, at most the
/// request's limit.
int depth_of_comment(Database& database, const Comment& comment, const PageRequest& request);

/// Where a comment is or would be shown. Cheap in long threads too.
CommentPlace place_of_comment(Database& database, const Comment& comment,
                              const PageRequest& request);

}  // namespace afterword
