#include "handler/kept_form.h"

#include <algorithm>

#include "view/kept_view.h"

namespace afterword {
namespace {

bool is_password(std::string_view field) { return field == "password" || field == "present"; }

}  // namespace

bool KeptForm::has_typed() const {
  return std::any_of(fields.begin(), fields.end(), [](const FormField& field) {
    return is_typed(field.name) && !field.value.empty();
  });
}

std::string_view KeptForm::get(std::string_view name) const {
  for (const FormField& field : fields)
    if (field.name == name) return field.value;
  return {};
}

KeptForm keep_form(const Form& form) {
  KeptForm kept;
  for (const FormField& field : form.fields()) {
    if (is_password(field.name))
      kept.is_whole = false;
    else
      kept.fields.push_back(field);
  }
  return kept;
}

KeptForm kept_on_sign_in(const Form& form) {
  KeptForm kept;
  for (const FormField& field : form.fields())
    if (field.name.starts_with(kept_prefix))
      kept.fields.push_back({field.name.substr(kept_prefix.size()), field.value});
  return kept;
}

}  // namespace afterword
