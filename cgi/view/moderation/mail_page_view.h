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
  int attempts = 0;
  Instant created;
  std::string problem;
};

struct MailPageModel {
  ModerationLayout layout;
  int queued_count = 0;
  int failed_count = 0;
  std::vector<MailRow> queued;  // newest first
  std::vector<MailRow> failed;
};

std::string render_mail_page(const ViewTools& tools, const MailPageModel& model);

}  // namespace afterword
