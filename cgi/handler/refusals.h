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

}  // namespace afterword
