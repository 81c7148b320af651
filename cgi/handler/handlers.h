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
Response show_count(App& app, const Request& request, std::string_view rest, Instant now);
Response show_latest(App& app, const Request& request, std::string_view rest, Instant now);
Response show_feed(App& app, const Request& request, std::string_view page, Instant now);
Response show_health(App& app, const Request& request, std::string_view rest, Instant now);

// The moderators' pages.
Response show_moderation_style(App& app, const Request& request, std::string_view rest,
                               Instant now);
Response show_moderation_script(App& app, const Request& request, std::string_view rest,
                                Instant now);
Response show_queue(App& app, const Request& request, std::string_view rest, Instant now);
Response show_counts(App& app, const Request& request, std::string_view rest, Instant now);
Response show_item(App& app, const Request& request, std::string_view rest, Instant now);
Response show_record(App& app, const Request& request, std::string_view rest, Instant now);
Response show_rules(App& app, const Request& request, std::string_view rest, Instant now);
Response moderate_rules(App& app, const Request& request, std::string_view rest, Instant now);
Response show_care(App& app, const Request& request, std::string_view rest, Instant now);
Response moderate_care(App& app, const Request& request, std::string_view rest, Instant now);
Response show_people(App& app, const Request& request, std::string_view rest, Instant now);
Response moderate_people(App& app, const Request& request, std::string_view rest, Instant now);
Response moderate_act(App& app, const Request& request, std::string_view rest, Instant now);
Response moderate_undo(App& app, const Request& request, std::string_view rest, Instant now);
Response moderate_edit(App& app, const Request& request, std::string_view rest, Instant now);
Response moderate_redact(App& app, const Request& request, std::string_view rest, Instant now);
Response moderate_reply(App& app, const Request& request, std::string_view rest, Instant now);
Response moderate_move(App& app, const Request& request, std::string_view rest, Instant now);
Response sign_in(App& app, const Request& request, std::string_view rest, Instant now);
Response sign_out(App& app, const Request& request, std::string_view rest, Instant now);
Response show_mail(App& app, const Request& request, std::string_view rest, Instant now);
Response moderate_mail(App& app, const Request& request, std::string_view rest, Instant now);
Response show_check(App& app, const Request& request, std::string_view rest, Instant now);
Response check_again(App& app, const Request& request, std::string_view rest, Instant now);

// The first moderator, where there is no shell.
Response show_set_up(App& app, const Request& request, std::string_view rest, Instant now);
Response set_up(App& app, const Request& request, std::string_view rest, Instant now);

// Links in mails, and readers who are worried.
Response show_link(App& app, const Request& request, std::string_view rest, Instant now);
Response use_link(App& app, const Request& request, std::string_view rest, Instant now);
Response show_worry(App& app, const Request& request, std::string_view rest, Instant now);
Response take_worry(App& app, const Request& request, std::string_view rest, Instant now);

}  // namespace afterword
