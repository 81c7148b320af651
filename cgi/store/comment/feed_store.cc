#include "store/comment/feed_store.h"

#include <limits>

#include "sql/feeds.h"
#include "sql/threads.h"
#include "store/comment/comment_rows.h"
#include "store/comment/paging.h"
#include "store/comment/search_expression.h"
#include "store/engine/columns.h"
#include "store/engine/error_boundary.h"

namespace afterword {
namespace {

template <class Text>
PublishedComment read_published(const sql::BasicNewest<Text>& row) {
  PublishedComment found;
  Comment& comment = found.comment;
  comment.id = CommentId{row.id};
  comment.parent = to_id<CommentId>(row.parent_id);
  comment.thread = ThreadId{row.thread_id};
  comment.top_level = CommentId{row.top_level_id};
  comment.status = Status::approved;
  comment.author = row.author;
  comment.url = row.url;
  comment.text = row.text;
  comment.format = parse_format(row.format).value_or(TextFormat::plain);
  comment.created = Instant{row.created_at};
  found.path = row.path;
  found.title = row.title;
  return found;
}

}  // namespace

Result<std::vector<PublishedComment>, StoreError> FeedStore::newest(
    const std::optional<std::string>& page, int limit, const PageRequest& paging) {
  return error_boundary([&] {
    const Snapshot snapshot(database_);
    std::vector<PublishedComment> found;
    const auto take = [&](const sql::NewestView& row) { found.push_back(read_published(row)); };
    if (page)
      sql::list_newest_on_page(database_, {.page = *page, .limit = limit}, take);
    else
      sql::list_newest(database_, limit, take);
    for (PublishedComment& each : found)
      each.place = place_of_comment(database_, each.comment, paging);
    return found;
  });
}

Result<std::vector<PublishedComment>, StoreError> FeedStore::search(const PublicSearch& search,
                                                                    const PageRequest& paging) {
  return error_boundary([&] {
    std::vector<PublishedComment> found;
    const std::string expression = public_search_expression(search.typed);
    if (expression.empty()) return found;
    const Snapshot snapshot(database_);
    std::int64_t thread = 0;
    if (search.page) {
      const auto row = sql::find_thread(database_, *search.page);
      if (!row) return found;
      thread = row->id;
    }
    constexpr std::int64_t newest = std::numeric_limits<std::int64_t>::max();
    sql::search_published(
        database_,
        {.search = expression,
         .before = search.before ? search.before->value : newest,
         .thread = thread,
         .limit = search.limit},
        [&](const sql::NewestView& row) { found.push_back(read_published(row)); });
    for (PublishedComment& each : found)
      each.place = place_of_comment(database_, each.comment, paging);
    return found;
  });
}

Result<std::optional<PublishedComment>, StoreError> FeedStore::published(
    CommentId id, const PageRequest& paging) {
  return error_boundary([&]() -> std::optional<PublishedComment> {
    const Snapshot snapshot(database_);
    const auto row = sql::find_published(database_, id.value);
    if (!row) return std::nullopt;
    PublishedComment found = read_published(*row);
    found.place = place_of_comment(database_, found.comment, paging);
    return found;
  });
}

Result<std::vector<int>, StoreError> FeedStore::counts(const std::vector<std::string>& pages) {
  return error_boundary([&] {
    const Snapshot snapshot(database_);
    std::vector<int> counts;
    counts.reserve(pages.size());
    for (const std::string& page : pages) {
      const auto thread = find_thread_row(database_, page);
      counts.push_back(thread ? static_cast<int>(sql::count_published(database_, thread->id.value))
                              : 0);
    }
    return counts;
  });
}

}  // namespace afterword
