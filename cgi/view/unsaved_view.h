// A form that could not be carried out just now, with all that was typed, to be sent again.
#pragma once

#include <string>
#include <vector>

#include "http/form.h"
#include "view/thread_view.h"

namespace afterword {

struct UnsavedModel {
  std::string action;             // where the form goes, an address on this site
  std::vector<FormField> fields;  // as they were sent; passwords must be typed anew
};

/// Draws on no database.
std::string render_unsaved(const ViewTools& tools, const UnsavedModel& model);

}  // namespace afterword
