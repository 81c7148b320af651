// Pictures beside names. By default drawn here from a keyed hash, so that no hash of an e-mail and
// no request to anybody else is in the page.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/comment/comment.h"
#include "view/thread/thread_view.h"

namespace afterword {

/// The address of a writer's picture; nullopt when the site shows none.
std::optional<std::string> avatar_src(const ViewTools& tools, const Comment& comment);

/// The picture of an id of 32 lower-case hexadecimal digits: a symmetric pattern of 5 by 5 cells
/// in a colour, both from the id. nullopt for anything else.
std::optional<std::string> render_avatar(const TemplateCache& templates, std::string_view id);

}  // namespace afterword
