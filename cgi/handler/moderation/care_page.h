// GET and POST /moderate/care: help resources and reply drafts.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_care(Context& context);
HandlerResult moderate_care(Context& context);

}  // namespace afterword
