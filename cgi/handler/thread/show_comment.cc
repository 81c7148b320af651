#include "handler/thread/show_comment.h"

#include "config/known_page.h"
#include "handler/responses.h"
#include "handler/thread/thread_pages.h"
#include "view/thread/thread_view.h"

namespace afterword {

HandlerResult show_comment(Context& context) {
  const Site& site = context.site();
  const auto id = parse_id<CommentId>(context.rest.substr(1));
  if (!id) return Failure{Refusal::not_found};
  const auto found = context.stores().feeds.published(*id, paging_of(site));
  if (!found) return unavailable;
  if (!*found) return Failure{Refusal::not_found};
  const auto page = parse_page_path((*found)->path);
  if (!page || !is_known_page(site, *page)) return Failure{Refusal::not_found};
  // Not cached: the place changes with the thread.
  return found_at(site.view.address.link_to_page(comment_href(page->path, *id, (*found)->place)));
}

}  // namespace afterword
