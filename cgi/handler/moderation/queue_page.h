// The queue page, its query, and its JSON counts.
#pragma once

#include <string_view>

#include "base/json.h"
#include "base/url.h"
#include "handler/moderation/moderation_request.h"
#include "view/moderation/moderation_layout.h"
#include "view/moderation/queue_view.h"

namespace afterword {

/// The most comments of one action on a whole list. It is one transaction, and others wait for it.
inline constexpr int most_at_once = 1'000;

/// Parses the filter of a query as filter_query formats it. show_queue also reads a page as people
/// write it (filter_page).
QueueFilter read_filter(std::string_view query);

/// Formats a filter as a query, without `after`.
UrlQuery filter_query(const QueueFilter& filter);

Result<QueueModel, StoreError> load_queue(App& app, ModerationLayout layout,
                                          const QueueFilter& filter);

JsonObject counts_as_json(const QueueCounts& counts);

/// GET /moderate/: the queue.
HandlerResult show_queue(Context& context);
/// GET /moderate/links?comments=1,2: the moderator's actions for comments of a public page.
HandlerResult show_links(Context& context);
/// GET /moderate/counts: the counts, for a page that stays open.
HandlerResult show_counts(Context& context);

}  // namespace afterword
