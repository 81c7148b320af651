// Renders the comments of a thread: the rows of the list, or one alone. Contains no decisions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "view/thread/thread_view.h"

namespace ctemplate {
class TemplateDictionary;
}  // namespace ctemplate

namespace afterword {

/// Fills comments.tpl with rows in display order; each closes the levels that end with it.
void fill_comments(const ViewTools& tools, const ThreadModel& model,
                   ctemplate::TemplateDictionary& list);

/// Renders a single list item as if alone at a depth, for responses to scripts. It is for the
/// writer only, because it contains the link to change the comment. `answered` is what it replies
/// to, if that is published; it is named, although it may be the comment before.
std::string render_comment(const ViewTools& tools, const PagePath& page, const Comment& comment,
                           const CommentPlace& place, int depth,
                           const std::optional<ReplyTarget>& answered = {});

/// A link to another part of this thread. In our own documents such links lead to the document and
/// not to the host page, so that they work in a frame.
std::string thread_href(const ViewTools& tools, const ThreadModel& model, const UrlQuery& query,
                        std::string_view fragment);

}  // namespace afterword
