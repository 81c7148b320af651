#include "store/comment/comment_counts.h"

#include "sql/comments.h"

namespace afterword {

CommentCounts& CommentCounts::count(Status status, CareState care, int comments) {
  statuses_.at(static_cast<std::size_t>(status)) += comments;
  if (care == CareState::open) care_ += comments;
  return *this;
}

void CommentCounts::write(Database& database) {
  for (const Status status :
       {Status::approved, Status::waiting, Status::spam, Status::trash, Status::deleted})
    if (const std::int64_t comments = statuses_.at(static_cast<std::size_t>(status)); comments != 0)
      sql::add_comment_counts(database, {.comments = comments, .name = to_text(status)});
  if (care_ != 0) sql::add_comment_counts(database, {.comments = care_, .name = "care"});
  *this = {};
}

}  // namespace afterword
