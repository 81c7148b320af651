#include "store/paging.h"

#include <algorithm>
#include <limits>

#include "store/guarded.h"

namespace afterword {
namespace {

bool has_several_pages(Database& database, ThreadId thread, const PageRequest& request) {
  const Query at = request.threaded ? Query::thread_branch_at : Query::thread_comment_at;
  return first_number(database, at, {thread.value, std::int64_t{request.per_page}}) != 0;
}

std::int64_t replies_before(Database& database, ThreadId thread, CommentId root, std::int64_t id) {
  return first_number(database, Query::subthread_position, {thread.value, root.value, id});
}

}  // namespace

int page_of_comment(Database& database, const Comment& comment, const PageRequest& request) {
  const std::int64_t before = request.threaded
                                  ? first_number(database, Query::branch_position,
                                                 {comment.thread.value, comment.root.value})
                                  : first_number(database, Query::comment_position,
                                                 {comment.thread.value, comment.id.value});
  return static_cast<int>(before / request.per_page) + 1;
}

std::optional<CutSubthread> cut_subthread(Database& database, ThreadId thread, CommentId root,
                                          int replies_shown) {
  const std::int64_t next = first_number(database, Query::subthread_reply_at,
                                         {thread.value, root.value, std::int64_t{replies_shown}});
  if (next == 0) return std::nullopt;
  const std::int64_t all =
      replies_before(database, thread, root, std::numeric_limits<std::int64_t>::max());
  return CutSubthread{root, CommentId{next}, static_cast<int>(all - replies_shown)};
}

int replies_per_page(const PageRequest& request) {
  return std::max(request.per_page, request.replies_shown);
}

int page_in_subthread(Database& database, const Comment& comment, const PageRequest& request) {
  if (comment.id == comment.root) return 1;
  const std::int64_t before =
      replies_before(database, comment.thread, comment.root, comment.id.value);
  return static_cast<int>(before / replies_per_page(request)) + 1;
}

CommentPlace place_of_comment(Database& database, const Comment& comment,
                              const PageRequest& request) {
  if (request.threaded && comment.id != comment.root) {
    const std::int64_t next = first_number(
        database, Query::subthread_reply_at,
        {comment.thread.value, comment.root.value, std::int64_t{request.replies_shown}});
    if (next != 0 && comment.id.value >= next) return {std::nullopt, true};
  }
  if (!has_several_pages(database, comment.thread, request)) return {};
  return {page_of_comment(database, comment, request), false};
}

}  // namespace afterword
