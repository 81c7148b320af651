#include "command/transfer/export_html.h"

#include <fmt/format.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <system_error>
#include <vector>

#include "base/file.h"
#include "base/page_path.h"
#include "command/command_line.h"
#include "command/site_store.h"
#include "command/transfer/replace_file.h"
#include "command/transfer/site_folder.h"
#include "server/application/service.h"
#include "transfer/html_marks.h"

namespace afterword {
namespace {

namespace files = std::filesystem;

constexpr std::size_t longest_html_file = 64 << 20;

struct HtmlCounts {
  std::size_t with_marks = 0;
  std::size_t written = 0;
  std::vector<std::string> problems;
};

/// Why there is no thread to write.
enum class NoThread { refused, unavailable };

/// The thread of a page as readers see it, with the form only if nobody has commented.
Result<std::string, NoThread> thread_of(const Handler& handle, const std::string& mount,
                                        const PagePath& page) {
  const std::string path = mount + "/thread" + page.path;
  Request request;
  request.script_name = mount;
  request.path_info = std::string_view(path).substr(mount.size());
  request.request_uri = path;
  request.remote_addr = "127.0.0.1";
  const Response response = handle(request, Attempt::only).response;
  if (response.status == 200) return std::string(response.body.view());
  return Failure{response.status == 404 ? NoThread::refused : NoThread::unavailable};
}

/// The page of a file below the folder; nullopt if it cannot be the path of a page.
std::optional<PagePath> page_of(const files::path& file, const std::string& folder) {
  auto page = parse_page_path("/" + file.lexically_relative(folder).generic_string());
  for (const std::string_view index : {"/index.html", "/index.htm"})
    if (page && page->path.ends_with(index))
      page->path.resize(page->path.size() - index.size() + 1);
  return page;
}

/// Gives the thread of a page.
using ThreadSource = std::function<Result<std::string, NoThread>(const PagePath&)>;

/// Replaces what is between the marks of one file. False if no thread can be read at all.
bool export_file(const files::path& file, const std::string& folder, const ThreadSource& thread_at,
                 HtmlCounts& counts) {
  const auto text = read_file(file.string(), longest_html_file);
  if (!text || !has_mark(*text)) return true;
  ++counts.with_marks;
  const auto problem = [&](const std::string& sentence) {
    counts.problems.push_back(fmt::format("{}: {}", file.string(), sentence));
    return true;
  };
  const auto page = page_of(file, folder);
  if (!page) return problem("its name cannot be the path of a page; it was not changed");
  const auto thread = thread_at(*page);
  if (!thread && thread.error() == NoThread::unavailable) return false;
  if (!thread)
    return problem(
        fmt::format("the site has no page {}, by [pages] of the configuration; it was not changed",
                    page->path));
  const auto changed = between_marks(*text, *thread);
  if (!changed) return problem(changed.error());
  if (*changed == *text) return true;
  if (auto replaced = replace_file(file, *changed); !replaced) return problem(replaced.error());
  ++counts.written;
  return true;
}

int export_threads(const std::string& folder, const ThreadSource& thread_at) {
  HtmlCounts counts;
  for (const files::path& file : list_files(folder, {".html", ".htm"}).files)
    if (!export_file(file, folder, thread_at, counts))
      return fail_with(fmt::format(
          "the database cannot be read; {} and the files after it were not changed, try again",
          file.string()));
  fmt::print("{}: pages with the marks: {}, files written: {}\n", folder, counts.with_marks,
             counts.written);
  for (const std::string& problem : counts.problems) fail_with(problem);
  if (counts.with_marks == 0)
    fmt::print("Put {} and {} where the comments of a page belong.\n", begin_mark, end_mark);
  return counts.problems.empty() ? exit_done : exit_failed;
}

}  // namespace

int export_html(const std::string& folder, bool remove, const std::string& config_file) {
  std::error_code error;
  if (!files::is_directory(folder, error))
    return fail_with(
        fmt::format("{} is not a folder; name the folder with the site's HTML files", folder));
  const FolderLock lock(folder);
  if (remove) return export_threads(folder, [](const PagePath&) { return std::string{}; });
  // Opened before the handler opens it, which does not say why a database cannot be used.
  return with_store(config_file, [&](const Config& config, Stores&) {
    const auto service = load_service(config_file, Lifetime::one_request);
    if (!service) return fail_with(service.error().front());
    const Handler handle = make_handler(*service, Lifetime::one_request);
    return export_threads(folder, [&](const PagePath& page) {
      return thread_of(handle, config.site.view.mount, page);
    });
  });
}

}  // namespace afterword
