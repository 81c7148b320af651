// Renders the page on which a reader without JavaScript sees the likes of a comment.
#pragma once

#include <string>

#include "domain/comment/likes.h"
#include "view/thread/thread_view.h"

namespace afterword {

std::string render_like(const ViewTools& tools, CommentId comment, const LikeState& state);

}  // namespace afterword
