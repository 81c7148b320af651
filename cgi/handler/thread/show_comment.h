// GET /comment/N: the permanent link to a comment.
#pragma once

#include "handler/context.h"

namespace afterword {

/// Redirects to the comment's host page, with the query and the fragment that show the comment
/// there now: threads grow, and moderators move comments. 404 unless the comment is published.
HandlerResult show_comment(Context& context);

}  // namespace afterword
