#include "store/paging.h"

#include "store/guarded.h"

namespace afterword {

int page_of_comment(Database& database, const Comment& comment, const PageRequest& request) {
  const std::int64_t before = request.threaded
                                  ? first_number(database, Query::branch_position,
                                                 {comment.thread.value, comment.root.value})
                                  : first_number(database, Query::comment_position,
                                                 {comment.thread.value, comment.id.value});
  return static_cast<int>(before / request.per_page) + 1;
}

bool has_several_pages(Database& database, ThreadId thread, const PageRequest& request) {
  const Query at = request.threaded ? Query::thread_branch_at : Query::thread_comment_at;
  return first_number(database, at, {thread.value, std::int64_t{request.per_page}}) != 0;
}

}  // namespace afterword
