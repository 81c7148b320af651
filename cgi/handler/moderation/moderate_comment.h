// POST /moderate/edit, /redact, /reply and /move: changes on a comment's own page. Every refusal
// returns the input.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult moderate_edit(Context& context);
HandlerResult moderate_redact(Context& context);
HandlerResult moderate_reply(Context& context);
HandlerResult moderate_move(Context& context);

}  // namespace afterword
