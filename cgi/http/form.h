// A submitted form as names and values: the body of a POST, decoded within limits. Does not know
// the meaning of any field.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/request.h"

namespace afterword {

enum class FormError {
  unsupported_type,  // neither application/x-www-form-urlencoded nor multipart/form-data
  malformed,         // browsers do not send this: bad framing, invalid UTF-8, NUL, another charset
  too_many_fields,
};

struct FormField {
  std::string name;
  std::string value;
};

class Form {
 public:
  static constexpr std::size_t max_fields = 200;

  Form() = default;  // an empty form
  explicit Form(std::vector<FormField> fields) : fields_(std::move(fields)) {}

  /// Decodes the request body according to its Content-Type. Requires BodyState::complete;
  /// otherwise the form is malformed. In urlencoded forms a '%' that starts no escape is kept, as
  /// in browsers. Names and values are valid UTF-8 without NUL. Line ends are kept (browsers send
  /// CRLF). Uploaded files are counted and dropped.
  static Result<Form, FormError> parse(const Request& request);

  /// The first value of `name`; empty if the field is absent.
  std::string_view get(std::string_view name) const;
  bool has(std::string_view name) const;
  /// Every value of `name` in submission order, for checkboxes.
  std::vector<std::string_view> get_all(std::string_view name) const;
  /// All fields in submission order.
  const std::vector<FormField>& fields() const { return fields_; }

 private:
  std::vector<FormField> fields_;
};

}  // namespace afterword
