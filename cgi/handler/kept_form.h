// What a refused form had in it, as far as it is given back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/form.h"

namespace afterword {

struct KeptForm {
  std::vector<FormField> fields;
  bool is_whole = true;  // false when passwords were left out

  /// Whether a person typed any of it.
  bool has_typed() const;
  /// The first value of a field, or "".
  std::string_view get(std::string_view name) const;
};

/// Everything but passwords.
KeptForm keep_form(const Form& form);

// On the sign-in page the fields of the form that found no session go along under other names.
inline constexpr std::string_view kept_prefix = "kept_";
/// The page below /moderate/ that the form is for.
inline constexpr std::string_view kept_page = "form";

/// Those fields, by the names that they had.
KeptForm kept_on_sign_in(const Form& form);

}  // namespace afterword
