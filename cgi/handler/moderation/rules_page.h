// GET and POST /moderate/rules: lists, adds and removes rules, and tries a rule before it is added.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_rules(Context& context);
HandlerResult moderate_rules(Context& context);

}  // namespace afterword
