// The queue between its address and its view, and its answer to a script.
#pragma once

#include <string_view>

#include "base/json.h"
#include "base/url.h"
#include "handler/moderation/moderation_request.h"
#include "view/moderation/moderation_layout.h"
#include "view/moderation/queue_view.h"

namespace afterword {

/// The filter that a query asks for; what cannot be read filters nothing.
QueueFilter read_filter(std::string_view query);

/// The same filter as a query; `after` is left out.
UrlQuery filter_query(const QueueFilter& filter);

Result<QueueModel, StoreError> load_queue(App& app, ModerationLayout layout,
                                          const QueueFilter& filter);

JsonObject counts_as_json(const QueueCounts& counts);

/// GET /moderate/: the queue.
HandlerResult show_queue(Context& context);
/// GET /moderate/counts: its numbers, for a page that stays open.
HandlerResult show_counts(Context& context);

}  // namespace afterword
