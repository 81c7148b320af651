// Responses to refused requests, one function per kind of route; handler/routes.cc selects them.
// All of them return the submitted input.
#pragma once

#include "domain/errors.h"
#include "handler/context.h"

namespace afterword {

/// JSON if the client wants that, otherwise a document with the submitted form.
Response refuse_request(Context& context, Refusal refusal);

/// Like refuse_request, but always a document.
Response refuse_as_document(Context& context, Refusal refusal);
/// A sentence to be included in a host page.
Response refuse_as_fragment(Context& context, Refusal refusal);
Response refuse_as_json(Context& context, Refusal refusal);

/// Handles forms that name no action of their page, with or without a database.
HandlerResult unknown_action(Context& context);

}  // namespace afterword
