// GET and POST /moderate/check: the doctor's findings, for owners. The POST changes only the
// outbox; its arrival is itself evidence that forms work.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_check(Context& context);
HandlerResult check_again(Context& context);
HandlerResult send_test_mail(Context& context);

/// Explains on the page itself that it is for owners.
Response refuse_check(Context& context, Refusal refusal);

}  // namespace afterword
