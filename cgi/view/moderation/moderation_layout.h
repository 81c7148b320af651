// What surrounds every screen of the moderators: head, menu, notices, and the flash message.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/care/care.h"
#include "domain/moderation/moderation.h"
#include "domain/moderation/moderation_action.h"
#include "view/flash.h"
#include "view/thread/thread_view.h"

namespace afterword {

enum class ModerationSection { queue, item, confirm, rules, care, audit_log, mail, people, check };

/// What stands around every moderators' page: the menu, who is signed in, what needs attention.
struct ModerationLayout {
  ModerationSection section = ModerationSection::queue;
  std::string moderator;  // the display name
  bool is_owner = false;
  Role role() const { return is_owner ? Role::owner : Role::moderator; }
  std::string csrf;  // goes into every form as the field `csrf`
  QueueCounts counts;
  std::optional<Notice> notice;
  std::vector<Conflict> conflicts;
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

/// What was done and what needs attention, for a script.
std::string render_notices(const ViewTools& tools, const ModerationLayout& layout,
                           std::string_view return_query);
std::string flash_message(const ViewTools& tools, Flash flash);
/// What stands where a passage was taken out.
std::string render_redaction(const ViewTools& tools);

/// A moderators' document around a body that a view has made: head, menu, notices.
/// `return_query` is where undoing leads back to.
std::string render_moderation_document(const ViewTools& tools, const ModerationLayout& layout,
                                       std::string_view return_query, const std::string& body);

}  // namespace afterword
