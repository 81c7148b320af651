// Renders a comment's dates for threads, moderators and its commenter. For use inside view/ only.
#pragma once

#include <string>

#include "view/thread/thread_view.h"

namespace ctemplate {
class TemplateDictionary;
}  // namespace ctemplate

namespace afterword {

/// Fills the dates of a comment in a thread, including the permalink. `dates` is the dictionary of
/// comment_dates.tpl.
void fill_thread_dates(const ViewTools& tools, const Comment& comment, const std::string& permalink,
                       ctemplate::TemplateDictionary& dates);

/// "5 minutes ago", for moderators, as HTML.
std::string dates_with_age(const ViewTools& tools, const Comment& comment, Instant now);

/// The date alone, as HTML.
std::string dates_alone(const ViewTools& tools, const Comment& comment);

}  // namespace afterword
