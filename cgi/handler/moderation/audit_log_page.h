// GET /moderate/audit-log: who did what, the newest first.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_audit_log(Context& context);

}  // namespace afterword
