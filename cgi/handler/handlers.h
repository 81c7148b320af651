// The handlers, one for each row of the table in routes.cc. Each reads as a recipe.
#pragma once

#include <string_view>

#include "base/time.h"
#include "handler/app.h"
#include "http/request.h"
#include "http/response.h"

namespace afterword {

Response show_thread(App& app, const Request& request, std::string_view page, Instant now);
Response show_page(App& app, const Request& request, std::string_view page, Instant now);
Response submit_comment(App& app, const Request& request, std::string_view rest, Instant now);
Response show_style(App& app, const Request& request, std::string_view rest, Instant now);
Response show_script(App& app, const Request& request, std::string_view rest, Instant now);
Response show_avatar(App& app, const Request& request, std::string_view rest, Instant now);
Response show_health(App& app, const Request& request, std::string_view rest, Instant now);

}  // namespace afterword
