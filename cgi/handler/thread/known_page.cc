#include "handler/thread/known_page.h"

#include <sys/stat.h>

#include <algorithm>

namespace afterword {
namespace {

bool is_file(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

bool is_on_disk(const std::string& root, const PagePath& page) {
  // parse_page_path has rejected "..", empty segments, backslashes and control characters.
  if (page.path.ends_with(".html") || page.path.ends_with(".htm")) return is_file(root + page.path);
  const std::string base = root + (page.key == "/" ? "" : page.key);
  return is_file(base) || is_file(base + ".html") || is_file(base + ".htm") ||
         is_file(base + "/index.html") || is_file(base + "/index.htm");
}

}  // namespace

bool is_known_page(const Site& site, const PagePath& page) {
  const bool allowed =
      std::any_of(site.allow.begin(), site.allow.end(), [&](const std::string& pattern) {
        return glob_matches(pattern, page.path) || glob_matches(pattern, page.key) ||
               glob_matches(pattern, page.key + "/");
      });
  return allowed && (!site.verify_file || is_on_disk(site.document_root, page));
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
