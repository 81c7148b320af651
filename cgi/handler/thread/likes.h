// Readers' likes of comments (docs/likes.md).
#pragma once

#include "handler/context.h"

namespace afterword {

/// The numbers of likes of a page's comments, as JSON: {"7":3}.
HandlerResult show_likes(Context& context);

/// A page with the likes of one comment and a button, for readers without JavaScript.
HandlerResult show_like(Context& context);

/// Adds a like. Redirects to the comment, or to show_like if the reader likes it already; JSON for
/// scripts.
HandlerResult like_comment(Context& context);

/// Removes a like, in the same way.
HandlerResult unlike_comment(Context& context);

}  // namespace afterword
