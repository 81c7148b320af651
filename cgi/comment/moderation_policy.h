// Judging: what becomes of a comment that may be stored. Never rejects; the strongest answer that
// it has is the trash, from which a person can take it back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "comment/care.h"
#include "comment/care_words.h"
#include "comment/comment.h"
#include "comment/rule_set.h"
#include "comment/submission.h"

namespace afterword {

/// The site's settings under `comments.`, and how attentive it is.
struct ModerationPolicy {
  bool hold_all = false;
  bool hold_first = true;
  int max_links = 2;  // this many links or more are held; 0: no limit
  bool hold_contact_details = true;
  CareMode care = default_care_mode;
  const CareWords* care_words = nullptr;  // for CareMode::attentive; none: words are not weighed
};

/// What is known about the submission beside its content.
struct Circumstances {
  bool known_author = false;               // this name and e-mail have an approved comment
  bool trap_filled = false;                // the field that people do not see came back filled in
  std::optional<std::int64_t> elapsed_ms;  // from meeting the form to sending it, as the page says
  std::string network;
  std::string user_agent;
};

struct Verdict {
  Status status = Status::approved;
  /// Every reason, not only the first: codes with spaces between, such as "links:3 rule:7".
  std::string reason;
  /// It may be about somebody's safety: the topics, such as "self method"; "" for none.
  std::string care_topics = {};
  /// Its words weigh something, but not enough to call anybody: moderators see it earlier. It is
  /// neither held for that, nor does its writer learn of it.
  bool marked = false;

  bool care() const { return !care_topics.empty(); }
};

/// The rules in their order: care, block, trap, too fast, hold all, links, contact details, a
/// moderator's name, hold rules, first comment. Care outranks every other: such a comment waits for
/// a person, whatever else is said against it.
Verdict judge(const Submission& comment, const Circumstances& circumstances, const RuleSet& rules,
              const ModerationPolicy& policy);

/// A sentence for moderators about one code of Verdict::reason.
std::string explain_reason(std::string_view code);

}  // namespace afterword
