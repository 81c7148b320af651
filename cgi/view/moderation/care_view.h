// Help lines for visitors, the plain answer to a writer, and the moderators' page about both.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/care/care.h"
#include "view/moderation/moderation_layout.h"

namespace ctemplate {
class TemplateDictionary;
}

namespace afterword {

/// The radio buttons of templates/moderate_care_modes.tpl, for including it in a form.
void fill_care_choices(CareMode chosen, ctemplate::TemplateDictionary& choices);

/// What the writer of a comment sees at once when it may be about somebody's safety.
std::string render_care_answer(const ViewTools& tools, const std::vector<HelpResource>& help);

/// The help lines alone, for beside a form.
std::string render_help(const ViewTools& tools, const std::vector<HelpResource>& help);

enum class ReportStep { ask, thanks, too_many };

struct ReportModel {
  ReportStep step = ReportStep::ask;
  CommentId comment;
  std::string author;
  std::string back_href;
  std::vector<HelpResource> help;
  int wait_minutes = 0;  // for too_many
};

/// The body of the page behind "I am worried about this comment".
std::string render_report(const ViewTools& tools, const ReportModel& model);

struct CareModel {
  ModerationLayout layout;
  std::vector<HelpResource> help;
  std::vector<ReplyDraft> drafts;
  /// What stands in the two forms: an entry that is to be changed, or what was typed and could not
  /// be saved. Without an id it is a new one.
  HelpResource help_form = {};
  ReplyDraft draft_form = {};
  bool mode_is_configured = false;  // so that it is not chosen here
};

std::string render_care_page(const ViewTools& tools, const CareModel& model);

}  // namespace afterword
