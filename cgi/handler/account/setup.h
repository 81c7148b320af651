// GET and POST /set-up: creates the first moderator in the browser, authorised by the setup token
// in a file next to the database. Open only while there is no moderator.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_setup(Context& context);
HandlerResult set_up(Context& context);

}  // namespace afterword
