// The moderation policy: what becomes of a submission. evaluate_content() decides about what it
// says, without a database, so that its work can be done outside of a transaction; decide()
// combines that with what only the database knows. Content is never refused: the strongest verdict
// about it is the trash, from which a person can take it back.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "domain/care/care.h"
#include "domain/care/care_words.h"
#include "domain/comment/comment.h"
#include "domain/comment/submission.h"
#include "domain/errors.h"
#include "domain/policy/flood_limit.h"
#include "domain/policy/rule_set.h"

namespace afterword {

/// The site's settings under `comments.` that decide about submissions, and how attentive it is.
struct ModerationPolicy {
  bool hold_all = false;
  bool hold_first = true;
  int max_links = 2;  // this many links or more are held; 0: no limit
  bool hold_contact_details = true;
  int flood_seconds = 15;    // between two from one address or network; 0: no limit
  int close_after_days = 0;  // since readers saw something of the thread; 0: never
  CareMode care = default_care_mode;
  const CareWords* care_words = nullptr;  // for CareMode::attentive; none: words are not weighed
};

struct Verdict {
  Status status = Status::approved;
  /// Every reason, not only the first: codes with spaces between, such as "links:3 rule:7". The
  /// words for them are in templates/moderate_words.tpl.
  std::string reason;
  /// It may be about somebody's safety: the topics, such as "self method"; "" for none.
  std::string care_topics = {};
  /// Its words weigh something, but not enough to call anybody: moderators see it earlier. It is
  /// neither held for that, nor does its writer learn of it.
  bool marked = false;

  bool care() const { return !care_topics.empty(); }
};

/// What the content is evaluated by, in this order: care, block, trap, too fast, hold all, links,
/// contact details, a moderator's name, hold rules. Care outranks every other: such a comment waits
/// for a person, whatever else is said against it.
Verdict evaluate_content(const Submission& submission, const RuleSet& rules,
                         const ModerationPolicy& policy);

/// The same verdict, held where it would be the first comment by this name and e-mail.
Verdict hold_first_comment(Verdict verdict, bool known_author, const ModerationPolicy& policy);

/// Whether a thread takes no more comments because of its age. `opened` is when readers first saw
/// something of it; nullopt when they never did.
bool is_too_old(std::optional<Instant> opened, const ModerationPolicy& policy, Instant now);

/// The comment that a submission replies to.
enum class ParentState { none, published, missing, locked };

/// What only the database knows about a submission.
struct SubmissionContext {
  bool page_closed = false;       // by a moderator
  std::optional<Instant> opened;  // as for is_too_old
  ParentState parent = ParentState::none;
  bool duplicate = false;
  std::optional<Instant> newest_by_email;  // as for is_flood
  std::optional<Instant> newest_by_prefix;
  bool known_author = false;  // this name and e-mail have an approved comment
};

/// What becomes of a submission: `content`, of evaluate_content(), held where it would be the first
/// comment; or why it is not stored, of several reasons the first in this order: closed, parent,
/// duplicate, flood.
Result<Verdict, Refusal> decide(Verdict content, const SubmissionContext& context,
                                const ModerationPolicy& policy, Instant now);

}  // namespace afterword
