// What was typed into a form that was refused, to be sent again or to be copied.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/form.h"
#include "view/thread_view.h"

namespace afterword {

/// Whether people type something into a field of this name, so that it must not be lost; it then
/// has a label in templates/moderate_words.tpl.
bool is_typed(std::string_view field);

struct KeptModel {
  std::string message;  // why the form was refused
  std::string action;   // where it can be sent again as it is; "" when it can only be copied
  std::vector<FormField> fields;
};

/// A fragment for render_document.
std::string render_kept(const ViewTools& tools, const KeptModel& model);

}  // namespace afterword
