// GET and POST /moderate/rules: the lists, adding and removing, and trying a rule before it acts.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_rules(Context& context);
HandlerResult moderate_rules(Context& context);

}  // namespace afterword
