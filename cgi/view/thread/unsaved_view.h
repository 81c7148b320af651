// A form that was refused, with all that was typed, to be sent again or to be copied.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/form.h"
#include "view/thread/thread_view.h"

namespace afterword {

/// The sign-in page takes the fields of the form that found no session along under other names.
inline constexpr std::string_view kept_prefix = "kept_";

/// Whether people type something into a field of this name that must not be lost.
bool is_typed(std::string_view field);
bool has_typed(const std::vector<FormField>& fields);

/// "Text", say: the label of a field that is typed.
std::string field_label(const ViewTools& tools, std::string_view field);

struct UnsavedModel {
  std::string action;             // where the form goes, an address on this site
  std::vector<FormField> fields;  // as they were sent; passwords must be typed anew
  std::string message = {};       // why; "" while the database is busy or away
  bool can_be_sent = true;        // else it can only be copied
};

/// Draws on no database.
std::string render_unsaved(const ViewTools& tools, const UnsavedModel& model);

}  // namespace afterword
