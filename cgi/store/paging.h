// Where a comment stands in the pages of its thread; inside store/ only.
#pragma once

#include "store/comment_store.h"

namespace afterword {

/// The page (1 is the oldest) on which a comment is or would be shown.
int page_of_comment(Database& database, const Comment& comment, const PageRequest& request);

/// Whether a thread has more than one page: cheap in a long thread too.
bool has_several_pages(Database& database, ThreadId thread, const PageRequest& request);

}  // namespace afterword
