// GET and POST /link/TOKEN: signed links in mails. GET and HEAD only display; the button performs
// the action. It works once, because every change gives the comment a new version. A commenter's
// own link allows changing the text while nobody else has changed the comment.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_link(Context& context);
HandlerResult use_link(Context& context);

/// Explains an invalid link on the link's own page.
Response refuse_link(Context& context, Refusal refusal);

}  // namespace afterword
