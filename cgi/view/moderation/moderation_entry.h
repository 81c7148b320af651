// One comment in a list of moderators: the queue, an item's own screen, a question before an
// action.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/policy/rule_set.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

/// One comment in a list.
enum class EntryUse {
  queue,  // with a box and buttons
  item,   // on its own page: buttons, nothing veiled
  quote,  // only to look at
};
std::string render_entry(const ViewTools& tools, const QueueItem& item,
                         const std::vector<Rule>& rules, EntryUse use,
                         const ModerationLayout& layout, std::string_view filter_query);

}  // namespace afterword
