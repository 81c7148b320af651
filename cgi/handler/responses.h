// Responses shared by handlers. The dispatcher adds what the route declares: caching, security
// headers, CORS.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "domain/errors.h"
#include "handler/app.h"
#include "http/request.h"
#include "http/response.h"

namespace afterword {

inline constexpr std::string_view html_type = "text/html; charset=utf-8";
inline constexpr std::string_view json_type = "application/json";

Response html_response(int status, std::string html);
Response json_response(int status, const JsonObject& body);

/// [{"code","field","message"}]
JsonArray errors_as_list(const App& app, const ErrorTexts& errors);

/// {"errors":[{"code","field","message"}]} with the status of the first error.
Response errors_as_json(const App& app, const ErrorTexts& errors);

/// Adds Retry-After for temporary errors: after the flood limit, or in a few seconds. For
/// Retry::after_wait, use the function below.
void add_retry_after(const App& app, const ErrorTexts& errors, Response& response);
/// Adds Retry-After for a wait in milliseconds.
void add_retry_after(std::int64_t wait_ms, Response& response);

/// Whether the client wants JSON.
bool wants_json(const Request& request);

/// Redirects (302) a link to where its target is now: an address on this site.
Response found_at(std::string location);

/// Redirects (303) to an address on this site.
Response see_other(std::string location);

}  // namespace afterword
