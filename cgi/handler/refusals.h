// Responses to requests that are refused, a function for each kind of route; a row of
// handler/routes.cc names its own. None of them loses what was typed.
#pragma once

#include "domain/errors.h"
#include "handler/context.h"

namespace afterword {

/// JSON where the sender wants that. Else a document, which gives back what the form had in it.
Response refuse_request(Context& context, Refusal refusal);

/// The same, whatever the sender wants.
Response refuse_as_document(Context& context, Refusal refusal);
/// A sentence for a place inside a host page.
Response refuse_as_fragment(Context& context, Refusal refusal);
Response refuse_as_json(Context& context, Refusal refusal);

/// A visitor's form again, with everything that was typed.
Response refuse_submission(Context& context, Refusal refusal);

/// Without a session the sign-in page; a form that was sent goes along with it.
Response refuse_moderator(Context& context, Refusal refusal);
/// Says on the page itself that it is the owners'.
Response refuse_check(Context& context, Refusal refusal);

/// What is wrong with a link is said on the link's own page.
Response refuse_link(Context& context, Refusal refusal);

}  // namespace afterword
