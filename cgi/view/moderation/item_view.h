// Renders a comment's own page for moderators: all its data and actions.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/moderation/audit.h"
#include "domain/policy/rule_set.h"
#include "view/moderation/comment_forms.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

/// The data of the item page.
struct ItemModel {
  ModerationLayout layout;
  QueueItem item;
  std::vector<Revision> revisions;  // newest first
  /// The revision that replaced the first of `revisions`; nullopt if the current content did.
  std::optional<Revision> replacement;
  bool more_revisions = false;       // there are older ones
  bool whole_revision = false;       // show differences in full, whatever their length
  std::vector<AuditLine> audit_log;  // newest first
  std::vector<Report> reports;       // also closed ones, oldest first
  std::vector<Rule> rules;
  std::vector<std::string> contact_details;  // passages that look like a phone number or an address
  ReplyDrafts drafts;
  /// Input of the edit or reply form that could not be saved.
  std::optional<std::string> typed_text;
  std::optional<std::string> typed_reply;
  std::string typed_passage;
  std::string typed_page;
  std::string return_query;  // the query of the queue page to return to
  std::string open;          // the panel to open: "reply" or "edit"
};

std::string render_item_page(const ViewTools& tools, const ItemModel& model);

}  // namespace afterword
