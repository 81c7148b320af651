// GET and POST /moderate/mail: what is pending, what failed, and trying again.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_mail(Context& context);
HandlerResult moderate_mail(Context& context);

}  // namespace afterword
