// One comment's own page for moderators.
#pragma once

#include <optional>
#include <string_view>

#include "handler/moderation/moderation_request.h"

namespace afterword {

/// Which of a comment's earlier texts are shown.
struct RevisionChoice {
  std::optional<RevisionId> replacement;  // those that come before this one; nothing: the last ones
  bool whole = false;                     // only the first of them, in full
};

/// Everything about a comment; nullopt when there is no such comment.
Result<std::optional<ItemModel>, StoreError> load_item(App& app, ModerationFrame frame,
                                                       CommentId id,
                                                       const RevisionChoice& choice = {});

}  // namespace afterword
