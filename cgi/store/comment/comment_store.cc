// Reads threads. Submissions are stored by submission_store.cc.
#include "store/comment/comment_store.h"

#include <algorithm>
#include <limits>
#include <set>

#include "sql/comments.h"
#include "sql/likes.h"
#include "sql/settings.h"
#include "sql/threads.h"
#include "store/comment/comment_rows.h"
#include "store/comment/paging.h"
#include "store/engine/error_boundary.h"

namespace afterword {
namespace {

Comment read_shown_comment(const sql::ShownCommentView& row, ThreadId thread) {
  Comment comment = read_comment(row);
  comment.thread = thread;
  comment.moderator = to_id<ModeratorId>(row.moderator_id);
  return comment;
}

int pages_for(std::int64_t units, int per_page) {
  return static_cast<int>(std::max<std::int64_t>(1, (units + per_page - 1) / per_page));
}

constexpr std::int64_t lowest_id = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest_id = std::numeric_limits<std::int64_t>::max();

/// Reads the comments of one page of a thread, or of one page of a subthread.
class PageReader {
 public:
  PageReader(Database& database, ThreadId thread, const PageRequest& request)
      : database_(database), thread_(thread), request_(request) {}

  CommentPage read() {
    const ThreadTotals totals = thread_totals(database_, thread_);
    page_.approved = static_cast<int>(totals.comments);
    page_.page_count =
        pages_for(request_.threaded ? totals.subthreads : totals.comments, request_.per_page);
    if (request_.most_liked) {
      read_most_liked();
      read_old_fragments();
      return std::move(page_);
    }
    const std::optional<Comment> focus = find_focus();
    if (!focus || !read_subthread(*focus)) read_page(focus);
    read_old_fragments();
    return std::move(page_);
  }

 private:
  auto take() {
    return [this](const sql::ShownCommentView& row) {
      page_.comments.push_back(read_shown_comment(row, thread_));
    };
  }

  /// The comment that determines the view: the requested one, if readers may see it, or the
  /// commenter's own.
  std::optional<Comment> find_focus() {
    if (request_.subthread || !request_.was.empty()) {
      auto comment = request_.subthread ? comment_here(*request_.subthread) : std::nullopt;
      if (!comment) comment = comment_that_was();
      is_asked_for_ =
          comment && (comment->status == Status::approved || comment->id == request_.own);
      if (is_asked_for_) return comment;
    }
    return request_.own ? comment_here(*request_.own) : std::nullopt;
  }

  /// The comment to which a link from before an import leads.
  std::optional<Comment> comment_that_was() {
    const std::string fragment =
        request_.subthread ? comment_fragment(*request_.subthread) : request_.was;
    const auto id = sql::find_alias(database_, {.thread = thread_.value, .fragment = fragment});
    return id ? comment_here(CommentId{*id}) : std::nullopt;
  }

  std::optional<Comment> comment_here(CommentId id) {
    auto comment = get_comment(database_, id);
    if (comment && comment->thread != thread_) comment.reset();
    return comment;
  }

  /// Returns false and reads nothing if a page of comments shows the comment.
  bool read_subthread(const Comment& focus) {
    if (!request_.threaded) return false;
    const auto cut = cut_subthread(database_, thread_, focus.top_level, request_.replies_shown);
    if (!cut) return false;
    if (!is_asked_for_ && (request_.page || focus.id == focus.top_level || focus.id < cut->next))
      return false;
    page_.subthread = focus.top_level;
    if (page_.page_count > 1)
      page_.subthread_page =
          std::min(page_.page_count, page_of_comment(database_, focus, request_));
    const int size = replies_per_page(request_);
    page_.page_count = pages_for(std::int64_t{request_.replies_shown} + cut->hidden, size);
    page_.page = std::clamp(request_.page.value_or(page_in_subthread(database_, focus, request_)),
                            1, page_.page_count);
    const std::int64_t begin = std::int64_t{page_.page - 1} * size;
    const auto reply_at = [&](std::int64_t offset) {
      return sql::reply_at(
          database_,
          {.thread = thread_.value, .top_level = focus.top_level.value, .offset = offset});
    };
    const auto [first, last] = page_bounds(reply_at, begin, size);
    read_subthread(focus.top_level, first, last);
    page_.cut.push_back(*cut);
    read_answered();
    return true;
  }

  void read_page(const std::optional<Comment>& focus) {
    const int newest = request_.open_newest ? page_.page_count : 1;
    // A requested comment determines the page, whatever page is named.
    const bool named = request_.page && !is_asked_for_;
    page_.page = std::clamp(named   ? *request_.page
                            : focus ? page_of_comment(database_, *focus, request_)
                                    : newest,
                            1, page_.page_count);
    const auto at = [&](std::int64_t offset) {
      return unit_at(database_, thread_, unit_of(request_), offset);
    };
    const auto [first, last] =
        page_bounds(at, std::int64_t{page_.page - 1} * request_.per_page, request_.per_page);
    if (request_.threaded)
      read_subthreads(first, last);
    else
      sql::list_flat(database_,
                     {.thread = thread_.value, .first = first, .last = last, .also = own()},
                     take());
  }

  /// Pinned comments are on every page, as in the order by date.
  void read_most_liked() {
    page_.page = std::clamp(request_.page.value_or(1), 1, page_.page_count);
    std::vector<CommentId> top_level;
    sql::list_pinned_top_level(database_, {.thread = thread_.value, .first = 0, .last = 0},
                               [&](std::int64_t id) { top_level.push_back(CommentId{id}); });
    const std::set<CommentId> pinned(top_level.begin(), top_level.end());
    sql::list_most_liked(database_,
                         {.thread = thread_.value,
                          .limit = request_.per_page,
                          .offset = std::int64_t{page_.page - 1} * request_.per_page},
                         [&](std::int64_t id) {
                           if (!pinned.contains(CommentId{id})) top_level.push_back(CommentId{id});
                         });
    for (const CommentId id : top_level) read_beginning(id);
    if (!page_.cut.empty()) read_pinned_replies();
    if (!page_.cut.empty()) read_answered();
  }

  /// The range of ids that a page shows: of replies, of top-level comments, or of all comments if
  /// threads are disabled. The first page has no lower limit and the last no upper limit, so that
  /// placeholders and a commenter's own waiting comment belong to a page too.
  template <class UnitAt>
  std::pair<std::int64_t, std::int64_t> page_bounds(const UnitAt& unit_at, std::int64_t begin,
                                                    int size) {
    const std::int64_t first = page_.page == 1 ? lowest_id : unit_at(begin).value_or(0);
    const std::int64_t last =
        page_.page == page_.page_count ? highest_id : unit_at(begin + size).value_or(0) - 1;
    return {first, last};
  }

  /// Reads the subthreads with top-level comments in a range of ids, and those of pinned ones.
  void read_subthreads(std::int64_t first, std::int64_t last) {
    std::vector<CommentId> cut_subthreads;
    sql::list_long_subthreads(
        database_,
        {.thread = thread_.value, .first = first, .last = last, .shown = request_.replies_shown},
        [&](std::int64_t top_level) { cut_subthreads.push_back(CommentId{top_level}); });
    std::vector<CommentId> pinned;
    sql::list_pinned_top_level(
        database_, {.thread = thread_.value, .first = first, .last = last},
        [&](std::int64_t top_level) { pinned.push_back(CommentId{top_level}); });
    std::int64_t begin = first;
    for (const CommentId top_level : cut_subthreads) {
      if (begin < top_level.value) read_whole_subthreads(begin, top_level.value - 1);
      read_beginning(top_level);
      begin = top_level.value + 1;
    }
    if (begin <= last) read_whole_subthreads(begin, last);
    for (const CommentId top_level : pinned) read_beginning(top_level);
    if (!page_.cut.empty()) read_pinned_replies();
    if (!page_.cut.empty()) read_answered();
  }

  /// Reads a subthread's first replies.
  void read_beginning(CommentId top_level) {
    const auto cut = cut_subthread(database_, thread_, top_level, request_.replies_shown);
    read_subthread(top_level, lowest_id, cut ? cut->next.value - 1 : highest_id);
    if (cut) page_.cut.push_back(*cut);
  }

  /// Reads the replies of a subthread in a range of ids, with their ancestors.
  void read_subthread(CommentId top_level, std::int64_t first, std::int64_t last) {
    const auto read = [&](std::int64_t from, std::int64_t to) {
      sql::list_subthread(database_,
                          {.also = own(),
                           .thread = thread_.value,
                           .top_level = top_level.value,
                           .first = from,
                           .last = to},
                          take());
    };
    read(first, last);
    if (top_level.value < first || top_level.value > last) read(top_level.value, top_level.value);
  }

  void read_whole_subthreads(std::int64_t first, std::int64_t last) {
    sql::list_subthreads(
        database_, {.also = own(), .thread = thread_.value, .first = first, .last = last}, take());
  }

  /// Pinned replies are always shown, however late they were written.
  void read_pinned_replies() {
    sql::list_pinned_replies(database_, thread_.value, [&](const sql::ShownCommentView& row) {
      Comment comment = read_shown_comment(row, thread_);
      for (CutSubthread& cut : page_.cut) {
        if (cut.top_level != comment.top_level || comment.id < cut.next) continue;
        --cut.hidden;
        page_.comments.push_back(std::move(comment));
        return;
      }
    });
  }

  /// Reads the names of commenters on other pages to whom comments on this page reply.
  void read_answered() {
    std::set<CommentId> here;
    for (const Comment& comment : page_.comments) here.insert(comment.id);
    for (const Comment& comment : page_.comments) {
      if (!comment.parent || !here.insert(*comment.parent).second) continue;
      const auto author = sql::find_published_author(database_, comment.parent->value);
      if (author) page_.answered.push_back({*comment.parent, *author});
    }
  }

  void read_old_fragments() {
    page_.has_old_fragments = sql::has_aliases(database_, thread_.value).has_value();
    if (!page_.has_old_fragments) return;
    for (const Comment& comment : page_.comments)
      sql::list_aliases(database_, comment.id.value, [&](std::string_view fragment) {
        page_.old_fragments.push_back({std::string(fragment), comment.id});
      });
  }

  std::int64_t own() const { return request_.own.value_or(CommentId{}).value; }

  Database& database_;
  ThreadId thread_;
  const PageRequest& request_;
  bool is_asked_for_ = false;  // the page contains the comment of request_.subthread
  CommentPage page_;
};

}  // namespace

Result<ThreadState, StoreError> CommentStore::thread_state(std::string_view page) {
  return error_boundary([&] {
    ThreadState state;
    const auto before = database_.change_counter();
    sql::thread_version(database_, page, [&](const sql::ThreadVersionRow& row) {
      state.thread = ThreadId{row.id};
      state.version = row.version;
      // In rollback mode the counter belongs to this version, because the read lock is held here.
      // In WAL mode other processes write at any time; the counter is valid because it was read
      // before the snapshot and has not changed.
      if (before == database_.change_counter()) state.counter = before;
    });
    return state;
  });
}

Result<std::optional<std::string>, StoreError> CommentStore::path_of_alias(std::string_view page,
                                                                           Unseen unseen) {
  return error_boundary([&]() -> std::optional<std::string> {
    auto row = sql::find_path_of_alias(database_, page);
    if (!row || (row->seen == 0 && unseen == Unseen::hidden)) return std::nullopt;
    return std::move(row->path);
  });
}

Result<std::optional<Thread>, StoreError> CommentStore::find_thread(std::string_view page) {
  return error_boundary([&] {
    auto row = sql::find_thread(database_, page);
    if (!row) return std::optional<Thread>{};
    Thread thread;
    thread.id = ThreadId{row->id};
    thread.page = std::move(row->page);
    thread.path = std::move(row->path);
    thread.title = std::move(row->title);
    thread.version = row->version;
    thread.created = Instant{row->created_at};
    thread.changed = Instant{row->changed_at};
    thread.closed = row->closed != 0;
    thread.memorial = row->memorial != 0;
    return std::optional(std::move(thread));
  });
}

Result<std::optional<Thread>, StoreError> CommentStore::find_thread(ThreadId id) {
  const auto page = error_boundary([&] { return sql::find_thread_page(database_, id.value); });
  if (!page) return Failure{page.error()};
  return *page ? find_thread(**page) : std::optional<Thread>{};
}

Result<std::vector<SeenThread>, StoreError> CommentStore::seen_threads(ThreadId after, int limit) {
  return error_boundary([&] {
    std::vector<SeenThread> found;
    sql::list_seen_threads(
        database_, {.after = after.value, .limit = limit},
        [&](const sql::ListSeenThreadsView& row) {
          found.push_back({ThreadId{row.id}, std::string(row.page), std::string(row.path),
                           Instant{row.created_at}, Instant{row.changed_at}});
        });
    return found;
  });
}

Result<CommentPage, StoreError> CommentStore::comment_page(ThreadId thread,
                                                           const PageRequest& request) {
  return error_boundary([&] {
    const Snapshot snapshot(database_);
    return PageReader(database_, thread, request).read();
  });
}

Result<std::optional<Comment>, StoreError> CommentStore::find_comment(CommentId id) {
  return error_boundary([&] { return get_comment(database_, id); });
}

Result<std::vector<ListedComment>, StoreError> CommentStore::list(const CommentFilter& filter) {
  return error_boundary([&] {
    std::vector<ListedComment> found;
    sql::list_comments(
        database_,
        {.status = filter.status ? std::optional(to_text(*filter.status)) : std::nullopt,
         .page = filter.page,
         .before = to_number(filter.before),
         .limit = filter.limit},
        [&](const sql::ListCommentsView& row) {
          found.push_back({read_full_comment(row), std::string(row.path)});
        });
    return found;
  });
}

Result<std::map<Status, int>, StoreError> CommentStore::counts() {
  return error_boundary([&] {
    std::map<Status, int> counts;
    sql::list_comment_counts(database_, [&](const sql::ListCommentCountsView& row) {
      if (const auto status = parse_status(row.name))
        counts[*status] = static_cast<int>(row.comments);
    });
    return counts;
  });
}

Result<std::optional<Instant>, StoreError> CommentStore::newest() {
  return error_boundary([&] { return to_instant(sql::newest_comment_time(database_)); });
}

}  // namespace afterword
