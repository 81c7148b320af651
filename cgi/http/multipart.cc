// Parses the body in one pass and copies a part's bytes once.
#include "http/multipart.h"

#include "base/ascii.h"

namespace afterword {
namespace {

constexpr std::size_t max_boundary_bytes = 70;  // RFC 2046 section 5.1.1
constexpr std::size_t max_part_header_bytes = 4'096;

// The fields of a part's header.
struct PartHead {
  std::string name;
  bool is_file = false;
};

// Reads a quoted or bare value at the front of `rest` and removes it. nullopt for an unterminated
// quote.
std::optional<std::string> take_value(std::string_view& rest) {
  if (!rest.starts_with('"')) {
    const auto value = rest.substr(0, rest.find(';'));
    rest.remove_prefix(value.size());
    return std::string{trim_blanks(value)};
  }
  std::string value;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    // Browsers encode a quote as %22 and keep backslashes; other clients write \" and \\.
    if (rest[i] == '\\' && i + 1 < rest.size() && (rest[i + 1] == '"' || rest[i + 1] == '\\')) {
      value += rest[++i];
    } else if (rest[i] == '"') {
      rest.remove_prefix(i + 1);
      return value;
    } else {
      value += rest[i];
    }
  }
  return std::nullopt;
}

// Parses a part's header; nullopt if it is not a form field.
std::optional<PartHead> parse_part_head(std::string_view lines) {
  std::optional<PartHead> head;
  while (!lines.empty()) {
    const auto line = lines.substr(0, lines.find("\r\n"));
    lines.remove_prefix(std::min(lines.size(), line.size() + 2));
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto field = trim_blanks(line.substr(0, colon));
    const auto value = trim_blanks(line.substr(colon + 1));
    if (same_ignoring_case(field, "Content-Disposition")) {
      auto name = header_parameter(value, "name");
      const auto type = trim_blanks(value.substr(0, value.find(';')));
      if (head || !name || !same_ignoring_case(type, "form-data")) return std::nullopt;
      const bool is_file = header_parameter(value, "filename") ||  //
                           header_parameter(value, "filename*");
      head = PartHead{std::move(*name), is_file};
    } else if (same_ignoring_case(field, "Content-Transfer-Encoding")) {
      // RFC 7578 section 4.7 deprecates transfer encodings. An encoded value would be stored
      // without decoding, so it is refused.
      if (!same_ignoring_case(value, "7bit") && !same_ignoring_case(value, "8bit") &&
          !same_ignoring_case(value, "binary")) {
        return std::nullopt;
      }
    }
  }
  return head;
}

// Removes the end of a delimiter line from `rest`. Returns 1 if a part follows, 0 at the end of the
// body, -1 on a syntax error.
int take_delimiter_end(std::string_view& rest) {
  if (rest.starts_with("--")) return 0;
  const auto text = rest.find_first_not_of(" \t");
  if (text == std::string_view::npos || !rest.substr(text).starts_with("\r\n")) return -1;
  rest.remove_prefix(text + 2);
  return 1;
}

}  // namespace

std::optional<std::string> header_parameter(std::string_view header, std::string_view name) {
  auto semicolon = header.find(';');
  while (semicolon != std::string_view::npos) {
    header = trim_blanks(header.substr(semicolon + 1));
    const auto name_end = header.find_first_of("=;");
    if (name_end == std::string_view::npos) return std::nullopt;
    if (header[name_end] == ';') {
      semicolon = name_end;
      continue;
    }
    const auto found = trim_blanks(header.substr(0, name_end));
    header = trim_blanks(header.substr(name_end + 1));
    auto value = take_value(header);
    if (!value) return std::nullopt;
    if (same_ignoring_case(found, name)) return value;
    semicolon = header.find(';');
  }
  return std::nullopt;
}

Result<std::vector<FormField>, FormError> parse_multipart(std::string_view body,
                                                          std::string_view boundary,
                                                          std::size_t max_fields) {
  const Failure malformed{FormError::malformed};
  if (boundary.empty() || boundary.size() > max_boundary_bytes) return malformed;
  const std::string delimiter = "\r\n--" + std::string{boundary};

  if (body.starts_with("\r\n")) body.remove_prefix(2);
  if (!body.starts_with(std::string_view{delimiter}.substr(2))) return malformed;
  body.remove_prefix(delimiter.size() - 2);

  std::vector<FormField> fields;
  for (std::size_t parts = 0;; ++parts) {
    const int end = take_delimiter_end(body);
    if (end < 0) return malformed;
    if (end == 0) return fields;
    if (parts == max_fields) return Failure{FormError::too_many_fields};

    const auto head_end = body.substr(0, max_part_header_bytes).find("\r\n\r\n");
    if (head_end == std::string_view::npos) return malformed;
    auto head = parse_part_head(body.substr(0, head_end));
    if (!head) return malformed;
    // Leaves the CRLF of the empty line, because for an empty value it belongs to the delimiter.
    body.remove_prefix(head_end + 2);

    const auto value_end = body.find(delimiter, 0);
    if (value_end == std::string_view::npos) return malformed;
    if (!head->is_file) {
      const auto value = value_end < 2 ? std::string_view{} : body.substr(2, value_end - 2);
      fields.push_back({std::move(head->name), std::string{value}});
    }
    body.remove_prefix(value_end + delimiter.size());
  }
}

}  // namespace afterword
