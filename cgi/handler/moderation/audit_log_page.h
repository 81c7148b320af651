// GET /moderate/record: who did what, the newest first.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_record(Context& context);

}  // namespace afterword
