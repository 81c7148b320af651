// Threads and comments in the database. Every public function answers with a value or a
// StoreError; what the engine said about a failure goes to the log here, once.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "comment/comment.h"
#include "comment/comment_place.h"
#include "comment/errors.h"
#include "comment/moderation.h"
#include "comment/moderation_policy.h"
#include "comment/rule_set.h"
#include "comment/submission.h"
#include "store/database.h"
#include "store/outbox.h"

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
  bool threaded = true;    // pages hold branches, not single comments
  int threads_depth = 5;   // a reply below this depth is shown at it
  int per_page = 50;       // 1 or more
  int replies_shown = 20;  // of each branch, the oldest; 1 or more
  bool open_newest = true;
  std::optional<int> page;       // 1 is the oldest; beyond the last means the last
  std::optional<CommentId> own;  // shown to its writer although it is not published
  /// Wherever this comment is shown: on its page of comments or, in a branch with more replies
  /// than a page shows, on the page of the branch, of which `page` names another.
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
  std::vector<Comment> comments;       // unordered as to display; see comment/thread_order.h
  std::vector<OldNumber> old_numbers;  // of these comments
  std::vector<CutSubthread> cut;       // the branches of which not all replies are here
  std::vector<AnsweredComment> answered;
  /// The branch that alone is shown, and the page of comments that has its beginning; `page` and
  /// `page_count` are those of the branch then.
  std::optional<CommentId> subthread;
  std::optional<int> subthread_page;  // nullopt in a thread of one page
};

/// A validated comment on its way in.
struct Arrival {
  Submission comment;
  std::string page;
  std::string path;
  std::string network;
  std::string user_agent;
  Instant now;
  int flood_seconds = 15;    // 0: no limit
  int close_after_days = 0;  // 0: never
  PageRequest pages;         // how the thread is paged, for the result
  bool mail_wanted = false;  // the writer asked for mail about it
};

/// Decides about a submission. Called before the transaction, so that its work holds up no other
/// writer; and once more within it in the rare case that a rule or the author's standing changed
/// in between. Must not write.
using Judge = std::function<Verdict(const RuleSet& rules, bool known_author)>;

/// A submission as it was stored, with all that the response needs of the same moment.
struct SubmitResult {
  Comment comment;
  CommentPlace place;        // of a published comment
  int depth = 1;             // at which the comment is shown; 1 is a comment on the page
  std::string thread_title;  // "" when it is not known
  int approved = 0;          // in the whole thread, for a published comment
};

/// A writer's change of their own comment.
struct Rewrite {
  Target target;        // with the version that the writer's link was made for
  Submission changed;   // only its text is stored
  std::string network;  // where it comes from; it counts in the flood limits of both networks
  Instant now;
  int flood_seconds = 15;    // 0: no limit
  int close_after_days = 0;  // 0: never
};

/// A writer may change a comment this often, and while its earlier texts take no more than this.
inline constexpr std::int64_t most_rewrites = 20;
inline constexpr std::int64_t most_revision_bytes = 1 << 20;

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
  explicit CommentStore(Database& database, MailPlan plan = {})
      : database_(database), plan_(std::move(plan)) {}

  /// The installation's secret key, 64 hexadecimal digits; `fresh` becomes it when there is none.
  Result<std::string, StoreError> installation_key(const std::string& fresh);

  // --- reading a thread
  Result<ThreadState, StoreError> thread_state(std::string_view page);
  /// See Database::change_counter.
  std::optional<std::uint64_t> change_counter() { return database_.change_counter(); }
  Result<std::optional<Thread>, StoreError> find_thread(std::string_view page);
  Result<CommentPage, StoreError> comment_page(ThreadId thread, const PageRequest& request);
  Result<std::optional<Comment>, StoreError> find_comment(CommentId id);

  // --- taking a comment
  /// The verdict first; then in one transaction: the page's thread, closed or not, the parent,
  /// duplicate, flood, whether the verdict still stands, the row. Returns when it is on the disk.
  /// What stands against it is a Refusal; not_saved means that the database cannot be used.
  Result<SubmitResult, Refusal> submit(const Arrival& arrival, const Judge& judge);

  /// Whether a writer may change their own comment, of the version that their link was made for;
  /// nullopt when they may. `flood` is found only by rewrite().
  Result<std::optional<RewriteRefusal>, StoreError> rewrite_refusal(const Target& target,
                                                                    int close_after_days,
                                                                    Instant now);
  /// A writer changes their own comment. It is judged again, as a submission is: what was
  /// published and would now be held waits, what may be about somebody's safety calls a person;
  /// nothing becomes published by it. Moderators are told of either. The same text changes nothing.
  Result<Comment, RewriteRefusal> rewrite(const Actor& actor, const Rewrite& rewrite,
                                          const Judge& judge);

  // --- lists
  Result<std::vector<ListedComment>, StoreError> list(const CommentFilter& filter);
  /// How many comments there are in each status.
  Result<std::map<Status, int>, StoreError> counts();
  /// When the comment that was taken last was written.
  Result<std::optional<Instant>, StoreError> newest();

 private:
  /// A verdict, and what it rests on.
  struct Decision {
    std::int64_t rules_version = 0;
    bool known_author = false;
    Verdict verdict;
  };

  const RuleSet& current_rules();
  Decision decide(const Judge& judge, bool known_author);
  /// Within the transaction: the verdict, reached again when what it rests on has changed.
  const Verdict& confirmed(Decision& decision, const Judge& judge, bool known_author);

  Database& database_;
  MailPlan plan_;
  // The rules as compiled last, and the version that they are of.
  std::optional<RuleSet> rules_;
  std::int64_t rules_version_ = -1;
};

}  // namespace afterword
