// The moderators' pages as HTML. Fills templates/moderate_*.tpl; decides nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/care/care.h"
#include "domain/moderation/audit.h"
#include "domain/moderation/moderation.h"
#include "domain/moderation/moderation_action.h"
#include "domain/policy/rule_set.h"
#include "view/flash.h"
#include "view/thread/thread_view.h"

namespace afterword {

enum class ModerationSection { queue, item, confirm, rules, care, record, mail, people, check };

/// What stands around every moderators' page: the menu, who is signed in, what needs attention.
struct ModerationFrame {
  ModerationSection section = ModerationSection::queue;
  std::string moderator;  // the display name
  bool is_owner = false;
  Role role() const { return is_owner ? Role::owner : Role::moderator; }
  std::string csrf;  // goes into every form as the field `csrf`
  QueueCounts counts;
  std::optional<Notice> notice;
  std::vector<Stale> stale;
  bool mail_missing = false;  // no mail is configured
  int mail_failed = 0;        // messages that were given up
  CareMode care = default_care_mode;
  bool help_missing = false;  // an attentive site without any, and nobody has dismissed the notice
  int help_outdated = 0;      // help resources that nobody verified for six months
  std::optional<Instant> oldest_unread_care;
  /// With a detail (RE2's words about a pattern, say) where there is one.
  std::optional<Flash> flash;
  std::string flash_detail;
  Instant now;
};

/// Asks again before something that should not happen by a slip.
struct ConfirmModel {
  ModerationFrame frame;
  ModerationAction action = ModerationAction::remove;
  std::vector<std::pair<CommentId, std::int64_t>> targets;
  std::vector<QueueItem> items;
  std::string_view return_query;
  bool reason_required = false;
  bool reason_missing = false;
};

struct QueueModel {
  ModerationFrame frame;
  QueueFilter filter;
  UrlQuery filter_query;     // the filter, for links: "view=waiting&q=…"
  std::string return_query;  // the same with the place in it, to come back to
  std::vector<QueueItem> items;
  bool more = false;
  std::vector<Rule> rules;  // to say which rule a reason means
};

/// One comment on a page of its own: everything that is known and everything that can be done.
struct ItemModel {
  ModerationFrame frame;
  QueueItem item;
  std::vector<Revision> revisions;  // the newest first
  /// What replaced the first of `revisions`; nothing when the comment as it is now did.
  std::optional<Revision> replacement;
  bool more_revisions = false;     // there are older ones
  bool whole_revision = false;     // the differences are shown in full, however long they are
  std::vector<RecordLine> record;  // the newest first
  std::vector<Rule> rules;
  std::vector<std::string> contact_details;  // passages that look like a phone number or address
  std::vector<std::pair<std::string, std::string>> drafts;  // title, text
  /// What the moderator typed into the edit or reply form when it could not be saved.
  std::optional<std::string> typed_text;
  std::optional<std::string> typed_reply;
  std::string typed_passage;
  std::string typed_page;
  std::string return_query;  // the queue's query string to go back to
};

struct RecordModel {
  ModerationFrame frame;
  std::vector<RecordLine> lines;
  std::optional<RecordId> more_before;  // there are older ones
};

/// A rule's trial against the last comments.
struct RuleTrial {
  int looked_at = 0;
  int matches = 0;
  std::vector<QueueItem> items;  // the first of them
  int published = 0;             // of what was looked at
  int published_matches = 0;
};

struct RulesModel {
  ModerationFrame frame;
  std::vector<Rule> rules;
  std::optional<RuleTrial> trial;
  RuleKind kind = RuleKind::hold;  // what stands in the form
  std::string pattern;
  bool ask_again = false;  // the rule is added only by another button
};

std::string render_queue(const ViewTools& tools, const QueueModel& model);
/// One item of the queue, for the script after an action on it.
std::string render_queue_item(const ViewTools& tools, const QueueModel& model,
                              const QueueItem& item);
std::string render_item_page(const ViewTools& tools, const ItemModel& model);
std::string render_confirm(const ViewTools& tools, const ConfirmModel& model);
std::string render_record(const ViewTools& tools, const RecordModel& model);
std::string render_rules(const ViewTools& tools, const RulesModel& model);

/// What was done and what needs attention, for a script.
std::string render_notices(const ViewTools& tools, const ModerationFrame& frame,
                           std::string_view return_query);
std::string flash_message(const ViewTools& tools, Flash flash);
/// What stands where a passage was taken out.
std::string render_redaction(const ViewTools& tools);

/// A moderators' document around a body that a view has made: head, menu, notices.
/// `return_query` is where undoing leads back to.
std::string render_moderation_document(const ViewTools& tools, const ModerationFrame& frame,
                                       std::string_view return_query, const std::string& body);

}  // namespace afterword
