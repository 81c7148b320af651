// Renders help resources for readers, the care response to a commenter, and the moderators' Care
// page.
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

/// Fills the radio buttons of templates/moderate_care_modes.tpl, which forms include.
void fill_care_choices(const ViewTools& tools, CareMode chosen,
                       ctemplate::TemplateDictionary& choices);

/// Shown to the commenter immediately after a submission that is open for care.
std::string render_care_answer(const ViewTools& tools, const std::vector<HelpResource>& help);

/// The help resources alone, next to a form.
std::string render_help(const ViewTools& tools, const std::vector<HelpResource>& help);

struct CareModel {
  ModerationLayout layout;
  std::vector<HelpResource> help;
  std::vector<ReplyDraft> drafts;
  /// The contents of the two forms: an entry to be changed, or what was typed and could not be
  /// saved. A new entry has no id.
  HelpResource help_form = {};
  ReplyDraft draft_form = {};
  bool mode_is_configured = false;  // the mode cannot be chosen on this page
};

std::string render_care_page(const ViewTools& tools, const CareModel& model);

}  // namespace afterword
