// GET /search: readers search the published comments of the site, or of one page. Needs no script;
// the number of searches of an address prefix is limited.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_search(Context& context);

}  // namespace afterword
