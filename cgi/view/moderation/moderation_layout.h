// Renders the layout of the moderators' pages: head, menu, notices, and the flash message.
#pragma once

#include <cstddef>
#include <cstdint>
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

enum class ModerationSection {
  queue,
  item,
  confirm,
  threads,
  moves,
  rules,
  care,
  audit_log,
  mail,
  people,
  check
};

/// The conflicts of an action that are named; the others are counted.
inline constexpr std::size_t most_named_conflicts = 3;

/// The data of the layout: the menu, who is signed in, and what needs attention.
struct ModerationLayout {
  ModerationSection section = ModerationSection::queue;
  std::string moderator;  // display name
  bool is_owner = false;
  Role role() const { return is_owner ? Role::owner : Role::moderator; }
  std::string csrf;  // the field `csrf` of every form
  QueueCounts counts;
  ListBounds seen;  // the field `seen` of forms; loaded before anything else of the page
  std::optional<Notice> notice;
  /// The moderator's last action that can still be undone. Part of the notice after an undo;
  /// without a notice it is a line of its own.
  std::optional<Notice> earlier;
  std::vector<Conflict> conflicts;
  std::int64_t more_conflicts = 0;  // besides these
  bool mail_missing = false;        // mail is not configured
  int mail_failed = 0;              // number of undeliverable messages
  CareMode care = default_care_mode;
  // the site is in attentive mode without help resources, and the notice was not dismissed
  bool help_missing = false;
  int help_outdated = 0;  // help resources that were not verified for six months
  std::optional<Instant> oldest_unread_care;
  /// The message, and a detail such as RE2's error for a pattern.
  std::optional<FormMessage> flash;
  std::string flash_detail;
  Instant now;
};

/// Renders the result of an action alone, for the page's script.
std::string render_notices(const ViewTools& tools, const ModerationLayout& layout,
                           std::string_view return_query);
/// Renders what needs attention alone, for the page's script.
std::string render_attention(const ViewTools& tools, const ModerationLayout& layout,
                             std::string_view return_query);
/// The sentence of a message: the moderators' own in templates/moderate_words.tpl; for an error
/// that has none there, that of templates/message.tpl.
std::string flash_message(const ViewTools& tools, const FormMessage& message);
/// The placeholder for a redacted passage.
std::string render_redaction(const ViewTools& tools);

/// Renders a moderators' page around a body. `return_query` is the query of the page to which an
/// undo returns.
std::string render_moderation_document(const ViewTools& tools, const ModerationLayout& layout,
                                       std::string_view return_query, const std::string& body);

}  // namespace afterword
