// Determines the page that a comment form is about.
#pragma once

#include "base/page_path.h"
#include "base/result.h"
#include "handler/context.h"

namespace afterword {

/// The page that the form names by its path (`page`), or as in WordPress's form by the number of an
/// imported post (`comment_post_ID`). If posts of several sources have the number, it is the one
/// that the form was sent from or returns to, by Referer or `redirect_to`; otherwise the one of the
/// only source whose host received the form. If the number is not conclusive, it is the page of
/// this site in Referer. Refusals: those of page_named, and unavailable.
Result<PagePath, Refusal> posted_page(const Context& context);

/// The same, but it must be one of this site.
Result<PagePath, Refusal> known_posted_page(const Context& context);

}  // namespace afterword
