// Reading threads and moderating; taking a comment is in comment_submission.cc.
#include "store/comment_store.h"

#include <algorithm>
#include <limits>

#include "store/comment_rows.h"
#include "store/guarded.h"
#include "store/paging.h"

namespace afterword {
namespace {

std::optional<CommentId> optional_id(const Row& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return CommentId{row.integer(column)};
}

/// The columns of thread_page, thread_page_flat and thread_pinned.
Comment read_shown_comment(const Row& row, ThreadId thread) {
  Comment comment;
  comment.id = CommentId{row.integer(0)};
  comment.thread = thread;
  comment.parent = optional_id(row, 1);
  comment.root = CommentId{row.integer(2)};
  comment.status = parse_status(row.text(3)).value_or(Status::waiting);
  comment.author = row.text(4);
  comment.email = row.text(5);
  comment.url = row.text(6);
  comment.text = row.text(7);
  comment.format = parse_format(row.text(8)).value_or(TextFormat::plain);
  comment.created = Instant{row.integer(9)};
  if (!row.is_null(10)) comment.moderator = ModeratorId{row.integer(10)};
  comment.pinned = row.integer(11) != 0;
  comment.locked = row.integer(12) != 0;
  comment.care = parse_care(row.text(13));
  return comment;
}

/// The columns of comment_list.
ListedComment read_listed_comment(const Row& row) {
  ListedComment listed;
  Comment& comment = listed.comment;
  comment.id = CommentId{row.integer(0)};
  listed.path = row.text(1);
  comment.parent = optional_id(row, 2);
  comment.author = row.text(3);
  comment.email = row.text(4);
  comment.url = row.text(5);
  comment.status = parse_status(row.text(6)).value_or(Status::waiting);
  comment.reason = row.text(7);
  comment.created = Instant{row.integer(8)};
  comment.text = row.text(9);
  comment.format = parse_format(row.text(10)).value_or(TextFormat::plain);
  return listed;
}

int pages_for(std::int64_t units, int per_page) {
  return static_cast<int>(std::max<std::int64_t>(1, (units + per_page - 1) / per_page));
}

struct Totals {
  std::int64_t approved = 0;
  std::int64_t branches = 0;
};

Totals thread_totals(Database& database, ThreadId thread) {
  return first_row(database, Query::thread_totals, {thread.value},
                   [](const Row& row) {
                     return Totals{row.integer(0), row.integer(1)};
                   })
      .value_or(Totals{});
}

/// The range of ids (of roots, or of comments when not threaded) that a page shows. The first page
/// begins and the last one ends without a limit, so that a place without a published comment, and
/// a writer's own waiting comment, have a page too.
std::pair<std::int64_t, std::int64_t> page_range(Database& database, ThreadId thread,
                                                 const PageRequest& request,
                                                 const CommentPage& page) {
  const Query at = request.threaded ? Query::thread_branch_at : Query::thread_comment_at;
  const auto unit = [&](std::int64_t offset) {
    return first_number(database, at, {thread.value, offset});
  };
  const std::int64_t begin = static_cast<std::int64_t>(page.page - 1) * request.per_page;
  const std::int64_t first = page.page == 1 ? 0 : unit(begin);
  const std::int64_t last = page.page == page.page_count ? std::numeric_limits<std::int64_t>::max()
                                                         : unit(begin + request.per_page) - 1;
  return {first, last};
}

int chosen_page(Database& database, const PageRequest& request, int page_count) {
  if (request.page) return std::clamp(*request.page, 1, page_count);
  if (request.own)
    if (const auto own = get_comment(database, *request.own))
      return std::min(page_count, page_of_comment(database, *own, request));
  return request.open_newest ? page_count : 1;
}

}  // namespace

Result<std::string, StoreError> CommentStore::installation_key(const std::string& fresh) {
  return guarded([&] {
    const auto read = [&] {
      return first_row(database_, Query::setting_get, {std::string_view("key")},
                       [](const Row& row) { return std::string(row.text(0)); });
    };
    if (const auto key = read()) return *key;
    Transaction change(database_);
    database_.run(Query::setting_insert, {std::string_view("key"), std::string_view(fresh)});
    change.commit();
    return read().value_or(fresh);
  });
}

Result<ThreadState, StoreError> CommentStore::thread_state(std::string_view page) {
  return guarded([&] {
    ThreadState state;
    database_.run(Query::thread_version, {page}, [&](const Row& row) {
      state.version = row.integer(0);
      // Inside the call the read lock is held, which is what makes the counter mean this version.
      state.counter = database_.change_counter();
    });
    return state;
  });
}

Result<std::optional<Thread>, StoreError> CommentStore::find_thread(std::string_view page) {
  return guarded([&] {
    return first_row(database_, Query::thread_find, {page}, [&](const Row& row) {
      Thread thread;
      thread.id = ThreadId{row.integer(0)};
      thread.page = page;
      thread.path = row.text(1);
      thread.title = row.text(2);
      thread.version = row.integer(3);
      thread.created = Instant{row.integer(4)};
      thread.changed = Instant{row.integer(5)};
      thread.closed = row.integer(6) != 0;
      thread.memorial = row.integer(7) != 0;
      return thread;
    });
  });
}

Result<CommentPage, StoreError> CommentStore::comment_page(ThreadId thread,
                                                           const PageRequest& request) {
  return guarded([&] {
    const Snapshot snapshot(database_);
    CommentPage page;
    const Totals totals = thread_totals(database_, thread);
    page.approved = static_cast<int>(totals.approved);
    page.page_count =
        pages_for(request.threaded ? totals.branches : totals.approved, request.per_page);
    page.page = chosen_page(database_, request, page.page_count);
    const auto [first, last] = page_range(database_, thread, request, page);
    const std::int64_t own = request.own.value_or(CommentId{}).value;
    database_.run(request.threaded ? Query::thread_page : Query::thread_page_flat,
                  {thread.value, first, last, own}, [&](const Row& row) {
                    page.comments.push_back(read_shown_comment(row, thread));
                  });
    database_.run(Query::alias_list, {thread.value}, [&](const Row& row) {
      page.old_numbers.push_back({row.integer(0), CommentId{row.integer(1)}});
    });
    if (request.threaded)
      database_.run(Query::thread_pinned, {thread.value, first, last}, [&](const Row& row) {
        page.comments.push_back(read_shown_comment(row, thread));
      });
    return page;
  });
}

Result<int, StoreError> CommentStore::approved_in(ThreadId thread) {
  return guarded([&] { return static_cast<int>(thread_totals(database_, thread).approved); });
}

Result<std::optional<Comment>, StoreError> CommentStore::find_comment(CommentId id) {
  return guarded([&] { return get_comment(database_, id); });
}

Result<std::vector<ListedComment>, StoreError> CommentStore::list(const CommentFilter& filter) {
  return guarded([&] {
    const auto text = [](const auto& optional, const auto& convert) -> Value {
      if (!optional) return nullptr;
      return std::string_view(convert(*optional));
    };
    std::vector<ListedComment> found;
    database_.run(
        Query::comment_list,
        {text(filter.status, [](Status s) { return to_text(s); }),
         text(filter.page, [](const std::string& s) { return std::string_view(s); }),
         filter.before ? Value(filter.before->value) : Value(nullptr), std::int64_t{filter.limit}},
        [&](const Row& row) { found.push_back(read_listed_comment(row)); });
    return found;
  });
}

Result<std::map<Status, int>, StoreError> CommentStore::counts() {
  return guarded([&] {
    std::map<Status, int> counts;
    database_.run(Query::tally_list, {}, [&](const Row& row) {
      if (const auto status = parse_status(row.text(0)))
        counts[*status] = static_cast<int>(row.integer(1));
    });
    return counts;
  });
}

Result<std::optional<Instant>, StoreError> CommentStore::newest() {
  return guarded([&] {
    return first_row(database_, Query::comment_newest_at, {},
                     [](const Row& row) { return Instant{row.integer(0)}; });
  });
}

}  // namespace afterword
