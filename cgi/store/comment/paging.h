// Where a comment stands in the pages of its thread; inside store/ only.
#pragma once

#include "store/comment/comment_store.h"

namespace afterword {

/// The page (1 is the oldest) on which a comment is or would be shown.
int page_of_comment(Database& database, const Comment& comment, const PageRequest& request);

/// The subthread of a comment, when it has more published replies than a page of comments shows.
std::optional<CutSubthread> cut_subthread(Database& database, ThreadId thread, CommentId top_level,
                                          int replies_shown);

/// How many replies a page of a cut subthread holds: never fewer than the page of comments shows.
int replies_per_page(const PageRequest& request);

/// The page of its subthread (1 is the oldest) on which a comment of a cut subthread is shown.
int page_in_subthread(Database& database, const Comment& comment, const PageRequest& request);

/// The depth at which a comment is shown: 1 on the page itself, one more for each reply, as deep as
/// the request allows.
int depth_of_comment(Database& database, const Comment& comment, const PageRequest& request);

/// Where a comment is or would be shown: cheap in a long thread too.
CommentPlace place_of_comment(Database& database, const Comment& comment,
                              const PageRequest& request);

}  // namespace afterword
