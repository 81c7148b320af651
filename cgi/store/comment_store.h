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
  Target target;       // with the version that the writer's link was made for
  Submission changed;  // its text is stored; what else it has is for the policy
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

  // --- reading a thread
  Result<ThreadState, StoreError> thread_state(std::string_view page);
  /// See Database::change_counter.
  std::optional<std::uint64_t> change_counter() { return database_.change_counter(); }
  Result<std::optional<Thread>, StoreError> find_thread(std::string_view page);
  Result<CommentPage, StoreError> comment_page(ThreadId thread, const PageRequest& request);
  Result<std::optional<Comment>, StoreError> find_comment(CommentId id);

  // --- taking a comment
  /// Judges the content first, so that this work holds up no other writer; then in one transaction
  /// looks up the submission's context, decides by `policy` and stores. The content is judged again
  /// within it in the rare case that a rule changed in between. Returns when it is on the disk.
  /// not_saved means that the database cannot be used. `paging` is for the result's place.
  Result<SubmitResult, Refusal> submit(const Submission& submission, const ModerationPolicy& policy,
                                       const PageRequest& paging, Instant now);

  /// Whether a writer may change their own comment, of the version that their link was made for;
  /// nullopt when they may. `flood` is found only by rewrite().
  Result<std::optional<RewriteRefusal>, StoreError> rewrite_refusal(const Target& target,
                                                                    const ModerationPolicy& policy,
                                                                    Instant now);
  /// A writer changes their own comment. It is judged again, as a submission is: what was
  /// published and would now be held waits, what may be about somebody's safety calls a person;
  /// nothing becomes published by it. Moderators are told of either. The same text changes nothing.
  /// It counts in the flood limits of the network that it comes from, too.
  Result<Comment, RewriteRefusal> rewrite(const Actor& actor, const Rewrite& rewrite,
                                          const ModerationPolicy& policy, Instant now);

  // --- lists
  Result<std::vector<ListedComment>, StoreError> list(const CommentFilter& filter);
  /// How many comments there are in each status.
  Result<std::map<Status, int>, StoreError> counts();
  /// When the comment that was taken last was written.
  Result<std::optional<Instant>, StoreError> newest();

 private:
  /// A verdict about content, and the version of the rules that it rests on.
  struct JudgedContent {
    std::int64_t rules_version = 0;
    Verdict verdict;
  };

  const RuleSet& current_rules();
  JudgedContent judge(const Submission& submission, const ModerationPolicy& policy);
  /// Within the transaction: the verdict, reached again when the rules have changed.
  Verdict confirmed(JudgedContent judged, const Submission& submission,
                    const ModerationPolicy& policy);

  Database& database_;
  MailPlan plan_;
  // The rules as compiled last, and the version that they are of.
  std::optional<RuleSet> rules_;
  std::int64_t rules_version_ = -1;
};

}  // namespace afterword
