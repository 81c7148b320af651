// The form, inside a thread or alone.
#pragma once

#include "view/thread/thread_view.h"

namespace ctemplate {
class TemplateDictionary;
}

namespace afterword {

/// Fills the dictionary of templates/form.tpl.
void fill_form(const ViewTools& tools, const FormModel& model, ctemplate::TemplateDictionary& form);

}  // namespace afterword
