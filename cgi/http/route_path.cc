#include "http/route_path.h"

#include "base/url.h"

namespace afterword {
namespace {

constexpr std::string_view wordpress_post = "wp-comments-post.php";

/// The path of a request target. The target may be absolute ("http://host/path?query"). A target
/// that begins with "//" is a path nevertheless (RFC 9112 section 3.2.1).
std::string_view target_path(std::string_view target) {
  if (target.starts_with('/')) return target.substr(0, target.find_first_of("?#"));
  const auto url = parse_url(target);
  if (!url || !url->is_web()) return {};
  return url->path.empty() ? "/" : url->path;
}

std::optional<std::string> below_mount(std::string_view path, std::string_view mount) {
  if (path.empty() || path.front() != '/') return std::nullopt;
  if (path.substr(path.rfind('/') + 1) == wordpress_post) return "/" + std::string{wordpress_post};
  if (!path.starts_with(mount)) return std::nullopt;
  path.remove_prefix(mount.size());
  if (path.empty()) return "/";
  if (path.front() != '/') return std::nullopt;
  return std::string{path};
}

// nginx with fastcgi_index appends the index to SCRIPT_NAME ("/comments/thread/a/index.php") if the
// URL ends in '/'. DOCUMENT_URI is then the URL without it.
bool has_appended_index(const Request& request) {
  const auto document = request.document_uri;
  const auto script = request.script_name;
  return request.path_info.empty() && document.ends_with('/') && script.starts_with(document) &&
         script.substr(document.size()).starts_with("index.") &&
         script.find('/', document.size()) == std::string_view::npos;
}

// For SSI includes, Apache's SCRIPT_NAME is the whole path, including PATH_INFO.
std::string_view without_path_info(const Request& request) {
  std::string_view script = request.script_name;
  if (script.ends_with(request.path_info)) script.remove_suffix(request.path_info.size());
  return script;
}

// Shared hosting rewrites every URL in a folder to a program in it: "/comments/comments.fcgi".
bool is_program_in_mount(std::string_view script, std::string_view mount) {
  if (!script.starts_with(mount)) return false;
  script.remove_prefix(mount.size());
  return script.rfind('/') == 0 && (script.ends_with(".fcgi") || script.ends_with(".cgi"));
}

}  // namespace

std::optional<std::string> route_path(const Request& request, std::string_view mount) {
  while (mount.ends_with('/')) mount.remove_suffix(1);
  if (has_appended_index(request)) {
    if (auto route = below_mount(request.document_uri, mount)) return route;
  }
  const std::string_view program = without_path_info(request);
  if (is_program_in_mount(program, mount) && !request.path_info.empty())
    return std::string{request.path_info};
  std::string script{program};
  script += request.path_info;
  if (auto route = below_mount(script, mount)) return route;
  if (auto route = below_mount(request.document_uri, mount)) return route;
  if (const auto decoded = percent_decode(target_path(request.request_uri))) {
    if (auto route = below_mount(*decoded, mount)) return route;
  }
  return below_mount(request.path_info, "");
}

bool is_target(const Request& request, std::string_view route, std::string_view mount) {
  while (mount.ends_with('/')) mount.remove_suffix(1);
  const auto is_named_by = [&](std::string_view path) {
    return path.size() == mount.size() + route.size() && path.starts_with(mount) &&
           path.ends_with(route);
  };
  const std::string_view path = target_path(request.request_uri);
  if (path.find('%') == std::string_view::npos) return is_named_by(path);
  const auto decoded = percent_decode(path);
  return decoded && is_named_by(*decoded);
}

}  // namespace afterword
