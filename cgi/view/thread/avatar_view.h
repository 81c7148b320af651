// Commenters' pictures. By default they are drawn here from a keyed hash, so that pages contain
// neither hashes of email addresses nor requests to third parties.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/comment/comment.h"
#include "view/thread/thread_view.h"

namespace afterword {

/// The address of a commenter's picture; nullopt if the site shows none.
std::optional<std::string> avatar_src(const ViewTools& tools, const Comment& comment);

/// Draws the picture of an id of 32 lower-case hexadecimal digits: a symmetric pattern of 5 by 5
/// cells whose cells and colour are derived from the id. nullopt for any other id.
std::optional<std::string> render_avatar(const TemplateCache& templates, std::string_view id);

}  // namespace afterword
