// Threads and comments in the database. Every public function answers with a value or a
// StoreError; what the engine said about a failure goes to the log here, once.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/comment/comment.h"
#include "domain/comment/comment_place.h"
#include "domain/errors.h"
#include "domain/moderation/moderation.h"
#include "store/engine/database.h"

namespace afterword {

struct Thread {
  ThreadId id;
  std::string page;  // the page's one name
  std::string path;  // the page as visitors reach it
  std::string title;
  std::int64_t version = 0;
  Instant created;
  Instant changed;
  bool closed = false;
  bool memorial = false;  // closed, and kept in somebody's memory
};

/// What decides whether something rendered earlier is still good.
struct ThreadState {
  std::int64_t version = 0;              // 0: readers never saw anything of a thread
  std::optional<std::uint64_t> counter;  // Database::change_counter of that version
};

struct PageRequest {
  bool threaded = true;    // pages hold subthreads, not single comments
  int threads_depth = 5;   // a reply below this depth is shown at it
  int per_page = 50;       // 1 or more
  int replies_shown = 20;  // of each subthread, the oldest; 1 or more
  bool open_newest = true;
  std::optional<int> page;       // 1 is the oldest; beyond the last means the last
  std::optional<CommentId> own;  // shown to its writer although it is not published
  /// Wherever this comment is shown: on its page of comments or, in a subthread with more replies
  /// than a page shows, on the page of the subthread, of which `page` names another.
  std::optional<CommentId> subthread;
};

/// A comment that another one on the page replies to, and that is itself elsewhere.
struct AnsweredComment {
  CommentId id;
  std::string author;
};

struct CommentPage {
  int approved = 0;  // in the whole thread
  int page = 1;
  int page_count = 1;
  std::vector<Comment> comments;       // unordered as to display; see domain/comment/thread_order.h
  std::vector<OldNumber> old_numbers;  // of these comments
  std::vector<CutSubthread> cut;       // the subthreads of which not all replies are here
  std::vector<AnsweredComment> answered;
  /// The subthread that alone is shown, and the page of comments that has its beginning; `page` and
  /// `page_count` are those of the subthread then.
  std::optional<CommentId> subthread;
  std::optional<int> subthread_page;  // nullopt in a thread of one page
};

struct CommentFilter {
  std::optional<Status> status;
  std::optional<std::string> page;
  std::optional<CommentId> before;
  int limit = 50;
};

struct ListedComment {
  Comment comment;
  std::string path;
};

class CommentStore {
 public:
  explicit CommentStore(Database& database) : database_(database) {}

  // --- reading a thread
  Result<ThreadState, StoreError> thread_state(std::string_view page);
  /// See Database::change_counter.
  std::optional<std::uint64_t> change_counter() { return database_.change_counter(); }
  Result<std::optional<Thread>, StoreError> find_thread(std::string_view page);
  Result<CommentPage, StoreError> comment_page(ThreadId thread, const PageRequest& request);
  Result<std::optional<Comment>, StoreError> find_comment(CommentId id);

  // --- lists
  Result<std::vector<ListedComment>, StoreError> list(const CommentFilter& filter);
  /// How many comments there are in each status.
  Result<std::map<Status, int>, StoreError> counts();
  /// When the comment that was taken last was written.
  Result<std::optional<Instant>, StoreError> newest();

 private:
  Database& database_;
};

}  // namespace afterword
