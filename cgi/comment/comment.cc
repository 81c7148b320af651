#include "comment/comment.h"

#include <array>

namespace afterword {
namespace {

struct FaultRow {
  Fault fault;
  std::string_view message;
  std::string_view code;
  int status;
  std::string_view field;
};

// In the order of the enumerators; the static_assert below keeps it so.
constexpr std::array<FaultRow, fault_count> fault_rows{{
    {Fault::require_author, "require_author", "require_name_email", 422, "author"},
    {Fault::require_email, "require_email", "require_name_email", 422, "email"},
    {Fault::require_valid_email, "require_valid_email", "require_valid_email", 422, "email"},
    {Fault::require_valid_comment, "require_valid_comment", "require_valid_comment", 422,
     "comment"},
    {Fault::require_valid_url, "require_valid_url", "require_valid_url", 422, "url"},
    {Fault::comment_author_column_length, "comment_author_column_length",
     "comment_author_column_length", 422, "author"},
    {Fault::comment_author_email_column_length, "comment_author_email_column_length",
     "comment_author_email_column_length", 422, "email"},
    {Fault::comment_author_url_column_length, "comment_author_url_column_length",
     "comment_author_url_column_length", 422, "url"},
    {Fault::comment_content_column_length, "comment_content_column_length",
     "comment_content_column_length", 422, "comment"},
    {Fault::comment_id_not_found, "comment_id_not_found", "comment_id_not_found", 404, ""},
    {Fault::comment_closed, "comment_closed", "comment_closed", 403, ""},
    {Fault::comment_locked, "comment_locked", "comment_closed", 403, ""},
    {Fault::comment_reply_to_unapproved_comment, "comment_reply_to_unapproved_comment",
     "comment_reply_to_unapproved_comment", 403, ""},
    {Fault::forbidden_origin, "forbidden_origin", "forbidden_origin", 403, ""},
    {Fault::comment_duplicate, "comment_duplicate", "comment_duplicate", 409, "comment"},
    {Fault::comment_flood, "comment_flood", "comment_flood", 429, ""},
    {Fault::comment_save_error, "comment_save_error", "comment_save_error", 503, ""},
    {Fault::signed_out, "signed_out", "signed_out", 403, ""},
    {Fault::comment_gone, "comment_gone", "comment_gone", 404, ""},
    {Fault::malformed, "malformed", "malformed", 400, ""},
    {Fault::too_large, "too_large", "too_large", 413, ""},
    {Fault::too_many_pages, "too_many_pages", "malformed", 400, ""},
    {Fault::method_not_allowed, "method_not_allowed", "method_not_allowed", 405, ""},
    {Fault::not_found, "not_found", "not_found", 404, ""},
    {Fault::unavailable, "unavailable", "unavailable", 503, ""},
    {Fault::not_set_up, "not_set_up", "unavailable", 503, ""},
}};

constexpr bool rows_are_in_order() {
  for (std::size_t i = 0; i < fault_rows.size(); ++i)
    if (static_cast<std::size_t>(fault_rows[i].fault) != i) return false;
  return true;
}
static_assert(rows_are_in_order());

const FaultRow& row_of(Fault fault) { return fault_rows[static_cast<std::size_t>(fault)]; }

}  // namespace

std::string_view to_text(Status status) {
  switch (status) {
    case Status::approved:
      return "approved";
    case Status::waiting:
      return "waiting";
    case Status::spam:
      return "spam";
    case Status::trash:
      return "trash";
    case Status::deleted:
      return "deleted";
  }
  return "";
}

std::optional<Status> parse_status(std::string_view text) {
  for (const Status status :
       {Status::approved, Status::waiting, Status::spam, Status::trash, Status::deleted})
    if (text == to_text(status)) return status;
  return std::nullopt;
}

std::string_view to_text(TextFormat format) {
  switch (format) {
    case TextFormat::plain:
      return "plain";
    case TextFormat::markdown:
      return "markdown";
  }
  return "";
}

std::optional<TextFormat> parse_format(std::string_view text) {
  for (const TextFormat format : {TextFormat::plain, TextFormat::markdown})
    if (text == to_text(format)) return format;
  return std::nullopt;
}

std::string_view to_text(CareState care) {
  switch (care) {
    case CareState::none:
      return "";
    case CareState::open:
      return "open";
    case CareState::marked:
      return "marked";
    case CareState::settled:
      return "settled";
  }
  return "";
}

CareState parse_care(std::string_view text) {
  for (const CareState care : {CareState::marked, CareState::open, CareState::settled})
    if (text == to_text(care)) return care;
  return CareState::none;
}

std::string_view message_name(Fault fault) { return row_of(fault).message; }
std::string_view code_of(Fault fault) { return row_of(fault).code; }
int status_of(Fault fault) { return row_of(fault).status; }
std::string_view field_of(Fault fault) { return row_of(fault).field; }

}  // namespace afterword
