// Answers that several handlers give.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "comment/comment.h"
#include "comment/errors.h"
#include "handler/app.h"
#include "handler/validators.h"
#include "http/request.h"
#include "http/response.h"

namespace afterword {

inline constexpr std::string_view html_type = "text/html; charset=utf-8";
inline constexpr std::string_view json_type = "application/json";

/// A sentence as a fragment, for a place inside a host page.
Response problem_fragment(const App& app, Refusal refusal);
/// The same as a whole document.
Response problem_document(const App& app, Refusal refusal);

/// A JSON answer that nobody keeps.
Response json_response(int status, const JsonObject& body);

/// {"errors":[{"code","field","message"}]} with the status of the first error.
Response errors_as_json(const App& app, const ErrorTexts& errors);

/// Adds Retry-After where the fault will pass: after the flood limit, or in a few seconds.
void add_retry_after(const App& app, const ErrorTexts& errors, Response& response);

/// Whether the sender of a request wants JSON.
bool wants_json(const Request& request);

/// `response` with ETag and Last-Modified, or 304 when the request names the ETag, or without one
/// the date. The date is used only once its second is over: what changes later has another one.
Response conditional(const Request& request, const Response& response, const Validators& validators,
                     Instant now);

/// 303 to an address on this site; nobody keeps the answer.
Response see_other(const std::string& location);

/// The refusal as JSON where the sender wants that, else as a whole document.
Response refusal(const App& app, const Request& request, Refusal refusal);

}  // namespace afterword
