// What moderators' pages and forms have in common.
#pragma once

#include <string>
#include <string_view>

#include "base/url.h"
#include "handler/context.h"
#include "store/moderation/moderation_store.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

/// What stands around a page: menu, counts, warnings, and what the address says was just done.
Result<ModerationLayout, StoreError> make_layout(Context& context, ModerationSection section);

/// Where the moderator was: the queue with its filter, or a comment's own page. `typed` is the
/// form's field `return`; anything but "comment/N" or a query string of ours leads to the queue.
/// `news` is for make_layout there to say.
std::string return_address(const App& app, std::string_view typed, const UrlQuery& news = {});

/// The queue's query of a text from outside, without news; empty unless it can be one.
UrlQuery query_of_queue(std::string_view typed);

/// 303 back there, with what was done for make_layout to say; for a script the same as JSON.
HandlerResult after_action(Context& context, const ActOutcome& outcome);

/// 303 back there, with a flash message for make_layout to show.
Response back_with(const Context& context, Flash flash);

/// "12:3": a comment and the version that was seen. nullopt for anything else.
std::optional<Target> parse_target(std::string_view text);

}  // namespace afterword
