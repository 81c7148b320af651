// GET and POST /report/N: a reader reports that a comment concerns somebody's safety. Requires
// neither an account nor a script, and does not reveal the reader.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_report(Context& context);
HandlerResult take_report(Context& context);

}  // namespace afterword
