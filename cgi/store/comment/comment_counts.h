// Stored counts of comments per status, and of comments open for care. Counting 100,000 rows on
// every view of the queue would be slow. Code that adds or removes a comment, or changes its status
// or care, must update the counts in the same transaction. There are no triggers, because a trigger
// per row took more time in a large import than storing the rows.
#pragma once

#include <array>
#include <cstdint>

#include "domain/comment/comment.h"
#include "store/engine/database.h"

namespace afterword {

/// Changes to the counts (table comment_counts), for one comment or many.
class CommentCounts {
 public:
  CommentCounts& add(Status status, CareState care) { return count(status, care, 1); }
  CommentCounts& remove(Status status, CareState care) { return count(status, care, -1); }

  /// Adds the changes to the stored counts and resets them to zero. Throws StoreException.
  void write(Database& database);

 private:
  CommentCounts& count(Status status, CareState care, int comments);

  std::array<std::int64_t, 5> statuses_{};
  std::int64_t care_ = 0;
};

}  // namespace afterword
