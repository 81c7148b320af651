// From a request to its response.
#pragma once

#include "base/time.h"
#include "domain/errors.h"
#include "handler/app.h"
#include "http/request.h"
#include "http/response.h"

namespace afterword {

/// Answers any request; never throws for what a visitor can send. Everything that the route
/// declares (handler/routes.h) is enforced here.
Response respond(App& app, const Request& request, Instant now);

/// The response of the request's route to a refusal from outside, with what was typed given back.
Response refuse(App& app, const Request& request, Refusal refusal, Instant now);

}  // namespace afterword
