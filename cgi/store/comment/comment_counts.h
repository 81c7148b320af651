// How many comments each status has, and how many are open for care: counting 100,000 rows for
// every look at the queue would be slow. Whoever adds or removes a comment, or changes its status
// or care, writes that here in the same transaction; no trigger counts, because one for each row
// took a large import more time than storing the rows.
#pragma once

#include <array>
#include <cstdint>

#include "domain/comment/comment.h"
#include "store/engine/database.h"

namespace afterword {

/// What changes of the counts (table comment counts), for one comment or many.
class CommentCounts {
 public:
  CommentCounts& add(Status status, CareState care) { return count(status, care, 1); }
  CommentCounts& remove(Status status, CareState care) { return count(status, care, -1); }

  /// Adds it to the stored counts, and starts again from zero. Throws StoreException.
  void write(Database& database);

 private:
  CommentCounts& count(Status status, CareState care, int comments);

  std::array<std::int64_t, 5> statuses_{};
  std::int64_t care_ = 0;
};

}  // namespace afterword
