#include "handler/thread/thread_pages.h"

#include <algorithm>

#include "base/text.h"
#include "domain/comment/submission_fields.h"

namespace afterword {
namespace {

constexpr std::size_t title_characters = 200;

}  // namespace

std::string page_title(std::string_view sent) {
  return is_valid_utf8(sent) ? clean_title(first_characters(sent, title_characters))
                             : std::string{};
}

PageRequest paging_of(const Site& site) {
  PageRequest request;
  request.threaded = site.view.threads_depth > 1;
  request.threads_depth = site.view.threads_depth;
  request.per_page = site.per_page;
  // Limits a page to about a thousand replies if it has at most 200 top-level comments.
  request.replies_shown = std::clamp(1'000 / site.per_page, 5, 50);
  request.open_newest = site.open_newest;
  return request;
}

}  // namespace afterword
