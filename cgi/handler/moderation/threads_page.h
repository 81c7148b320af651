// GET and POST /moderate/threads: the pages with comments; closing, renaming and moving them, and
// their other names.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_threads(Context& context);
HandlerResult close_thread(Context& context);
HandlerResult reopen_thread(Context& context);
HandlerResult remember_thread(Context& context);
HandlerResult rename_thread(Context& context);
HandlerResult move_thread(Context& context);
HandlerResult add_thread_alias(Context& context);

}  // namespace afterword
