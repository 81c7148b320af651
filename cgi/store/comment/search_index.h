// The words by which moderators find comments; inside store/ only. Whoever inserts, changes or
// deletes a comment's text, name or e-mail says so here in the same transaction.
#pragma once

#include "domain/comment/comment.h"
#include "store/engine/database.h"

namespace afterword {

void index_comment(Database& database, const Comment& comment);

/// `comment` as it was indexed.
void unindex_comment(Database& database, const Comment& comment);

}  // namespace afterword
