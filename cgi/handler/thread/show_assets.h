// GET /style.css, /embed.js and other files of templates/, /avatar/ID.svg and /health: responses
// without a thread.
#pragma once

#include "handler/context.h"

namespace afterword {

/// A style sheet or script.
HandlerResult show_asset(Context& context);
/// GET /script/NAME.js: a module that embed.js loads.
HandlerResult show_module(Context& context);
HandlerResult show_avatar(Context& context);
HandlerResult show_health(Context& context);

}  // namespace afterword
