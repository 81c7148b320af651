// GET and POST /set-up: the first moderator, made in the browser by whoever can read a file beside
// the database. Open only while nobody moderates.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_setup(Context& context);
HandlerResult set_up(Context& context);

}  // namespace afterword
