// What every moderators' page begins and ends with.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/url.h"
#include "handler/app.h"
#include "handler/session.h"
#include "http/form.h"
#include "http/request.h"
#include "http/response.h"
#include "store/moderation_store.h"
#include "view/moderation_view.h"

namespace afterword {

/// Who looks at a page: a moderator who is signed in, or the answer to anybody else, the sign-in
/// page that leads on to `next`, below /moderate/.
Result<SignedIn, Response> begin_page(App& app, const Request& request, std::string_view next,
                                      Instant now);

/// A moderator's form that may act: signed in, with the session's token, from our own page.
struct ModeratorPost {
  Form form;
  SignedIn moderator;
  Actor actor;
};

/// Checks all that, or gives the answer that refuses: 400 for what is no form, 403 for a missing or
/// foreign token, and where the session has ended the sign-in page with what was typed kept.
Result<ModeratorPost, Response> begin_post(App& app, const Request& request, Instant now);

/// The frame of a page: menu, counts, warnings, and what the address says was just done.
Result<ModerationFrame, StoreError> make_frame(App& app, const Request& request,
                                               const SignedIn& moderator, ModerationSection section,
                                               Instant now);

/// Where the moderator was: the queue with its filter, or a comment's own page. `typed` is the
/// form's field `return`; anything but "comment/N" or a query string of ours leads to the queue.
/// `news` is for make_frame there to say.
std::string return_address(const App& app, std::string_view typed, const UrlQuery& news = {});

/// The queue's query of a text from outside, without news; empty unless it can be one.
UrlQuery query_of_queue(std::string_view typed);

/// 303 back there, with what was done for make_frame to say; for a script the same as JSON.
Response after_action(App& app, const Request& request, const ModeratorPost& post,
                      const ActOutcome& outcome, Instant now);

/// What a script gets: {"done":[…],"stale":[…],"items":{"12":HTML or null},"counts","notice_html"};
/// an item that has left the view is null.
Response action_as_json(App& app, const Request& request, const ModeratorPost& post,
                        const ActOutcome& outcome, Instant now);

/// 303 back there with a sentence of templates/moderate_message.tpl.
Response back_with_problem(const App& app, const ModeratorPost& post, std::string_view key);

/// "12:3": a comment and the version that was seen. nullopt for anything else.
std::optional<Target> parse_target(std::string_view text);

}  // namespace afterword
