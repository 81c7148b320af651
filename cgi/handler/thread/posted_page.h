// Which page a form is about.
#pragma once

#include <optional>

#include "base/page_path.h"
#include "base/result.h"
#include "handler/context.h"

namespace afterword {

/// The page that the form names by its path (`page`), or as WordPress's form does by the number of
/// a post that has moved in (`comment_post_ID`). Where posts of several blogs have the number, it
/// is the page among theirs that the form was sent from or leads back to, by Referer or
/// `redirect_to`; else the page of the one blog whose host sent it. With a number that does not
/// tell it is the page on this site that the form was sent from, by Referer. nullopt when none of
/// these names one.
Result<std::optional<PagePath>, StoreError> posted_page(const Context& context);

}  // namespace afterword
