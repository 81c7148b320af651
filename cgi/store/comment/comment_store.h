// Reads threads and comments. Every public function returns a value or a StoreError; the engine's
// message about an error is logged here, once.
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
  std::string page;  // the page's key
  std::string path;  // the page's path as visitors request it
  std::string title;
  std::int64_t version = 0;
  Instant created;
  Instant changed;
  bool closed = false;
  bool memorial = false;  // closed, in somebody's memory
};

/// A thread of which readers have seen something.
struct SeenThread {
  ThreadId id;
  std::string page;
  std::string path;
  Instant created;
  Instant changed;
};

/// Determines whether a rendered page is still current.
struct ThreadState {
  ThreadId thread;                       // 0 if the page has none
  std::int64_t version = 0;              // 0: readers have never seen anything of the thread
  std::optional<std::uint64_t> counter;  // Database::change_counter at that version
};

struct PageRequest {
  bool threaded = true;    // pages are counted in subthreads, not in comments
  int threads_depth = 5;   // deeper replies are shown at this depth
  int per_page = 50;       // at least 1
  int replies_shown = 20;  // per subthread, oldest first; at least 1
  bool open_newest = true;
  std::optional<int> page;       // 1 is the oldest; a number beyond the last means the last
  std::optional<CommentId> own;  // the commenter's own comment, shown although it is not published
  /// Selects the view that shows this comment: its page of comments, or the page of its subthread
  /// if the subthread has more replies than a page of comments shows. `page` then counts pages of
  /// the subthread.
  std::optional<CommentId> subthread;
  /// The same for the comment that this fragment led to at its source; "" for none.
  std::string was = {};
  /// Pages of top-level comments by their likes, most liked first. Only with `threaded`, and
  /// without `own`, `subthread` and `was`.
  bool most_liked = false;
};

/// A comment outside the page to which a comment on the page replies.
struct AnsweredComment {
  CommentId id;
  std::string author;
};

struct CommentPage {
  int approved = 0;  // in the whole thread
  int page = 1;
  int page_count = 1;
  /// Not in display order; see domain/comment/thread_order.h. With PageRequest::most_liked, the
  /// subthreads are in order.
  std::vector<Comment> comments;
  std::vector<OldFragment> old_fragments;  // of these comments
  bool has_old_fragments = false;          // the thread has some, perhaps of other comments
  std::vector<CutSubthread> cut;           // subthreads with replies that are not on this page
  std::vector<AnsweredComment> answered;
  /// If a single subthread is shown: its top-level comment, and the page of comments that contains
  /// its beginning. `page` and `page_count` then refer to the subthread.
  std::optional<CommentId> subthread;
  std::optional<int> subthread_page;  // nullopt if the thread has one page
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

/// Whether former names of a page of which readers have seen nothing count. Readers must not learn
/// of such a page, because it has a held comment.
enum class Unseen { included, hidden };

class CommentStore {
 public:
  explicit CommentStore(Database& database) : database_(database) {}

  // --- reading a thread
  Result<ThreadState, StoreError> thread_state(std::string_view page);
  /// See Database::change_counter.
  std::optional<std::uint64_t> change_counter() { return database_.change_counter(); }
  /// See Database::journal_mode.
  std::string_view journal_mode() const { return database_.journal_mode(); }
  Result<std::optional<Thread>, StoreError> find_thread(std::string_view page);
  /// A thread by its id; nullopt if its page does not lead to it, for example after a merge.
  Result<std::optional<Thread>, StoreError> find_thread(ThreadId id);
  /// In the order of their ids, at most `limit` after one.
  Result<std::vector<SeenThread>, StoreError> seen_threads(ThreadId after, int limit);
  /// The path of the page to which a former name, the key of a page, leads; nullopt for others, and
  /// with `hidden` for a page of which readers have seen nothing.
  Result<std::optional<std::string>, StoreError> path_of_alias(std::string_view page,
                                                               Unseen unseen);
  Result<CommentPage, StoreError> comment_page(ThreadId thread, const PageRequest& request);
  Result<std::optional<Comment>, StoreError> find_comment(CommentId id);

  // --- lists of comments
  Result<std::vector<ListedComment>, StoreError> list(const CommentFilter& filter);
  /// Number of comments per status.
  Result<std::map<Status, int>, StoreError> counts();
  /// When the most recently stored comment was written.
  Result<std::optional<Instant>, StoreError> newest();

 private:
  Database& database_;
};

}  // namespace afterword
