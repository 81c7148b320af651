#include "config/document_roots.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

namespace afterword {
namespace {

bool is_below(const std::string& path, const std::string& folder) {
  return path.starts_with(folder.ends_with('/') ? folder : folder + "/");
}

/// The path up to and including the first component that is a customary name of a document root.
std::optional<std::string> folder_by_custom(const std::string& path) {
  constexpr std::array<std::string_view, 6> names{"public_html", "htdocs",  "httpdocs",
                                                  "wwwroot",     "webroot", "web_html"};
  for (std::size_t at = path.find('/'); at != std::string::npos;) {
    const std::size_t end = path.find('/', at + 1);
    const std::string_view part =
        std::string_view(path).substr(at + 1, end == std::string::npos ? end : end - at - 1);
    if (std::find(names.begin(), names.end(), part) != names.end()) return path.substr(0, end);
    at = end;
  }
  return std::nullopt;
}

}  // namespace

std::string real_path(const std::string& path) {
  // The parent may exist although the path does not.
  std::string rest;
  for (std::string known = path; !known.empty();) {
    const std::unique_ptr<char, decltype(&std::free)> real(::realpath(known.c_str(), nullptr),
                                                           &std::free);
    if (real) return real.get() + rest;
    const std::size_t slash = known.rfind('/');
    if (slash == std::string::npos) {
      const std::unique_ptr<char, decltype(&std::free)> here(::realpath(".", nullptr), &std::free);
      return here ? std::string(here.get()).append("/").append(known).append(rest) : path;
    }
    rest.insert(0, known, slash);
    known.resize(slash);
  }
  return path;
}

std::vector<std::string> document_roots(const Config& config, const Request* request) {
  std::vector<std::string> folders;
  if (!config.site.document_root.empty()) folders.push_back(real_path(config.site.document_root));
  if (request != nullptr && request->document_root.starts_with('/'))
    folders.push_back(real_path(std::string(request->document_root)));
  return folders;
}

std::optional<std::string> document_root_of(const std::string& path,
                                            const std::vector<std::string>& folders) {
  const std::string real = real_path(path);
  for (const std::string& folder : folders)
    if (is_below(real, folder)) return folder;
  return folder_by_custom(real);
}

std::string better_database(const Config& config, const std::vector<std::string>& folders) {
  const std::string folder = folder_of(real_path(config.file));
  std::string home = folder;
  // Leaves the enclosing document roots one after another.
  while (const auto shown = document_root_of(home + "x", folders)) {
    if (home == "/") break;
    home = folder_of(*shown);
  }
  std::string way;
  for (const char c : folder.substr(home.size()))
    if (c == '/') way += "../";
  return "sqlite:" + way + "afterword-data/afterword.db";
}

}  // namespace afterword
