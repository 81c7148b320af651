// GET and POST /moderate/threads: the pages with comments; closing, reopening and renaming them.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_threads(Context& context);
HandlerResult close_thread(Context& context);
HandlerResult reopen_thread(Context& context);
HandlerResult remember_thread(Context& context);
HandlerResult rename_thread(Context& context);
HandlerResult move_thread(Context& context);

}  // namespace afterword
