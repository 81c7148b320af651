// What a script gets after an action: what was done, what was not, and the queue's new numbers.
#pragma once

#include "handler/context.h"
#include "store/moderation/moderation_store.h"

namespace afterword {

/// What a script gets: {"done":[…],"conflicts":[…],"items":{"12":HTML or
/// null},"counts","notice_html"}; an item that has left the view is null.
HandlerResult action_as_json(Context& context, const ActOutcome& outcome);

}  // namespace afterword
