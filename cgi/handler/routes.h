// From a request to the handler that answers it.
#pragma once

#include "base/time.h"
#include "handler/app.h"
#include "http/request.h"
#include "http/response.h"

namespace afterword {

/// Answers any request; never throws for what a visitor can send.
Response respond(App& app, const Request& request, Instant now);

}  // namespace afterword
