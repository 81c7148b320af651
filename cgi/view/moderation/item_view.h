// One comment on a screen of its own: everything that is known of it and can be done.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/moderation/audit.h"
#include "domain/policy/rule_set.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

/// One comment on a page of its own: everything that is known and everything that can be done.
struct ItemModel {
  ModerationLayout layout;
  QueueItem item;
  std::vector<Revision> revisions;  // the newest first
  /// What replaced the first of `revisions`; nothing when the comment as it is now did.
  std::optional<Revision> replacement;
  bool more_revisions = false;       // there are older ones
  bool whole_revision = false;       // the differences are shown in full, however long they are
  std::vector<AuditLine> audit_log;  // the newest first
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

std::string render_item_page(const ViewTools& tools, const ItemModel& model);

}  // namespace afterword
