// POST /moderate/act and /moderate/undo: decisions about one comment or many, and taking them back.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult moderate_act(Context& context);
HandlerResult moderate_undo(Context& context);

}  // namespace afterword
