// The HTML files of the site, to guess where a page with comments is now.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

class SitePages {
 public:
  /// Reads the names of at most `most_files` files with the ending .html or .htm, among a limited
  /// number of files of any kind. Does not follow symbolic links to folders. Finds nothing if the
  /// folder cannot be read.
  explicit SitePages(const std::string& document_root);

  static constexpr std::size_t most_files = 50'000;

  /// The path of the page that a page with comments probably is now: the only one whose path ends
  /// with the same name, or the only one with the same title, which the site's name may follow. ""
  /// if there is none.
  std::string guess(std::string_view path, std::string_view title);

 private:
  void read_titles();

  std::string root_;
  std::vector<std::string> paths_;                                // as visitors reach them
  std::multimap<std::string, std::size_t, std::less<>> by_name_;  // by the last part of the path
  std::multimap<std::string, std::size_t, std::less<>> by_title_;
  bool titles_are_read_ = false;
};

}  // namespace afterword
