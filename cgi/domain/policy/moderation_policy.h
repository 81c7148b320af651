// Decides what happens to a submission. evaluate_content() evaluates the content without the
// database, so it runs outside a transaction; decide() combines the result with facts from the
// database. Content is never refused: the strictest verdict is the trash, from which a moderator
// can restore it.
#pragma once

#include <cstdint>
#include <functional>
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

/// The site's settings under `comments.` that apply to submissions, and the care mode.
struct ModerationPolicy {
  bool hold_all = false;
  bool hold_first = true;
  int max_links = 2;  // hold a comment with this many links or more; 0: no limit
  bool hold_contact_details = true;
  // minimum time between two comments from one email address or address prefix; 0: no limit
  int flood_seconds = 15;
  int edit_minutes = 7 * 24 * 60;  // for writers to change or withdraw a comment; 0: never
  int close_after_days = 0;        // days since readers first saw something of the thread; 0: never
  CareMode care = default_care_mode;
  const CareWords* care_words = nullptr;  // for CareMode::attentive; null: words are not weighted
};

/// Makes the policy for the care mode that the moderators chose; nullopt: they chose none.
using PolicySource = std::function<ModerationPolicy(std::optional<CareMode> chosen)>;

struct Verdict {
  Status status = Status::approved;
  /// All matching reasons as codes separated by spaces, such as "links:3 rule:7". The words
  /// for them are in templates/moderate_words.tpl.
  std::string reason;
  /// The care topics that match, such as "self method"; "" if none.
  std::string care_topics = {};
  /// The word weights are notable but too low for care. Moderators see the comment earlier; it is
  /// not held, and the commenter is not told.
  bool marked = false;

  bool care() const { return !care_topics.empty(); }
};

/// Evaluates the content in this order: care, block, trap, too fast, hold all, links, contact
/// details, a moderator's name, hold rules. Care takes precedence over all others, so that a person
/// reads the comment whatever else matches.
Verdict evaluate_content(const Submission& submission, const RuleSet& rules,
                         const ModerationPolicy& policy);

/// Returns the verdict, changed to held if this is the first comment by this name and email
/// address.
Verdict hold_first_comment(Verdict verdict, bool known_author, const ModerationPolicy& policy);

/// True if a thread is closed because of its age. `opened` is when readers first saw something of
/// it; nullopt if never.
bool is_too_old(std::optional<Instant> opened, const ModerationPolicy& policy, Instant now);

/// The comment that a submission replies to.
enum class ParentState { none, published, missing, locked };

/// The facts about a submission that need the database.
struct SubmissionContext {
  bool page_closed = false;       // by a moderator
  std::optional<Instant> opened;  // see is_too_old
  ParentState parent = ParentState::none;
  bool duplicate = false;
  std::optional<Instant> newest_by_email;  // see is_flood
  std::optional<Instant> newest_by_prefix;
  bool known_author = false;  // this name and email address have an approved comment
};

/// Decides on a submission: `content` from evaluate_content(), held if it is the first comment of
/// its author, or the reason it is not stored. The first applicable reason of these is returned:
/// closed, parent, duplicate, flood.
Result<Verdict, Refusal> decide(Verdict content, const SubmissionContext& context,
                                const ModerationPolicy& policy, Instant now);

/// Whether the commenter may still change or withdraw a comment. Setting the clock back does not
/// extend the time.
bool is_editable(Instant created, const ModerationPolicy& policy, Instant now);

/// Limits for changes by the commenter: their number, and the total size of the revisions.
inline constexpr std::int64_t most_rewrites = 20;
inline constexpr std::int64_t most_revision_bytes = 1 << 20;

/// What a commenter's link refers to now.
enum class RewriteTarget {
  current,  // the comment in the version of the link
  changed,  // in another version
  gone,     // in spam or trash in another version, deleted, or anonymised by an erasure
};

/// The facts about a commenter's change of their own comment that need the database.
struct RewriteContext {
  RewriteTarget target = RewriteTarget::current;
  Instant created;                // see is_editable
  bool page_closed = false;       // by a moderator
  std::optional<Instant> opened;  // see is_too_old
  bool locked = false;            // its subthread
  std::int64_t rewrites = 0;      // so far
  std::int64_t revision_bytes = 0;
  bool unchanged = false;                  // the text is the same, so that nothing is stored
  std::optional<Instant> newest_by_email;  // see is_flood
  std::optional<Instant> newest_by_prefix;
  std::optional<Instant> newest_by_first_prefix;  // from where the comment was submitted
};

/// The reason why a commenter's change is not stored; nullopt if it is. The first applicable reason
/// of these is returned: gone, too late, changed, closed, locked, number of changes, flood. Too
/// late and gone concern withdrawing too.
std::optional<Refusal> decide_rewrite(const RewriteContext& context, const ModerationPolicy& policy,
                                      Instant now);

}  // namespace afterword
