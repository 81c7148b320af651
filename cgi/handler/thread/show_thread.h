// GET /threadPAGE, /pagePAGE and /versionPAGE. The fast path is a cached response whose thread has
// not changed.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_thread(Context& context);
HandlerResult show_page(Context& context);
/// How many comments a thread has, as JSON: {"comments":16}. The ETag changes with the thread.
HandlerResult show_version(Context& context);

}  // namespace afterword
