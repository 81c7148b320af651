// GET and POST /moderate/people: the moderator's own password; for owners, all moderators.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_people(Context& context);
HandlerResult moderate_people(Context& context);

}  // namespace afterword
