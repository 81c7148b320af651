// GET and POST /moderate/rules: lists, adds and removes rules, and tries a rule before it is added.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_rules(Context& context);
HandlerResult try_rule(Context& context);
/// Asks for a confirmation if the rule matches a large part of the published comments.
HandlerResult add_rule(Context& context);
HandlerResult add_rule_anyway(Context& context);
/// Holds or blocks the commenter of a comment by a value of that comment. For a moderator who is
/// not an owner, only if it would not affect others.
HandlerResult add_rule_of_comment(Context& context);
HandlerResult remove_rule(Context& context);

}  // namespace afterword
