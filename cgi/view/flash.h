// Flash messages: the result of the moderators' last form, shown on the next page.
#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "domain/account/password_rule.h"
#include "domain/errors.h"

namespace afterword {

enum class Flash {
  saved,
  nothing_selected,
  reason_missing,
  owner_only,
  nothing_undone,
  signed_in_again,
  passage_not_found,
  unknown_page,
  foreign_page,
  page_taken,
  bad_path,       // no path of a page
  path_of_other,  // a path that shows another page
  leads_there_already,
  nothing_to_move,
  map_wrong,
  map_too_long,
  bad_pattern,
  broad_rule,
  broad_rule_owner,
  value_of_comment_only,
  rule_exists,
  no_such_rule,
  help_incomplete,
  draft_incomplete,
  entry_gone,       // deleted by somebody else
  entry_gone_kept,  // the same; the form contains what was typed
  mail_queued,
  name_missing,
  name_taken,
  name_not_repeated,
  email_invalid,
  no_such_moderator,
  last_owner,
  moderator_exists,
  password_wrong,
  password_wait,
  password_too_short,
  password_too_long,
  password_common,
  password_own_words,
  password_repeats,
  password_sequence,
  password_keyboard,
  password_date,
  password_guessable,
};

/// The name of its section in templates/moderate_words.tpl, which is also used in URLs.
std::string_view to_text(Flash flash);
std::optional<Flash> parse_flash(std::string_view text);

Flash flash_of(PasswordError error);

/// The refusal that the message reports, whose row in domain/errors.cc then has its status; nullopt
/// if there is none.
std::optional<Refusal> refusal_of(Flash flash);

/// The message of a moderators' page about a form. A validation error is shown with the form, never
/// after a redirect.
using FormMessage = std::variant<Flash, FieldError>;
/// The HTTP status of a page that is shown because of the message; 200 without one.
int status_of(const std::optional<FormMessage>& message);
/// Its code for scripts.
std::string_view code_of(const FormMessage& message);

}  // namespace afterword
