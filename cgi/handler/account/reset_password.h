// A forgotten password: GET and POST /moderate/forgot sends a link by mail, GET and POST
// /moderate/reset/TOKEN sets a new password. Responses do not reveal which accounts exist.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_forgot(Context& context);
HandlerResult send_reset_link(Context& context);
HandlerResult show_reset(Context& context);
HandlerResult reset_password(Context& context);

}  // namespace afterword
