#include "handler/redirect.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace afterword {
namespace {

/// The head of an answer must fit into a web server's buffer, 4 KiB in nginx.
constexpr std::size_t longest_target = 2'000;

bool is_ours(std::string_view parameter) {
  constexpr std::array names{"cpage", "subthread", "replytocom", "unapproved", "moderation-hash"};
  const std::string_view name = parameter.substr(0, parameter.find('='));
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_plain(char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f && c != '\\'; }

}  // namespace

std::optional<std::string> local_target(const Site& site, std::string_view redirect_to) {
  if (redirect_to.empty() || redirect_to.size() > longest_target ||
      !std::all_of(redirect_to.begin(), redirect_to.end(), is_plain))
    return std::nullopt;
  if (redirect_to.front() != '/') {
    const std::string origin = origin_of(redirect_to);
    const bool ours = !origin.empty() && std::find(site.origins.begin(), site.origins.end(),
                                                   origin) != site.origins.end();
    if (!ours) return std::nullopt;
    const std::size_t path = redirect_to.find('/', redirect_to.find("//") + 2);
    redirect_to = path == std::string_view::npos ? "/" : redirect_to.substr(path);
  }
  // Browsers take "//host" for another host.
  if (redirect_to.size() > 1 && redirect_to[1] == '/') return std::nullopt;
  return std::string(redirect_to.substr(0, redirect_to.find('#')));
}

std::string comment_location(std::string_view target, std::string_view query, CommentId comment) {
  target = target.substr(0, target.find('#'));
  const std::size_t mark = target.find('?');
  std::string kept;
  if (mark != std::string_view::npos) {
    for (std::string_view rest = target.substr(mark + 1); !rest.empty();) {
      const std::string_view parameter = rest.substr(0, rest.find('&'));
      if (!parameter.empty() && !is_ours(parameter))
        kept += (kept.empty() ? "" : "&") + std::string(parameter);
      rest.remove_prefix(std::min(parameter.size() + 1, rest.size()));
    }
  }
  if (!query.empty()) kept += (kept.empty() ? "" : "&") + std::string(query);
  return fmt::format("{}{}{}#comment-{}", target.substr(0, mark), kept.empty() ? "" : "?", kept,
                     comment.value);
}

}  // namespace afterword
