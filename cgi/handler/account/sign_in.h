// POST /moderate/sign-in and /moderate/sign-out, and the sign-in page that stands in for every page
// of the moderators.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult sign_in(Context& context);
HandlerResult sign_out(Context& context);

/// Without a session the sign-in page; a form that was sent goes along with it.
Response refuse_moderator(Context& context, Refusal refusal);

}  // namespace afterword
