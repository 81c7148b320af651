// Flash messages: the result of the moderators' last form, shown on the next page.
#pragma once

#include <optional>
#include <string_view>

#include "domain/account/password_rule.h"
#include "domain/errors.h"

namespace afterword {

enum class Flash {
  saved,
  nothing_selected,
  reason_missing,
  owner_only,
  signed_in_again,
  passage_not_found,
  unknown_page,
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
  mail_on_its_way,
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
  author_missing,
  author_too_long,
  email_missing,
  email_incomplete,
  email_too_long,
  url_invalid,
  url_too_long,
  text_missing,
  text_too_long,
};

/// The name of its section in templates/moderate_words.tpl, which is also used in URLs.
std::string_view to_text(Flash flash);
/// The HTTP status of a page that is shown because of the message; 200 without one.
int status_of(std::optional<Flash> flash);
std::optional<Flash> parse_flash(std::string_view text);

Flash flash_of(FieldError error);
Flash flash_of(PasswordError error);

}  // namespace afterword
