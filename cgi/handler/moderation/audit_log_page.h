// GET /moderate/audit-log: the audit log, newest first.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_audit_log(Context& context);

}  // namespace afterword
