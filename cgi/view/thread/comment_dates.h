// When a comment was written, wherever that is shown: in threads, to moderators, to its writer.
// Inside view/ only.
#pragma once

#include <string>

#include "view/thread/thread_view.h"

namespace ctemplate {
class TemplateDictionary;
}  // namespace ctemplate

namespace afterword {

/// In a thread, as the link to the comment; `dates` is the dictionary of comment_dates.tpl there.
void fill_thread_dates(const ViewTools& tools, const Comment& comment, const std::string& permalink,
                       const CommentPlace& place, ctemplate::TemplateDictionary& dates);

/// "5 minutes ago", for moderators, as HTML.
std::string dates_with_age(const ViewTools& tools, const Comment& comment, Instant now);

/// The date alone, as HTML.
std::string dates_alone(const ViewTools& tools, const Comment& comment);

}  // namespace afterword
