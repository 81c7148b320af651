#include "domain/errors.h"

#include <cstddef>

namespace afterword {
namespace {

template <class Error>
struct Row {
  Error error;
  ErrorText text;
};

constexpr std::array field_errors{
    Row<FieldError>{FieldError::author_missing,
                    ErrorText{422, "require_name_email", "author", "require_author"}},
    Row<FieldError>{FieldError::email_missing,
                    ErrorText{422, "require_name_email", "email", "require_email"}},
    Row<FieldError>{FieldError::email_invalid,
                    ErrorText{422, "require_valid_email", "email", "require_valid_email"}},
    Row<FieldError>{FieldError::text_missing,
                    ErrorText{422, "require_valid_comment", "comment", "require_valid_comment"}},
    Row<FieldError>{FieldError::url_invalid,
                    ErrorText{422, "require_valid_url", "url", "require_valid_url"}},
    Row<FieldError>{
        FieldError::author_too_long,
        ErrorText{422, "comment_author_column_length", "author", "comment_author_column_length"}},
    Row<FieldError>{FieldError::email_too_long,
                    ErrorText{422, "comment_author_email_column_length", "email",
                              "comment_author_email_column_length"}},
    Row<FieldError>{FieldError::url_too_long, ErrorText{422, "comment_author_url_column_length",
                                                        "url", "comment_author_url_column_length"}},
    Row<FieldError>{FieldError::text_too_long,
                    ErrorText{422, "comment_content_column_length", "comment",
                              "comment_content_column_length"}},
    Row<FieldError>{FieldError::parent_invalid,
                    ErrorText{403, "comment_reply_to_unapproved_comment", "",
                              "comment_reply_to_unapproved_comment"}},
    Row<FieldError>{FieldError::reason_missing,
                    ErrorText{422, "require_reason", "reason", "require_reason"}},
    Row<FieldError>{FieldError::note_missing,
                    ErrorText{422, "require_note", "note", "require_note"}},
    Row<FieldError>{FieldError::note_too_long,
                    ErrorText{422, "note_length", "note", "note_length"}},
};

constexpr std::array refusals{
    Row<Refusal>{Refusal::unknown_page, ErrorText{404, "comment_id_not_found", "", "unknown_page"}},
    Row<Refusal>{Refusal::foreign_page, ErrorText{422, "foreign_page", "", "foreign_page"}},
    Row<Refusal>{Refusal::page_taken, ErrorText{409, "page_taken", "", "page_taken"}},
    Row<Refusal>{Refusal::page_closed, ErrorText{403, "comment_closed", "", "comment_closed"}},
    Row<Refusal>{Refusal::thread_locked, ErrorText{403, "comment_closed", "", "comment_locked"}},
    Row<Refusal>{Refusal::parent_not_published,
                 ErrorText{403, "comment_reply_to_unapproved_comment", "",
                           "comment_reply_to_unapproved_comment"}},
    Row<Refusal>{Refusal::foreign_origin,
                 ErrorText{403, "forbidden_origin", "", "forbidden_origin"}},
    Row<Refusal>{Refusal::duplicate,
                 ErrorText{409, "comment_duplicate", "comment", "comment_duplicate"}},
    Row<Refusal>{Refusal::flood,
                 ErrorText{429, "comment_flood", "", "comment_flood", Retry::after_flood_limit}},
    Row<Refusal>{Refusal::not_saved,
                 ErrorText{503, "comment_save_error", "", "comment_save_error", Retry::soon}},
    Row<Refusal>{Refusal::signed_out, ErrorText{403, "signed_out", "", "signed_out"}},
    Row<Refusal>{Refusal::owner_only, ErrorText{403, "owner_only", "", "owner_only"}},
    Row<Refusal>{Refusal::unknown_action, ErrorText{422, "unknown_action", "", "unknown_action"}},
    Row<Refusal>{Refusal::comment_gone, ErrorText{404, "comment_gone", "", "comment_gone"}},
    Row<Refusal>{Refusal::setup_over, ErrorText{410, "setup_over", "", "setup_over"}},
    Row<Refusal>{Refusal::token_missing, ErrorText{422, "token_missing", "code", "token_missing"}},
    Row<Refusal>{Refusal::token_wrong, ErrorText{422, "token_wrong", "code", "token_wrong"}},
    Row<Refusal>{Refusal::token_wait,
                 ErrorText{429, "token_wait", "code", "token_wait", Retry::after_wait}},
    Row<Refusal>{Refusal::link_invalid, ErrorText{403, "link_invalid", "", "link_invalid"}},
    Row<Refusal>{Refusal::link_expired, ErrorText{410, "link_expired", "", "link_expired"}},
    Row<Refusal>{Refusal::link_gone, ErrorText{410, "link_gone", "", "link_gone"}},
    Row<Refusal>{Refusal::comment_changed,
                 ErrorText{409, "comment_changed", "", "comment_changed"}},
    Row<Refusal>{Refusal::too_many_rewrites,
                 ErrorText{403, "too_many_rewrites", "", "too_many_rewrites"}},
    Row<Refusal>{Refusal::wrong_credentials,
                 ErrorText{403, "wrong_credentials", "", "wrong_credentials"}},
    Row<Refusal>{Refusal::too_many_passwords,
                 ErrorText{429, "too_many_passwords", "", "too_many_passwords", Retry::after_wait}},
    Row<Refusal>{Refusal::too_many_reports,
                 ErrorText{429, "too_many_reports", "", "too_many_reports", Retry::after_wait}},
    Row<Refusal>{Refusal::too_many_searches,
                 ErrorText{429, "too_many_searches", "", "too_many_searches", Retry::after_wait}},
    Row<Refusal>{Refusal::confirmation_required,
                 ErrorText{409, "confirmation_required", "", "confirmation_required"}},
    Row<Refusal>{Refusal::malformed, ErrorText{400, "malformed", "", "malformed"}},
    Row<Refusal>{Refusal::too_large, ErrorText{413, "too_large", "", "too_large"}},
    Row<Refusal>{Refusal::too_many_pages, ErrorText{400, "malformed", "", "too_many_pages"}},
    Row<Refusal>{Refusal::wrong_method,
                 ErrorText{405, "method_not_allowed", "", "method_not_allowed"}},
    Row<Refusal>{Refusal::not_found, ErrorText{404, "not_found", "", "not_found"}},
    Row<Refusal>{Refusal::unavailable,
                 ErrorText{503, "unavailable", "", "unavailable", Retry::soon}},
    Row<Refusal>{Refusal::not_set_up, ErrorText{503, "unavailable", "", "not_set_up", Retry::soon}},
};

template <class Rows>
constexpr bool rows_are_in_order(const Rows& rows) {
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (static_cast<std::size_t>(rows[i].error) != i) return false;
  return true;
}
static_assert(rows_are_in_order(field_errors) &&
              field_errors.back().error == FieldError::note_too_long);
static_assert(rows_are_in_order(refusals) && refusals.back().error == Refusal::not_set_up);

}  // namespace

const ErrorText& describe(FieldError error) {
  return field_errors[static_cast<std::size_t>(error)].text;
}

const ErrorText& describe(Refusal refusal) {
  return refusals[static_cast<std::size_t>(refusal)].text;
}

ErrorTexts texts_of(const FieldErrors& errors) {
  ErrorTexts texts;
  texts.reserve(errors.size());
  for (const FieldError error : errors) texts.push_back(describe(error));
  return texts;
}

std::vector<std::string_view> message_names() {
  std::vector<std::string_view> names;
  names.reserve(field_errors.size() + refusals.size());
  for (const auto& row : field_errors) names.push_back(row.text.message);
  for (const auto& row : refusals) names.push_back(row.text.message);
  return names;
}

}  // namespace afterword
