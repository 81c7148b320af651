// Renders the page where a reader reports a comment.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/care/care.h"
#include "domain/errors.h"
#include "domain/moderation/moderation.h"
#include "view/thread/thread_view.h"

namespace afterword {

enum class ReportStep { ask, thanks, too_many, gone };

struct ReportModel {
  ReportStep step = ReportStep::ask;
  QueueItem item = {};     // except for `gone`
  bool offer_mail = true;  // whether a reader can be told about the decision
  std::vector<HelpResource> help = {};
  int wait_minutes = 0;    // for too_many
  ErrorTexts errors = {};  // of what was sent
  /// What was sent.
  std::string_view reason = {};
  std::string_view note = {};
  std::string_view email = {};
};

std::string render_report(const ViewTools& tools, const ReportModel& model);

}  // namespace afterword
