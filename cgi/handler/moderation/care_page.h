// GET and POST /moderate/care: help resources and reply drafts.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_care(Context& context);
HandlerResult save_help(Context& context);
HandlerResult verify_help(Context& context);
HandlerResult remove_help(Context& context);
HandlerResult dismiss_help_notice(Context& context);
HandlerResult save_draft(Context& context);
HandlerResult remove_draft(Context& context);
HandlerResult set_care_mode(Context& context);

}  // namespace afterword
