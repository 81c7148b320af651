// POST /moderate/act and /moderate/undo: actions on one or many comments, and their undo.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult moderate_act(Context& context);
HandlerResult moderate_undo(Context& context);

}  // namespace afterword
