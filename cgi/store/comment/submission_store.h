// Stores submissions, and commenters' changes of their own comments, in one transaction each.
// domain/policy/moderation_policy decides what happens to them; this store looks up the facts that
// the decision needs.
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

/// A stored submission, with the data for its response from the same transaction.
struct SubmitResult {
  Comment comment;
  CommentPlace place;        // of a published comment
  int depth = 1;             // display depth; 1 is a top-level comment
  std::string thread_title;  // "" if unknown
  int approved = 0;          // in the whole thread, for a published comment
};

/// A commenter's change of their own comment.
struct Rewrite {
  Target target;       // with the version for which the commenter's link was made
  Submission changed;  // only its text is stored; the other members are for the policy
};

class SubmissionStore {
 public:
  explicit SubmissionStore(Database& database, MailPlan plan = {})
      : database_(database), plan_(std::move(plan)) {}

  /// Evaluates the content before the transaction, so that this does not delay other writers. Then
  /// looks up the submission's context, decides by the policy and stores, in one transaction. In
  /// the rare case that a rule or the care mode changed in between, the content is evaluated again.
  /// Returns after the commit is durable. not_saved means that the database is unavailable.
  /// `paging` determines the result's place.
  Result<SubmitResult, Refusal> submit(const Submission& submission, const PolicySource& policy_for,
                                       const PageRequest& paging, Instant now);

  /// Whether a commenter may change their own comment at the version of their link; nullopt if so.
  /// Only rewrite() detects `flood`.
  Result<std::optional<Refusal>, StoreError> rewrite_refusal(const Target& target,
                                                             const ModerationPolicy& policy,
                                                             Instant now);
  /// Changes a commenter's own comment. The new text is evaluated like a submission: a published
  /// comment that would now be held returns to the pending queue, and a text that may concern
  /// somebody's safety opens the comment for care. A change never publishes a comment. The
  /// moderators are notified of both. An unchanged text has no effect. The change counts towards
  /// the flood limits of its address prefix. not_saved means that the database is unavailable.
  Result<Comment, Refusal> rewrite(const Actor& actor, const Rewrite& rewrite,
                                   const PolicySource& policy_for, Instant now);

 private:
  /// What a verdict about content is based on.
  struct Basis {
    std::int64_t rules_version = 0;
    std::optional<CareMode> care;  // chosen by the moderators
    friend bool operator==(const Basis&, const Basis&) = default;
  };
  struct Evaluated {
    Basis basis;
    ModerationPolicy policy;
    Verdict verdict;
  };

  /// Reads the basis, and the rules if they have changed.
  void refresh();
  /// Evaluates by the basis that was read last, because a read lock of its own would wait for other
  /// writers.
  Evaluated evaluate(const Submission& submission, const PolicySource& policy_for);
  /// Within the transaction: evaluates again if the basis has changed.
  void confirm(Evaluated& evaluated, const Submission& submission, const PolicySource& policy_for);

  Database& database_;
  MailPlan plan_;
  Basis basis_;
  std::optional<RuleSet> rules_;  // of the version in the basis
};

}  // namespace afterword
