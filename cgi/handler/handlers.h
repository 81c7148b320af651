// The handlers, one for each row of the table in routes.cc. Each reads as a recipe.
#pragma once

#include "handler/context.h"

namespace afterword {

Answer show_thread(Context& context);
Answer show_page(Context& context);
Answer submit_comment(Context& context);
Answer show_style(Context& context);
Answer show_script(Context& context);
Answer show_avatar(Context& context);
Answer show_count(Context& context);
Answer show_latest(Context& context);
Answer show_feed(Context& context);
Answer show_health(Context& context);

// The moderators' pages.
Answer show_moderation_style(Context& context);
Answer show_moderation_script(Context& context);
Answer show_queue(Context& context);
Answer show_counts(Context& context);
Answer show_item(Context& context);
Answer show_record(Context& context);
Answer show_rules(Context& context);
Answer moderate_rules(Context& context);
Answer show_care(Context& context);
Answer moderate_care(Context& context);
Answer show_people(Context& context);
Answer moderate_people(Context& context);
Answer moderate_act(Context& context);
Answer moderate_undo(Context& context);
Answer moderate_edit(Context& context);
Answer moderate_redact(Context& context);
Answer moderate_reply(Context& context);
Answer moderate_move(Context& context);
Answer sign_in(Context& context);
Answer sign_out(Context& context);
Answer show_mail(Context& context);
Answer moderate_mail(Context& context);
Answer show_check(Context& context);
Answer check_again(Context& context);

// The first moderator, where there is no shell.
Answer show_set_up(Context& context);
Answer set_up(Context& context);

// Links in mails, and readers who report a comment.
Answer show_link(Context& context);
Answer use_link(Context& context);
Answer show_worry(Context& context);
Answer take_worry(Context& context);

}  // namespace afterword
