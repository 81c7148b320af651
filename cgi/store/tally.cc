#include "store/tally.h"

#include "sql/comments.h"

namespace afterword {

Tally& Tally::count(Status status, CareState care, int comments) {
  statuses_.at(static_cast<std::size_t>(status)) += comments;
  if (care == CareState::open) care_ += comments;
  return *this;
}

void Tally::write(Database& database) {
  for (const Status status :
       {Status::approved, Status::waiting, Status::spam, Status::trash, Status::deleted})
    if (const std::int64_t comments = statuses_.at(static_cast<std::size_t>(status)); comments != 0)
      sql::add_to_tally(database, {.comments = comments, .name = to_text(status)});
  if (care_ != 0) sql::add_to_tally(database, {.comments = care_, .name = "care"});
  *this = {};
}

}  // namespace afterword
