// Readers' likes of comments (docs/likes.md).
#pragma once

#include "handler/context.h"

namespace afterword {

/// The numbers of likes of a page's comments, as JSON: {"7":3}.
HandlerResult show_likes(Context& context);

/// A page with the likes of one comment and a button, for readers without JavaScript.
HandlerResult show_like(Context& context);

/// Adds a like, or takes it back. Redirects to the comment, or to show_like if nothing changed;
/// JSON for scripts.
HandlerResult submit_like(Context& context);

}  // namespace afterword
