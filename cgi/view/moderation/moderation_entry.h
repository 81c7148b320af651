// Renders one comment as an entry: in the queue, on its own page, or in a confirmation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/policy/rule_set.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

/// Where the entry is used.
enum class EntryUse {
  queue,  // with a checkbox and buttons
  item,   // on its own page: with buttons, never hidden
  quote,  // read-only
  text,   // read-only, and never hidden
};
std::string render_entry(const ViewTools& tools, const QueueItem& item,
                         const std::vector<Rule>& rules, EntryUse use,
                         const ModerationLayout& layout, std::string_view filter_query);

}  // namespace afterword
