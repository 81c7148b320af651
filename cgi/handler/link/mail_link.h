// GET and POST /link/TOKEN: what a link in a mail allows. GET and HEAD only show; the button acts,
// once: any change gives the comment another version than the link's. A writer's own link shows the
// text and changes it only as long as nobody else has changed anything about the comment.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_link(Context& context);
HandlerResult use_link(Context& context);

/// What is wrong with a link is said on the link's own page.
Response refuse_link(Context& context, Refusal refusal);

}  // namespace afterword
