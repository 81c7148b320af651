#include "store/feed_store.h"

#include "store/guarded.h"
#include "store/paging.h"

namespace afterword {
namespace {

PublishedComment read_published(const Row& row) {
  PublishedComment found;
  Comment& comment = found.comment;
  comment.id = CommentId{row.integer(0)};
  if (!row.is_null(1)) comment.parent = CommentId{row.integer(1)};
  comment.thread = ThreadId{row.integer(2)};
  comment.root = CommentId{row.integer(3)};
  comment.status = Status::approved;
  comment.author = row.text(4);
  comment.url = row.text(5);
  comment.text = row.text(6);
  comment.format = parse_format(row.text(7)).value_or(TextFormat::plain);
  comment.created = Instant{row.integer(8)};
  found.path = row.text(9);
  found.title = row.text(10);
  return found;
}

}  // namespace

Result<std::vector<PublishedComment>, StoreError> FeedStore::newest(
    const std::optional<std::string>& page, int limit, const PageRequest& paging) {
  return guarded([&] {
    const Snapshot snapshot(database_);
    std::vector<PublishedComment> found;
    const auto sink = [&](const Row& row) { found.push_back(read_published(row)); };
    const std::int64_t rows = limit;
    if (page)
      database_.run(Query::feed_page, {std::string_view(*page), rows}, sink);
    else
      database_.run(Query::feed_site, {rows}, sink);
    for (PublishedComment& each : found)
      each.place = place_of_comment(database_, each.comment, paging);
    return found;
  });
}

Result<std::vector<int>, StoreError> FeedStore::counts(const std::vector<std::string>& pages) {
  return guarded([&] {
    const Snapshot snapshot(database_);
    std::vector<int> counts;
    counts.reserve(pages.size());
    for (const std::string& page : pages)
      database_.run(Query::feed_count, {std::string_view(page)},
                    [&](const Row& row) { counts.push_back(static_cast<int>(row.integer(0))); });
    return counts;
  });
}

}  // namespace afterword
