#include "view/flash.h"

#include <array>
#include <cstddef>

namespace afterword {
namespace {

struct Row {
  Flash flash;
  std::string_view text;
  int status = 422;
  std::optional<Refusal> refusal = std::nullopt;  // has the status
};

constexpr Row reports(Flash flash, std::string_view text, Refusal refusal) {
  return {flash, text, 0, refusal};
}

constexpr std::array rows{
    Row{Flash::saved, "saved", 200},
    Row{Flash::nothing_selected, "nothing_selected"},
    Row{Flash::reason_missing, "reason_missing"},
    reports(Flash::owner_only, "owner_only", Refusal::owner_only),
    Row{Flash::nothing_undone, "nothing_undone", 409},
    Row{Flash::signed_in_again, "signed_in_again", 200},
    Row{Flash::passage_not_found, "passage_not_found"},
    reports(Flash::unknown_page, "unknown_page", Refusal::unknown_page),
    reports(Flash::foreign_page, "foreign_page", Refusal::foreign_page),
    reports(Flash::page_taken, "page_taken", Refusal::page_taken),
    Row{Flash::bad_path, "bad_path"},
    Row{Flash::path_of_other, "path_of_other"},
    Row{Flash::leads_there_already, "leads_there_already", 200},
    Row{Flash::nothing_to_move, "nothing_to_move"},
    Row{Flash::map_wrong, "map_wrong"},
    Row{Flash::map_too_long, "map_too_long"},
    Row{Flash::bad_pattern, "bad_pattern"},
    Row{Flash::broad_rule, "broad_rule"},
    Row{Flash::broad_rule_owner, "broad_rule_owner"},
    Row{Flash::value_of_comment_only, "value_of_comment_only"},
    Row{Flash::rule_exists, "rule_exists"},
    Row{Flash::no_such_rule, "no_such_rule"},
    Row{Flash::help_incomplete, "help_incomplete"},
    Row{Flash::draft_incomplete, "draft_incomplete"},
    Row{Flash::entry_gone, "entry_gone"},
    Row{Flash::entry_gone_kept, "entry_gone_kept"},
    Row{Flash::mail_queued, "mail_queued", 200},
    Row{Flash::name_missing, "name_missing"},
    Row{Flash::name_taken, "name_taken"},
    Row{Flash::name_not_repeated, "name_not_repeated"},
    Row{Flash::email_invalid, "email_invalid"},
    Row{Flash::no_such_moderator, "no_such_moderator"},
    Row{Flash::last_owner, "last_owner"},
    reports(Flash::moderator_exists, "moderator_exists", Refusal::setup_over),
    Row{Flash::password_wrong, "password_wrong"},
    Row{Flash::password_wait, "password_wait", 429},
    Row{Flash::password_too_short, "password_too_short"},
    Row{Flash::password_too_long, "password_too_long"},
    Row{Flash::password_common, "password_common"},
    Row{Flash::password_own_words, "password_own_words"},
    Row{Flash::password_repeats, "password_repeats"},
    Row{Flash::password_sequence, "password_sequence"},
    Row{Flash::password_keyboard, "password_keyboard"},
    Row{Flash::password_date, "password_date"},
    Row{Flash::password_guessable, "password_guessable"},
};

constexpr bool rows_are_in_order() {
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (static_cast<std::size_t>(rows[i].flash) != i) return false;
  return rows.back().flash == Flash::password_guessable;
}
static_assert(rows_are_in_order());

}  // namespace

std::string_view to_text(Flash flash) { return rows[static_cast<std::size_t>(flash)].text; }

std::optional<Refusal> refusal_of(Flash flash) {
  return rows[static_cast<std::size_t>(flash)].refusal;
}

std::string_view code_of(const FormMessage& message) {
  const auto* error = std::get_if<FieldError>(&message);
  return error != nullptr ? describe(*error).code : to_text(std::get<Flash>(message));
}

int status_of(const std::optional<FormMessage>& message) {
  if (!message) return 200;
  if (const auto* error = std::get_if<FieldError>(&*message)) return describe(*error).status;
  const Row& row = rows[static_cast<std::size_t>(std::get<Flash>(*message))];
  return row.refusal ? describe(*row.refusal).status : row.status;
}

std::optional<Flash> parse_flash(std::string_view text) {
  for (const Row& row : rows)
    if (row.text == text) return row.flash;
  return std::nullopt;
}

Flash flash_of(PasswordError error) {
  switch (error) {
    case PasswordError::too_short:
      return Flash::password_too_short;
    case PasswordError::too_long:
      return Flash::password_too_long;
    case PasswordError::common:
      return Flash::password_common;
    case PasswordError::own_words:
      return Flash::password_own_words;
    case PasswordError::repeats:
      return Flash::password_repeats;
    case PasswordError::sequence:
      return Flash::password_sequence;
    case PasswordError::keyboard:
      return Flash::password_keyboard;
    case PasswordError::date:
      return Flash::password_date;
    case PasswordError::guessable:
      break;
  }
  return Flash::password_guessable;
}

}  // namespace afterword
