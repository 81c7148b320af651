// Renders the comment form, within a thread or alone.
#pragma once

#include <string>

#include "domain/comment/submission.h"
#include "view/thread/thread_view.h"

namespace ctemplate {
class TemplateDictionary;
}

namespace afterword {

/// Fills the dictionary of templates/form.tpl.
void fill_form(const ViewTools& tools, const FormModel& model, ctemplate::TemplateDictionary& form);

/// Renders a text, and if known the name and website, as a comment of the thread is rendered.
std::string render_preview(const ViewTools& tools, const Submission& submission);

/// Renders the form with its errors or its preview, for a submission that was not accepted.
std::string render_form_again(const ViewTools& tools, const FormModel& form);

}  // namespace afterword
