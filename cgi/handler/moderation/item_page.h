// A comment's own page for moderators.
#pragma once

#include <optional>
#include <string_view>

#include "handler/moderation/moderation_request.h"
#include "view/moderation/item_view.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

/// Which revisions of a comment are shown.
struct RevisionChoice {
  std::optional<RevisionId> replacement;  // those before this one; nullopt: the latest
  bool whole = false;                     // only the first, in full
};

/// Loads everything about a comment; nullopt if it does not exist.
Result<std::optional<ItemModel>, StoreError> load_item(App& app, ModerationLayout layout,
                                                       CommentId id,
                                                       const RevisionChoice& choice = {});

/// GET /moderate/comment/N: one comment with all its data and actions.
HandlerResult show_item(Context& context);

}  // namespace afterword
