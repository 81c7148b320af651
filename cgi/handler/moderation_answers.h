// The moderators' pages as answers, and the sign-in page that stands in for all of them.
#pragma once

#include <string>
#include <string_view>

#include "handler/app.h"
#include "handler/session.h"
#include "http/form.h"
#include "http/request.h"
#include "http/response.h"

namespace afterword {

/// A document that nobody keeps, frames or lets run anything but our own script.
Response moderation_page(const App& app, int status, std::string html);

/// The sign-in page; `next` is where to go afterwards, below /moderate/.
Response show_sign_in(App& app, const Request& request, std::string_view next, Instant now);

/// For a form whose session has ended meanwhile: 403 and the sign-in page, which keeps what was
/// typed. For a script 403 as JSON; it then sends the form itself.
Response sign_in_again(App& app, const Request& request, const Form& form, Instant now);

/// The comment's page with what was typed before the session ended: nothing is saved yet.
Response resume_edit(App& app, const Request& request, const Form& form, const SignedIn& moderator,
                     Instant now);

/// What was typed about a comment that is no longer there: the text, to be copied.
Response show_kept_text(App& app, const Request& request, const Form& form, Instant now);

}  // namespace afterword
