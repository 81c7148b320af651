// Renders the moderation queue, and the confirmation before an action.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "domain/policy/rule_set.h"
#include "view/moderation/comment_forms.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

struct QueueModel {
  ModerationLayout layout;
  QueueFilter filter;
  /// Of the page in the filter, if it has a thread; the title may be "".
  std::string page_path;
  std::string page_title;
  UrlQuery filter_query;     // the filter for links: "view=waiting&q=…"
  std::string return_query;  // the filter and the position, to return to
  std::vector<QueueItem> items;
  bool more = false;      // there is a next page
  bool previous = false;  // there is a previous page
  /// The comments that an action on the whole list would be about; `whole_is_cut`: only the first.
  int whole = 0;
  bool whole_is_cut = false;
  ReplyDrafts drafts;
  std::vector<Rule> rules;  // for naming the rules in reasons
};

/// Confirmation before an action that must not be performed by mistake.
struct ConfirmModel {
  ModerationLayout layout;
  ModerationAction action = ModerationAction::remove;
  std::vector<Target> targets;
  std::vector<QueueItem> items;
  std::string_view return_query;
  bool reason_required = false;
  /// The comments whose hidden texts were opened before, for an action that needs that.
  std::set<CommentId> opened;
  bool whole = false;  // the action is on a whole list and names no targets
  std::string_view seen;
};

std::string render_queue(const ViewTools& tools, const QueueModel& model);
/// Renders one entry of the queue, for the page's script after an action.
std::string render_queue_item(const ViewTools& tools, const QueueModel& model,
                              const QueueItem& item);
/// What the script of a public page needs to offer a moderator the actions of its comments:
/// {"csrf","open","undo","seen","comments":{"12":{"version","actions":[{"name","label"}]}}}.
JsonObject page_links(const ViewTools& tools, std::string_view csrf, Role role,
                      const ListBounds& seen, const std::vector<QueueItem>& items);
std::string render_confirm(const ViewTools& tools, const ConfirmModel& model);

}  // namespace afterword
