// A submitted form as names and values: the body of a POST, decoded with limits. Which fields mean
// what is not known here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/request.h"

namespace afterword {

enum class FormError {
  unsupported_type,  // neither application/x-www-form-urlencoded nor multipart/form-data
  malformed,         // not what a browser sends: broken framing, invalid UTF-8, NUL, other charset
  too_many_fields,
};

struct FormField {
  std::string name;
  std::string value;
};

class Form {
 public:
  static constexpr std::size_t max_fields = 200;

  Form() = default;  // without fields
  explicit Form(std::vector<FormField> fields) : fields_(std::move(fields)) {}

  /// Decodes the request's body by its Content-Type. The body must have arrived whole: a request
  /// whose body_state is not complete is malformed. In the urlencoded form a '%' that starts no
  /// escape stays as typed, as in browsers. Every name and value is valid UTF-8 without NUL;
  /// line ends are as sent (browsers send CRLF). Uploaded files are counted and dropped.
  static Result<Form, FormError> parse(const Request& request);

  /// The first value of `name`; empty when the field is absent.
  std::string_view get(std::string_view name) const;
  bool has(std::string_view name) const;
  /// Every value of `name` in the order sent: a list of ticked boxes.
  std::vector<std::string_view> get_all(std::string_view name) const;
  /// All of them, in the order sent.
  const std::vector<FormField>& fields() const { return fields_; }

 private:
  std::vector<FormField> fields_;
};

}  // namespace afterword
