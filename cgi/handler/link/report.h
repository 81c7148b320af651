// GET and POST /report/N: a reader is worried about a comment. No account, no script, and nobody
// learns who asked.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_report(Context& context);
HandlerResult take_report(Context& context);

}  // namespace afterword
