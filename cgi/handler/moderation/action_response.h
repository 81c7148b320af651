// The JSON response to a moderation action: what was done, conflicts, and the queue's new counts.
#pragma once

#include "handler/context.h"
#include "store/moderation/moderation_store.h"

namespace afterword {

/// {"batch":N,"done":[…],"conflicts":[…],"items":{"12":HTML or null},"counts","notice_html",
/// "attention_html"}; an item that is not in the list of the form's filter is null.
/// `items_left` is the number of changed comments that are not in `items`, of an action on a whole
/// list.
HandlerResult action_as_json(Context& context, const ActOutcome& outcome, int status = 200);

}  // namespace afterword
