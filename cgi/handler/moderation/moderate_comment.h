// POST /moderate/edit, /redact, /reply and /move: what is done on a comment's own page. What was
// typed comes back with every answer that refuses it.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult moderate_edit(Context& context);
HandlerResult moderate_redact(Context& context);
HandlerResult moderate_reply(Context& context);
HandlerResult moderate_move(Context& context);

}  // namespace afterword
