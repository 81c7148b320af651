// POST /moderate/sign-in and /moderate/sign-out, and the sign-in page that replaces moderators'
// pages without a session.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult sign_in(Context& context);
HandlerResult sign_out(Context& context);

/// Returns the sign-in page if there is no session, preserving a submitted form.
Response refuse_moderator(Context& context, Refusal refusal);

}  // namespace afterword
