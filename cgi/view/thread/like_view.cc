#include "view/thread/like_view.h"

#include <fmt/format.h>

#include <cstring>

#include <ctemplate/template_dictionary.h>

#include "markers/like_page.h"

namespace afterword {

std::string render_like(const ViewTools& tools, CommentId comment, const LikeState& state) {
  ctemplate::TemplateDictionary like("like");
  like.SetIntValue(klp_COUNT, state.likes);
  like.ShowSection(state.likes == 0 ? klp_NOBODY : state.likes == 1 ? klp_ONE : klp_SEVERAL);
  like.SetValue(klp_ACTION, fmt::format("{}/like/{}", tools.settings.mount, comment.value));
  like.SetValue(klp_BACK_HREF, tools.settings.mount + comment_route(comment));
  like.ShowSection(state.liked ? klp_LIKED : klp_NOT_LIKED);
  return tools.templates.expand("like_page.tpl", like);
}

}  // namespace afterword
