// The full-text index by which moderators find comments; for use inside store/ only. Call these in
// the same transaction as any insert, update or delete of a comment's text, name or email address.
#pragma once

#include "domain/comment/comment.h"
#include "store/engine/database.h"

namespace afterword {

void index_comment(Database& database, const Comment& comment);

/// `comment` must have the texts with which it was indexed.
void unindex_comment(Database& database, const Comment& comment);

}  // namespace afterword
