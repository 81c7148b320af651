// Renders the comment form, within a thread or alone.
#pragma once

#include <string>

#include "view/thread/thread_view.h"

namespace ctemplate {
class TemplateDictionary;
}

namespace afterword {

/// Fills the dictionary of templates/form.tpl.
void fill_form(const ViewTools& tools, const FormModel& model, ctemplate::TemplateDictionary& form);

/// Renders the form with its errors, for a submission that was refused.
std::string render_rejected(const ViewTools& tools, const FormModel& form);

}  // namespace afterword
