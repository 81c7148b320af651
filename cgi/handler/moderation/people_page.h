// GET and POST /moderate/people: the moderator's own password; for owners, all moderators.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_people(Context& context);
HandlerResult set_own_password(Context& context);
HandlerResult add_moderator(Context& context);
HandlerResult make_owner(Context& context);
HandlerResult make_moderator(Context& context);
HandlerResult set_others_password(Context& context);
HandlerResult remove_moderator(Context& context);

}  // namespace afterword
