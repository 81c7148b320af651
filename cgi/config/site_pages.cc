#include "config/site_pages.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/ascii.h"
#include "base/text.h"
#include "domain/comment/submission_fields.h"
#include "domain/markup/html_references.h"

namespace afterword {
namespace {

namespace files = std::filesystem;

constexpr int deepest_folder = 30;
constexpr std::size_t most_entries = 300'000;  // files and folders of any kind
constexpr std::size_t most_titles = 5'000;
constexpr std::size_t title_within = 16 << 10;  // bytes of a file

/// "/blog/hello/" and "/blog/hello.html" are named "hello".
std::string name_of(std::string_view path) {
  path = path.substr(0, path.find('?'));
  while (path.ends_with('/')) path.remove_suffix(1);
  path.remove_prefix(std::min(path.size(), path.rfind('/') + 1));
  for (const std::string_view ending : {".html", ".htm"})
    if (path.ends_with(ending)) path.remove_suffix(ending.size());
  return to_lower(path);
}

/// The text of the element `title` at the beginning of an HTML file.
std::string title_of_file(const std::string& path) {
  std::string beginning(title_within, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  beginning.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  const std::string lower = ascii_lower(beginning);
  const auto tag = lower.find("<title");
  const auto begin = lower.find('>', tag);
  const auto end = lower.find("</title", begin);
  if (tag == std::string::npos || begin == std::string::npos || end == std::string::npos) return {};
  const std::string title = beginning.substr(begin + 1, end - begin - 1);
  if (!is_valid_utf8(title)) return {};
  return fold_case(clean_title(decode_html_references(title)));
}

/// Whether `longer` is `title` and a separator with more behind it, such as " | My blog".
bool continues(std::string_view longer, std::string_view title) {
  if (!longer.starts_with(title)) return false;
  const std::string_view rest = longer.substr(title.size());
  constexpr std::array<std::string_view, 6> separators{" |", " -", " –", " —", " ·", " «"};
  return std::any_of(separators.begin(), separators.end(),
                     [&](std::string_view separator) { return rest.starts_with(separator); });
}

}  // namespace

SitePages::SitePages(const std::string& document_root) : root_(document_root) {
  std::error_code error;
  auto entry = files::recursive_directory_iterator(
      root_, files::directory_options::skip_permission_denied, error);
  std::size_t entries = 0;
  for (; !error && entry != files::recursive_directory_iterator(); entry.increment(error)) {
    if (++entries > most_entries) return;
    if (entry.depth() >= deepest_folder) entry.disable_recursion_pending();
    const std::string ending = entry->path().extension().string();
    if ((ending != ".html" && ending != ".htm") || !entry->is_regular_file(error)) continue;
    std::string path = "/" + entry->path().lexically_relative(root_).generic_string();
    for (const std::string_view index : {"/index.html", "/index.htm"})
      if (path.ends_with(index)) path.resize(path.size() - index.size() + 1);
    if (!is_valid_utf8(path)) continue;
    by_name_.emplace(name_of(path), paths_.size());
    paths_.push_back(std::move(path));
    if (paths_.size() == most_files) return;
  }
}

void SitePages::read_titles() {
  titles_are_read_ = true;
  for (std::size_t i = 0; i < std::min(paths_.size(), most_titles); ++i) {
    std::string file = root_ + paths_[i];
    if (file.ends_with('/')) {
      file += "index.html";
      std::error_code error;
      if (!files::exists(file, error)) file.pop_back();  // index.htm
    }
    if (std::string title = title_of_file(file); !title.empty())
      by_title_.emplace(std::move(title), i);
  }
}

std::string SitePages::guess(std::string_view path, std::string_view title) {
  const std::string name = name_of(path);
  if (!name.empty() && by_name_.count(name) == 1) return paths_[by_name_.find(name)->second];
  if (title.empty()) return {};
  if (!titles_are_read_) read_titles();
  const std::string folded = fold_case(title);
  const std::string* found = nullptr;
  for (auto each = by_title_.lower_bound(folded);
       each != by_title_.end() && each->first.starts_with(folded); ++each) {
    if (each->first != folded && !continues(each->first, folded)) continue;
    if (found != nullptr) return {};
    found = &paths_[each->second];
  }
  return found != nullptr ? *found : std::string{};
}

}  // namespace afterword
