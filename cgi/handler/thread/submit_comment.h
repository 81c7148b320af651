// POST /post: a straight list, a commented line a step. Every way out gives back what was typed.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult submit_comment(Context& context);

/// A visitor's form again, with everything that was typed.
Response refuse_submission(Context& context, Refusal refusal);

}  // namespace afterword
