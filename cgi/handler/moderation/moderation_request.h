// Functions shared by the moderators' pages and forms.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/url.h"
#include "handler/context.h"
#include "store/moderation/moderation_store.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

/// The layout's data: menu, counts, warnings, and the outcome that the query reports.
Result<ModerationLayout, StoreError> make_layout(Context& context, ModerationSection section);

/// Adds the moderator's last action that can be undone, unless the layout reports one that can.
Result<void, StoreError> add_earlier(Context& context, ModerationLayout& layout);

/// The page to return to: the queue with its filter, or a comment's own page. `typed` is the form's
/// field `return`; anything except "comment/N", with or without "?back=" and the query of a queue,
/// or a valid query of ours leads to the queue. `outcome` is added to the query for make_layout to
/// report.
std::string return_address(const App& app, std::string_view typed, const UrlQuery& outcome = {});

/// The queue that a comment's own page was opened from, by the field `return` of that page.
UrlQuery queue_behind(std::string_view typed);

/// The longest page of a filter, in characters.
inline constexpr std::size_t longest_page = 1'024;

/// A text of a filter in the query: on one line, of at most `characters`. What is not UTF-8 becomes
/// U+FFFD, which matches nothing: a filter that is dropped would make a list of everything.
std::string filter_text(std::string_view query, std::string_view name, std::size_t characters);

/// The key of the page in the query's filter `page`, which may be written as at every other
/// entrance (named_page.h). What names no page of the site stays as typed, and matches nothing.
Result<std::string, StoreError> filter_page(Context& context);

/// "done=5&conflicts=1,2": an outcome, for the next page to report.
UrlQuery outcome_query(const ActOutcome& outcome);

/// A query of the queue from an untrusted text, without an outcome; empty if it is invalid.
UrlQuery query_of_queue(std::string_view typed);

/// Redirects (303) to the form's `return` page and reports the outcome there; for a script, the
/// same as JSON.
HandlerResult after_action(Context& context, const ActOutcome& outcome);

/// Redirects (303) to the form's `return` page with a flash message.
Response back_with(const Context& context, Flash flash);

}  // namespace afterword
