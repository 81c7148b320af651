// Renders a refused form with its input, to be sent again or copied.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/form.h"
#include "view/thread/thread_view.h"

namespace afterword {

/// Prefix under which the sign-in page preserves the fields of a form that was sent without a
/// session.
inline constexpr std::string_view kept_prefix = "kept_";

/// Whether a field of this name contains typed input that must not be lost.
bool is_typed(std::string_view field);
bool has_typed(const std::vector<FormField>& fields);

/// The label of a typed field, such as "Text".
std::string field_label(const ViewTools& tools, std::string_view field);

struct UnsavedModel {
  std::string action;             // the form's target, a path on this site
  std::vector<FormField> fields;  // as sent; passwords must be entered again
  std::string message = {};       // the reason; "" while the database is busy or unavailable
  bool can_be_sent = true;        // false: the input can only be copied
};

/// Does not use the database.
std::string render_unsaved(const ViewTools& tools, const UnsavedModel& model);

}  // namespace afterword
