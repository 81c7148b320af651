// Renders the moderators' page about mail.
#pragma once

#include <string>
#include <vector>

#include "view/moderation/moderation_layout.h"

namespace afterword {

struct MailRow {
  std::string purpose;
  std::string recipient;
  std::optional<CommentId> comment;
  std::string author = {};  // of the comment
  std::string page = {};    // its title or path
  int attempts = 0;
  Instant created;
  std::string problem;
};

struct MailPageModel {
  ModerationLayout layout;
  int queued_count = 0;  // without reminders
  int failed_count = 0;
  std::vector<MailRow> queued;     // newest first
  std::vector<MailRow> reminders;  // sent only if nobody opens the comment before
  std::vector<MailRow> failed;
};

std::string render_mail_page(const ViewTools& tools, const MailPageModel& model);

}  // namespace afterword
