#include "http/form.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"
#include "base/url.h"
#include "http/multipart.h"

namespace afterword {
namespace {

using Fields = std::vector<FormField>;

Result<Fields, FormError> parse_urlencoded(std::string_view body, std::size_t max_fields) {
  Fields fields;
  while (!body.empty()) {
    const bool has_piece = body.front() != '&';
    const QueryParameter field = take_parameter(body);
    if (!has_piece) continue;
    if (fields.size() == max_fields) return Failure{FormError::too_many_fields};
    fields.push_back({decode_parameter(field.name), decode_parameter(field.value)});
  }
  return fields;
}

Result<Fields, FormError> parse_fields(const Request& request, std::size_t max_fields) {
  const auto type = trim_blanks(request.content_type.substr(0, request.content_type.find(';')));
  const bool is_urlencoded = same_ignoring_case(type, "application/x-www-form-urlencoded");
  if (!is_urlencoded && !same_ignoring_case(type, "multipart/form-data")) {
    return Failure{FormError::unsupported_type};
  }
  const auto charset = header_parameter(request.content_type, "charset");
  if (charset && !same_ignoring_case(*charset, "utf-8") && !same_ignoring_case(*charset, "utf8")) {
    return Failure{FormError::malformed};
  }
  if (is_urlencoded) return parse_urlencoded(request.body, max_fields);
  const auto boundary = header_parameter(request.content_type, "boundary");
  return parse_multipart(request.body, boundary.value_or(""), max_fields);
}

bool is_clean(std::string_view text) {
  return text.find('\0') == std::string_view::npos && is_valid_utf8(text);
}

}  // namespace

Result<Form, FormError> Form::parse(const Request& request) {
  if (request.body_state != BodyState::complete) return Failure{FormError::malformed};
  auto fields = parse_fields(request, max_fields);
  if (!fields) return Failure{fields.error()};
  const bool clean = std::all_of(fields->begin(), fields->end(), [](const FormField& field) {
    return is_clean(field.name) && is_clean(field.value);
  });
  if (!clean) return Failure{FormError::malformed};
  return Form{std::move(*fields)};
}

std::string_view Form::get(std::string_view name) const {
  for (const auto& field : fields_) {
    if (field.name == name) return field.value;
  }
  return {};
}

bool Form::has(std::string_view name) const {
  return std::any_of(fields_.begin(), fields_.end(),
                     [name](const FormField& field) { return field.name == name; });
}

std::vector<std::string_view> Form::get_all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const FormField& field : fields_)
    if (field.name == name) values.push_back(field.value);
  return values;
}

}  // namespace afterword
