// GET and POST /moderate/mail: pending and failed mail, and retrying.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_mail(Context& context);
HandlerResult retry_mail(Context& context);

}  // namespace afterword
