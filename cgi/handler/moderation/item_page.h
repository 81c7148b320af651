// One comment's own page for moderators.
#pragma once

#include <optional>
#include <string_view>

#include "handler/moderation/moderation_request.h"
#include "view/moderation/item_view.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

/// Which of a comment's earlier texts are shown.
struct RevisionChoice {
  std::optional<RevisionId> replacement;  // those that come before this one; nothing: the last ones
  bool whole = false;                     // only the first of them, in full
};

/// Everything about a comment; nullopt when there is no such comment.
Result<std::optional<ItemModel>, StoreError> load_item(App& app, ModerationLayout layout,
                                                       CommentId id,
                                                       const RevisionChoice& choice = {});

/// GET /moderate/comment/N: one comment with everything that is known of it and can be done.
HandlerResult show_item(Context& context);

}  // namespace afterword
