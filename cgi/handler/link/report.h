// GET and POST /worry/N: a reader is worried about a comment. No account, no script, and nobody
// learns who asked.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_worry(Context& context);
HandlerResult take_worry(Context& context);

}  // namespace afterword
