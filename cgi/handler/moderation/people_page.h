// GET and POST /moderate/people: everybody's own password; for owners, who moderates.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult show_people(Context& context);
HandlerResult moderate_people(Context& context);

}  // namespace afterword
