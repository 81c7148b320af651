// The handlers, one for each row of the table in routes.cc. Each reads as a recipe.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_thread(Context& context);
HandlerResult show_page(Context& context);
HandlerResult submit_comment(Context& context);
HandlerResult show_style(Context& context);
HandlerResult show_script(Context& context);
HandlerResult show_avatar(Context& context);
HandlerResult show_count(Context& context);
HandlerResult show_latest(Context& context);
HandlerResult show_feed(Context& context);
HandlerResult show_health(Context& context);

// The moderators' pages.
HandlerResult show_moderation_style(Context& context);
HandlerResult show_moderation_script(Context& context);
HandlerResult show_queue(Context& context);
HandlerResult show_counts(Context& context);
HandlerResult show_item(Context& context);
HandlerResult show_record(Context& context);
HandlerResult show_rules(Context& context);
HandlerResult moderate_rules(Context& context);
HandlerResult show_care(Context& context);
HandlerResult moderate_care(Context& context);
HandlerResult show_people(Context& context);
HandlerResult moderate_people(Context& context);
HandlerResult moderate_act(Context& context);
HandlerResult moderate_undo(Context& context);
HandlerResult moderate_edit(Context& context);
HandlerResult moderate_redact(Context& context);
HandlerResult moderate_reply(Context& context);
HandlerResult moderate_move(Context& context);
HandlerResult sign_in(Context& context);
HandlerResult sign_out(Context& context);
HandlerResult show_mail(Context& context);
HandlerResult moderate_mail(Context& context);
HandlerResult show_check(Context& context);
HandlerResult check_again(Context& context);

// The first moderator, where there is no shell.
HandlerResult show_set_up(Context& context);
HandlerResult set_up(Context& context);

// Links in mails, and readers who report a comment.
HandlerResult show_link(Context& context);
HandlerResult use_link(Context& context);
HandlerResult show_worry(Context& context);
HandlerResult take_worry(Context& context);

}  // namespace afterword
