// Renders the forms for replying to a comment and editing it: on the comment's own page, and as
// templates for the page's script in the queue.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "view/moderation/moderation_layout.h"

namespace afterword {

using ReplyDrafts = std::vector<std::pair<std::string, std::string>>;  // title, text

struct CommentFormModel {
  const ModerationLayout& layout;
  /// nullptr: a template for any comment of the list.
  const Comment* comment = nullptr;
  std::string return_query = {};          // the field `return`
  std::optional<std::string> typed = {};  // input that could not be saved
};

std::string render_reply_form(const ViewTools& tools, const CommentFormModel& model,
                              const ReplyDrafts& drafts);
std::string render_edit_form(const ViewTools& tools, const CommentFormModel& model);

}  // namespace afterword
