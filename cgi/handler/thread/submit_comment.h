// POST /post. The handler of a submission is a list of steps with one comment each. Every refusal
// returns the input.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult submit_comment(Context& context);

/// Shows the text as the thread would, with the form and its errors. Stores and counts nothing, and
/// evaluates no rule, so that it cannot be used to explore the rules.
HandlerResult preview_comment(Context& context);

/// Renders a visitor's form again with all input.
Response refuse_submission(Context& context, Refusal refusal);

}  // namespace afterword
