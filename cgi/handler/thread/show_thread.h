// GET /threadPAGE and /pagePAGE: the fast path is a cached answer whose thread has not changed.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_thread(Context& context);
HandlerResult show_page(Context& context);

}  // namespace afterword
