// Takes submissions, and writers' changes of their own comments: everything between BEGIN and
// COMMIT. What becomes of either is decided by domain/policy/moderation_policy; the store looks up
// what that needs to know.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "domain/comment/comment.h"
#include "domain/comment/comment_place.h"
#include "domain/comment/submission.h"
#include "domain/errors.h"
#include "domain/moderation/moderation.h"
#include "domain/policy/moderation_policy.h"
#include "domain/policy/rule_set.h"
#include "store/comment/comment_store.h"
#include "store/engine/database.h"
#include "store/mail/outbox.h"

namespace afterword {

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

class SubmissionStore {
 public:
  explicit SubmissionStore(Database& database, MailPlan plan = {})
      : database_(database), plan_(std::move(plan)) {}

  /// Judges the content first, so that this work holds up no other writer; then in one transaction
  /// looks up the submission's context, decides by `policy` and stores. The content is evaluated
  /// again within it in the rare case that a rule changed in between. Returns when it is on the
  /// disk. not_saved means that the database cannot be used. `paging` is for the result's place.
  Result<SubmitResult, Refusal> submit(const Submission& submission, const ModerationPolicy& policy,
                                       const PageRequest& paging, Instant now);

  /// Whether a writer may change their own comment, of the version that their link was made for;
  /// nullopt when they may. `flood` is found only by rewrite().
  Result<std::optional<RewriteRefusal>, StoreError> rewrite_refusal(const Target& target,
                                                                    const ModerationPolicy& policy,
                                                                    Instant now);
  /// A writer changes their own comment. It is evaluated again, as a submission is: what was
  /// published and would now be held waits, what may be about somebody's safety calls a person;
  /// nothing becomes published by it. Moderators are told of either. The same text changes nothing.
  /// It counts in the flood limits of the network that it comes from, too.
  Result<Comment, RewriteRefusal> rewrite(const Actor& actor, const Rewrite& rewrite,
                                          const ModerationPolicy& policy, Instant now);

 private:
  /// A verdict about content, and the version of the rules that it rests on.
  struct ContentVerdict {
    std::int64_t rules_version = 0;
    Verdict verdict;
  };

  const RuleSet& current_rules();
  ContentVerdict evaluate(const Submission& submission, const ModerationPolicy& policy);
  /// Within the transaction: the verdict, reached again when the rules have changed.
  Verdict confirmed(ContentVerdict evaluated, const Submission& submission,
                    const ModerationPolicy& policy);

  Database& database_;
  MailPlan plan_;
  // The rules as compiled last, and the version that they are of.
  std::optional<RuleSet> rules_;
  std::int64_t rules_version_ = -1;
};

}  // namespace afterword
