#include "command/transfer/export_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <vector>

#include "base/ascii.h"
#include "base/file.h"
#include "base/page_path.h"
#include "base/text.h"
#include "command/command_line.h"
#include "command/transfer/replace_file.h"
#include "server/application/service.h"

namespace afterword {
namespace {

namespace files = std::filesystem;

constexpr std::string_view begin_mark = "<!-- afterword:comments -->";
constexpr std::string_view end_mark = "<!-- /afterword:comments -->";
constexpr std::size_t longest_html_file = 64 << 20;

struct HtmlCounts {
  std::size_t with_marks = 0;
  std::size_t written = 0;
  std::vector<std::string> problems;
};

std::vector<files::path> html_files(const std::string& folder) {
  std::vector<files::path> found;
  std::error_code error;
  for (const auto& entry : files::recursive_directory_iterator(
           folder, files::directory_options::skip_permission_denied, error)) {
    const std::string ending = entry.path().extension().string();
    if ((ending == ".html" || ending == ".htm") && entry.is_regular_file(error))
      found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// The text with `content` between its marks; nullopt if it has no marks. The error is a sentence.
Result<std::optional<std::string>, std::string> between_marks(const std::string& text,
                                                              std::string_view content) {
  const auto begin = text.find(begin_mark);
  const auto end = text.find(end_mark);
  if (begin == std::string::npos && end == std::string::npos) return std::optional<std::string>{};
  const bool is_pair = begin != std::string::npos && end != std::string::npos && begin < end &&
                       text.find(begin_mark, begin + 1) == std::string::npos &&
                       text.find(end_mark, end + 1) == std::string::npos;
  if (!is_pair)
    return Failure{fmt::format("it needs {} once, and {} once behind it", begin_mark, end_mark)};
  const std::size_t inside = begin + begin_mark.size();
  if (content.empty() && trim(std::string_view(text).substr(inside, end - inside)).empty())
    return std::optional(text);
  std::string out = text.substr(0, inside) + "\n";
  if (!content.empty()) out += fmt::format("{}\n", content);
  return std::optional(out + text.substr(end));
}

/// The thread of a page as readers see it; "" if there is none.
std::string thread_of(const Handler& handle, const std::string& mount, const PagePath& page) {
  const std::string path = mount + "/thread" + page.path;
  Request request;
  request.script_name = mount;
  request.path_info = std::string_view(path).substr(mount.size());
  request.request_uri = path;
  request.remote_addr = "127.0.0.1";
  const Response response = handle(request, Attempt::only).response;
  return response.status == 200 ? std::string(response.body.view()) : std::string{};
}

}  // namespace

int export_html(const std::string& folder, bool remove, const std::string& config_file) {
  std::error_code error;
  if (!files::is_directory(folder, error))
    return fail_with(
        fmt::format("{} is not a folder; name the folder with the site's HTML files", folder));
  const auto service = load_service(config_file, Lifetime::one_request);
  if (!service) return fail_with(service.error().front());
  const Handler handle = make_handler(*service, Lifetime::one_request);
  HtmlCounts counts;
  for (const files::path& file : html_files(folder)) {
    const auto text = read_file(file.string(), longest_html_file);
    if (!text || text->find("afterword:comments") == std::string::npos) continue;
    const auto page = parse_page_path("/" + file.lexically_relative(folder).generic_string());
    if (!page) continue;
    ++counts.with_marks;
    PagePath shown = *page;
    for (const std::string_view index : {"/index.html", "/index.htm"})
      if (shown.path.ends_with(index)) shown.path.resize(shown.path.size() - index.size() + 1);
    const std::string thread =
        remove ? "" : thread_of(handle, (*service)->config.site.view.mount, shown);
    auto changed = between_marks(*text, thread);
    if (changed && *changed && **changed != *text) {
      if (auto replaced = replace_file(file, **changed); !replaced)
        return fail_with(replaced.error());
      ++counts.written;
    }
    if (!changed) counts.problems.push_back(fmt::format("{}: {}", file.string(), changed.error()));
  }
  fmt::print("{}: pages with the marks: {}, files written: {}\n", folder, counts.with_marks,
             counts.written);
  for (const std::string& problem : counts.problems) fmt::print("{}\n", problem);
  if (counts.with_marks == 0)
    fmt::print("Put {} and {} where the comments of a page belong.\n", begin_mark, end_mark);
  return counts.problems.empty() ? exit_done : exit_failed;
}

}  // namespace afterword
