#include "store/comment/paging.h"

#include <algorithm>
#include <limits>

#include "sql/threads.h"

namespace afterword {
namespace {

bool has_several_pages(Database& database, ThreadId thread, const PageRequest& request) {
  return unit_at(database, thread, unit_of(request), request.per_page).has_value();
}

}  // namespace

PageUnit unit_of(const PageRequest& request) {
  return request.threaded ? PageUnit::subthreads : PageUnit::comments;
}

int page_of_comment(Database& database, const Comment& comment, const PageRequest& request) {
  const std::int64_t before = units_before(database, comment.thread, unit_of(request),
                                           request.threaded ? comment.top_level : comment.id);
  return static_cast<int>(before / request.per_page) + 1;
}

std::optional<CutSubthread> cut_subthread(Database& database, ThreadId thread, CommentId top_level,
                                          int replies_shown) {
  const auto next = sql::reply_at(
      database, {.thread = thread.value, .top_level = top_level.value, .offset = replies_shown});
  if (!next) return std::nullopt;
  const std::int64_t all =
      sql::replies_before(database, {.thread = thread.value,
                                     .top_level = top_level.value,
                                     .id = std::numeric_limits<std::int64_t>::max()});
  return CutSubthread{top_level, CommentId{*next}, static_cast<int>(all - replies_shown)};
}

int replies_per_page(const PageRequest& request) {
  return std::max(request.per_page, request.replies_shown);
}

int page_in_subthread(Database& database, const Comment& comment, const PageRequest& request) {
  if (comment.id == comment.top_level) return 1;
  const std::int64_t before = sql::replies_before(database, {.thread = comment.thread.value,
                                                             .top_level = comment.top_level.value,
                                                             .id = comment.id.value});
  return static_cast<int>(before / replies_per_page(request)) + 1;
}

int depth_of_comment(Database& database, const Comment& comment, const PageRequest& request) {
  if (!comment.parent || request.threads_depth < 2) return 1;
  return static_cast<int>(sql::reply_depth(
      database, {.parent = comment.parent->value, .deepest = request.threads_depth}));
}

CommentPlace place_of_comment(Database& database, const Comment& comment,
                              const PageRequest& request) {
  if (request.threaded && comment.id != comment.top_level) {
    const auto next = sql::reply_at(database, {.thread = comment.thread.value,
                                               .top_level = comment.top_level.value,
                                               .offset = request.replies_shown});
    if (next && comment.id.value >= *next) return {std::nullopt, true};
  }
  if (!has_several_pages(database, comment.thread, request)) return {};
  return {page_of_comment(database, comment, request), false};
}

}  // namespace afterword
