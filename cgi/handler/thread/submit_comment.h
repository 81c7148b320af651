// POST /post. The handler is a list of steps with one comment each. Every refusal returns the
// input.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult submit_comment(Context& context);

/// Renders a visitor's form again with all input.
Response refuse_submission(Context& context, Refusal refusal);

}  // namespace afterword
