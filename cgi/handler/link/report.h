// GET and POST /report/N: a reader reports a published comment for one of the reasons in
// domain/moderation/report.h. Needs no account and no script; the writer is not told who reported
// it.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_report(Context& context);
HandlerResult submit_report(Context& context);

}  // namespace afterword
