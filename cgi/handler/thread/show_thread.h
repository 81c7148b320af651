// GET /threadPAGE and /pagePAGE. The fast path is a cached response whose thread has not changed.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_thread(Context& context);
HandlerResult show_page(Context& context);

}  // namespace afterword
