// GET /style.css, /embed.js, /avatar/ID.svg and /health: responses without a thread.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_style(Context& context);
HandlerResult show_script(Context& context);
HandlerResult show_avatar(Context& context);
HandlerResult show_health(Context& context);
HandlerResult show_moderation_style(Context& context);
HandlerResult show_moderation_script(Context& context);

}  // namespace afterword
