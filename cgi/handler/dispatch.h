// Dispatches a request to its route and returns the response.
#pragma once

#include "base/time.h"
#include "domain/errors.h"
#include "handler/app.h"
#include "http/request.h"
#include "http/response.h"

namespace afterword {

/// Handles any request; input never makes it throw. Enforces everything that the route declares
/// (handler/routes.h).
Response respond(App& app, const Request& request, Instant now);

/// The route's response to a refusal decided by the caller; returns the submitted input.
Response refuse(App& app, const Request& request, Refusal refusal, Instant now);

}  // namespace afterword
