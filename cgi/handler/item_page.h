// One comment's own page for moderators.
#pragma once

#include <optional>
#include <string_view>

#include "handler/moderation_request.h"

namespace afterword {

/// Everything about a comment; nullopt when there is no such comment.
Result<std::optional<ItemModel>, StoreError> load_item(App& app, ModerationFrame frame,
                                                       CommentId id);

}  // namespace afterword
