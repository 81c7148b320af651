// GET /feed, /feedPAGE, /latest and /count, for other pages and feed readers.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_count(Context& context);
HandlerResult show_latest(Context& context);
HandlerResult show_feed(Context& context);

}  // namespace afterword
