// The JSON response to a moderation action: what was done, conflicts, and the queue's new counts.
#pragma once

#include "handler/context.h"
#include "store/moderation/moderation_store.h"

namespace afterword {

/// {"done":[…],"conflicts":[…],"items":{"12":HTML or null},"counts","notice_html"}; an item that
/// has left the view is null.
HandlerResult action_as_json(Context& context, const ActOutcome& outcome);

}  // namespace afterword
