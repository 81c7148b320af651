// GET and POST /moderate/threads/moves: moves of many pages by a list, with a dry run.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_moves(Context& context);
HandlerResult try_moves(Context& context);
HandlerResult move_pages(Context& context);

}  // namespace afterword
