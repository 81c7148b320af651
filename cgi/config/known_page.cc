#include "config/known_page.h"

#include <sys/stat.h>

#include <algorithm>

namespace afterword {
namespace {

bool is_file(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

bool is_file_of(const std::string& root, std::string_view path, std::string_view key) {
  // parse_page_path has rejected "..", empty segments, backslashes and control characters.
  if (path.ends_with(".html") || path.ends_with(".htm")) return is_file(root + std::string(path));
  const std::string base = root + std::string(key == "/" ? "" : key);
  return is_file(base) || is_file(base + ".html") || is_file(base + ".htm") ||
         is_file(base + "/index.html") || is_file(base + "/index.htm");
}

}  // namespace

bool is_on_disk(const Site& site, const PagePath& page) {
  const SiteAddress& address = site.view.address;
  return is_file_of(site.document_root, page.path, page.key) ||
         is_file_of(site.document_root, address.path_below(page.path),
                    address.path_below(page.key));
}

bool is_matched(const Site& site, std::string_view pattern, const PagePath& page) {
  const auto matches = [&](std::string_view path, const std::string& key) {
    return glob_matches(pattern, path) || glob_matches(pattern, key) ||
           glob_matches(pattern, key + "/");
  };
  const SiteAddress& address = site.view.address;
  // Patterns are about paths; queries belong to the page that they select.
  const auto matches_at = [&](std::string_view path, std::string_view key) {
    return matches(path, std::string(key)) ||
           matches(without_query(path), std::string(without_query(key)));
  };
  return matches_at(page.path, page.key) ||
         matches_at(address.path_below(page.path), address.path_below(page.key));
}

bool is_known_page(const Site& site, const PagePath& page) {
  const bool allowed =
      std::any_of(site.allow.begin(), site.allow.end(),
                  [&](const std::string& pattern) { return is_matched(site, pattern, page); });
  if (!allowed || !site.verify_file) return allowed;
  // WordPress's number of a post selects one of the pages of a file.
  const auto file = parse_page_path(without_query(page.path));
  return is_on_disk(site, page) || (file && is_on_disk(site, *file));
}

}  // namespace afterword
