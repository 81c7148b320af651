// GET and POST /moderate/check: what the doctor found, for owners. The POST changes nothing but the
// outbox; that it arrives is itself a sign of health.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_check(Context& context);
HandlerResult check_again(Context& context);

/// Says on the page itself that it is the owners'.
Response refuse_check(Context& context, Refusal refusal);

}  // namespace afterword
