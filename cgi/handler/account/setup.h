// GET and POST /set-up: creates the first moderator in the browser, authorised by the setup token
// in a file next to the database. Open only while there is no moderator.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_setup(Context& context);
HandlerResult set_up(Context& context);
/// Writes the file with the setup token, unless it exists.
HandlerResult write_setup_token(Context& context);

/// Guard::setup_token: nullopt if the form contains the token. The attempt is counted before the
/// check, so that concurrent attempts cannot exceed the limit; it is counted by address prefix, so
/// that strangers' attempts do not lock the owner out.
std::optional<Refusal> check_setup_token(Context& context);

/// The set-up page with everything that was typed, except for the password.
Response refuse_setup(Context& context, Refusal refusal);

}  // namespace afterword
