// Reading threads and moderating; taking a comment is in comment_submission.cc.
#include "store/comment_store.h"

#include <algorithm>
#include <limits>
#include <set>

#include "store/comment_rows.h"
#include "store/guarded.h"
#include "store/paging.h"

namespace afterword {
namespace {

std::optional<CommentId> optional_id(const Row& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return CommentId{row.integer(column)};
}

/// The columns of thread_page, thread_page_flat, subthread_page and thread_pinned_replies.
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

constexpr std::int64_t lowest_id = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest_id = std::numeric_limits<std::int64_t>::max();

/// Reads the comments of one page of a thread, or of one page of a branch of it.
class PageReader {
 public:
  PageReader(Database& database, ThreadId thread, const PageRequest& request)
      : database_(database), thread_(thread), request_(request) {}

  CommentPage read() {
    const Totals totals = thread_totals(database_, thread_);
    page_.approved = static_cast<int>(totals.approved);
    page_.page_count =
        pages_for(request_.threaded ? totals.branches : totals.approved, request_.per_page);
    const std::optional<Comment> focus = find_focus();
    if (!focus || !read_subthread(*focus)) read_page(focus);
    read_old_numbers();
    return std::move(page_);
  }

 private:
  /// The comment that decides which view is shown: the one that is asked for, as long as readers
  /// may know of it, or the writer's own.
  std::optional<Comment> find_focus() {
    if (request_.subthread) {
      auto comment = comment_here(*request_.subthread);
      // Links of before the site moved in have the numbers of there.
      if (!comment)
        comment = comment_here(CommentId{
            first_number(database_, Query::alias_get, {thread_.value, request_.subthread->value})});
      is_asked_for_ =
          comment && (comment->status == Status::approved || comment->id == request_.own);
      if (is_asked_for_) return comment;
    }
    return request_.own ? comment_here(*request_.own) : std::nullopt;
  }

  std::optional<Comment> comment_here(CommentId id) {
    auto comment = get_comment(database_, id);
    if (comment && comment->thread != thread_) comment.reset();
    return comment;
  }

  /// False, and nothing is read, when the comment is on a page of comments.
  bool read_subthread(const Comment& focus) {
    if (!request_.threaded) return false;
    const auto cut = cut_subthread(database_, thread_, focus.root, request_.replies_shown);
    if (!cut) return false;
    if (!is_asked_for_ && (request_.page || focus.id == focus.root || focus.id < cut->next))
      return false;
    page_.subthread = focus.root;
    if (page_.page_count > 1)
      page_.subthread_page =
          std::min(page_.page_count, page_of_comment(database_, focus, request_));
    const int size = replies_per_page(request_);
    page_.page_count = pages_for(std::int64_t{request_.replies_shown} + cut->hidden, size);
    page_.page = std::clamp(request_.page.value_or(page_in_subthread(database_, focus, request_)),
                            1, page_.page_count);
    const std::int64_t begin = std::int64_t{page_.page - 1} * size;
    const auto [first, last] = page_bounds(Query::subthread_reply_at, focus.root, begin, size);
    read_branch(focus.root, first, last);
    page_.cut.push_back(*cut);
    read_answered();
    return true;
  }

  void read_page(const std::optional<Comment>& focus) {
    const int newest = request_.open_newest ? page_.page_count : 1;
    // Whoever asks for a comment gets its page, whatever page they name.
    const bool named = request_.page && !is_asked_for_;
    page_.page = std::clamp(named   ? *request_.page
                            : focus ? page_of_comment(database_, *focus, request_)
                                    : newest,
                            1, page_.page_count);
    const Query at = request_.threaded ? Query::thread_branch_at : Query::thread_comment_at;
    const auto [first, last] =
        page_bounds(at, {}, std::int64_t{page_.page - 1} * request_.per_page, request_.per_page);
    if (request_.threaded)
      read_branches(first, last);
    else
      read(Query::thread_page_flat, {thread_.value, first, last, own()});
  }

  /// The range of ids that a page shows: of replies, of top-level comments, or of all comments when
  /// there are no threads. The first page begins and the last one ends without a limit, so that a
  /// place without a published comment, and a writer's own waiting comment, have a page too.
  std::pair<std::int64_t, std::int64_t> page_bounds(Query at, std::optional<CommentId> root,
                                                    std::int64_t begin, int size) {
    const auto unit = [&](std::int64_t offset) {
      return root ? first_number(database_, at, {thread_.value, root->value, offset})
                  : first_number(database_, at, {thread_.value, offset});
    };
    const std::int64_t first = page_.page == 1 ? lowest_id : unit(begin);
    const std::int64_t last = page_.page == page_.page_count ? highest_id : unit(begin + size) - 1;
    return {first, last};
  }

  /// The branches whose top-level comments lie between two ids, and those of pinned ones.
  void read_branches(std::int64_t first, std::int64_t last) {
    std::vector<CommentId> cut_roots;
    database_.run(Query::subthread_long,
                  {thread_.value, first, last, std::int64_t{request_.replies_shown}},
                  [&](const Row& row) { cut_roots.push_back(CommentId{row.integer(0)}); });
    std::vector<CommentId> pinned;
    database_.run(Query::thread_pinned_roots, {thread_.value, first, last},
                  [&](const Row& row) { pinned.push_back(CommentId{row.integer(0)}); });
    std::int64_t begin = first;
    for (const CommentId root : cut_roots) {
      if (begin < root.value)
        read(Query::thread_page, {thread_.value, begin, root.value - 1, own()});
      read_beginning(root);
      begin = root.value + 1;
    }
    if (begin <= last) read(Query::thread_page, {thread_.value, begin, last, own()});
    for (const CommentId root : pinned) read_beginning(root);
    if (!page_.cut.empty()) read_pinned_replies();
    if (!page_.cut.empty()) read_answered();
  }

  /// A branch with its first replies.
  void read_beginning(CommentId root) {
    const auto cut = cut_subthread(database_, thread_, root, request_.replies_shown);
    read_branch(root, lowest_id, cut ? cut->next.value - 1 : highest_id);
    if (cut) page_.cut.push_back(*cut);
  }

  /// The replies of a branch between two ids, with what they are below.
  void read_branch(CommentId root, std::int64_t first, std::int64_t last) {
    read(Query::subthread_page, {thread_.value, root.value, first, last, own()});
    if (root.value < first || root.value > last)
      read(Query::subthread_page, {thread_.value, root.value, root.value, root.value, own()});
  }

  /// What is pinned stands in sight, however late it was written.
  void read_pinned_replies() {
    database_.run(Query::thread_pinned_replies, {thread_.value}, [&](const Row& row) {
      Comment comment = read_shown_comment(row, thread_);
      for (CutSubthread& cut : page_.cut) {
        if (cut.root != comment.root || comment.id < cut.next) continue;
        --cut.hidden;
        page_.comments.push_back(std::move(comment));
        return;
      }
    });
  }

  /// The names of those whom somebody answers from another page.
  void read_answered() {
    std::set<CommentId> here;
    for (const Comment& comment : page_.comments) here.insert(comment.id);
    for (const Comment& comment : page_.comments) {
      if (!comment.parent || !here.insert(*comment.parent).second) continue;
      const auto author = first_row(database_, Query::comment_author, {comment.parent->value},
                                    [](const Row& row) { return std::string(row.text(0)); });
      if (author) page_.answered.push_back({*comment.parent, *author});
    }
  }

  void read_old_numbers() {
    if (first_number(database_, Query::alias_any, {thread_.value}) == 0) return;
    for (const Comment& comment : page_.comments)
      database_.run(Query::alias_of_comment, {comment.id.value}, [&](const Row& row) {
        page_.old_numbers.push_back({row.integer(0), comment.id});
      });
  }

  void read(Query query, std::initializer_list<Value> values) {
    database_.run(query, values, [&](const Row& row) {
      page_.comments.push_back(read_shown_comment(row, thread_));
    });
  }

  std::int64_t own() const { return request_.own.value_or(CommentId{}).value; }

  Database& database_;
  ThreadId thread_;
  const PageRequest& request_;
  bool is_asked_for_ = false;  // the comment of request_.subthread is there
  CommentPage page_;
};

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
    const auto before = database_.change_counter();
    database_.run(Query::thread_version, {page}, [&](const Row& row) {
      state.version = row.integer(0);
      // Here the read lock is held, under which a rollback journal's counter means this version;
      // with a WAL, where others write all the time, it is the counter from before that does.
      if (before == database_.change_counter()) state.counter = before;
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
    return PageReader(database_, thread, request).read();
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
