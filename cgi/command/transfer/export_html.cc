#include "command/transfer/export_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <set>
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

struct HtmlExport {
  const std::string& folder;
  const ThreadSource& thread_at;
  std::size_t with_marks = 0;
  std::size_t written = 0;
  std::vector<std::string> problems = {};

  void add_problem(const files::path& file, std::string_view sentence) {
    problems.push_back(fmt::format("{} {}", file.string(), sentence));
  }
};

/// Whether a file that is too long to be edited has a mark.
bool long_file_has_mark(const files::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string chunk(1 << 20, '\0');
  std::string text;
  do {
    file.read(chunk.data(), std::ssize(chunk));
    // A mark may be in two chunks.
    text.erase(0, text.size() - std::min(text.size(), end_mark.size()));
    text.append(chunk, 0, static_cast<std::size_t>(file.gcount()));
    if (has_mark(text)) return true;
  } while (file);
  return false;
}

/// The text of a file with marks; nullopt if there is nothing to do.
std::optional<std::string> read_marked(const files::path& file, HtmlExport& run) {
  auto text = read_file(file.string(), longest_html_file);
  std::error_code error;
  const bool is_long = !text && files::file_size(file, error) > longest_html_file && !error;
  if (!text && (!is_long || long_file_has_mark(file))) run.add_problem(file, text.error());
  if (!text || !has_mark(*text)) return std::nullopt;
  ++run.with_marks;
  return std::move(text).value();
}

/// Replaces what is between the marks of the file `target`, which is the page of the name `file`.
/// False if no thread can be read at all.
bool export_file(const files::path& file, const files::path& target, const std::string& text,
                 HtmlExport& run) {
  const auto problem = [&](std::string_view sentence) {
    run.add_problem(file, sentence);
    return true;
  };
  const auto page = page_of(file, run.folder);
  if (!page) return problem("was not changed: its name cannot be the path of a page");
  const auto thread = run.thread_at(*page);
  if (!thread && thread.error() == NoThread::unavailable) return false;
  if (!thread)
    return problem(fmt::format(
        "was not changed: by [pages] of the configuration the site has no page {}", page->path));
  const auto changed = between_marks(text, *thread);
  if (!changed) return problem(fmt::format("was not changed: {}", changed.error()));
  if (*changed == text) return true;
  if (auto replaced = replace_file(target, *changed); !replaced) return problem(replaced.error());
  ++run.written;
  return true;
}

/// Does the same for the target of a symbolic link, unless that is in `done`, because it has the
/// thread of the page by whose name it was reached first.
bool export_link(const files::path& link, std::set<files::path>& done, HtmlExport& run) {
  std::error_code error;
  if (done.contains(files::canonical(link, error))) return true;
  const auto text = read_marked(link, run);
  if (!text) return true;
  const auto target = replaceable_file(link, run.folder);
  if (!target) {
    run.add_problem(link, target.error());
    return true;
  }
  done.insert(*target);
  return export_file(link, *target, *text, run);
}

/// The first file whose thread cannot be read, because no thread can.
std::optional<files::path> export_files(const FolderListing& listing, HtmlExport& run) {
  std::error_code error;
  std::set<files::path> done;
  for (const files::path& file : listing.files) {
    done.insert(files::canonical(file, error));
    const auto text = read_marked(file, run);
    if (text && !export_file(file, file, *text, run)) return file;
  }
  for (const files::path& link : listing.links)
    if (!export_link(link, done, run)) return link;
  return std::nullopt;
}

int export_threads(const std::string& folder, const ThreadSource& thread_at) {
  HtmlExport run{folder, thread_at};
  FolderListing listing = list_files(folder, {".html", ".htm"});
  const auto stopped_at = export_files(listing, run);
  fmt::print("{}: pages with the marks: {}, files written: {}\n", folder, run.with_marks,
             run.written);
  for (const std::string& problem : listing.problems) fail_with(problem);
  for (const std::string& problem : run.problems) fail_with(problem);
  if (stopped_at)
    return fail_with(fmt::format(
        "the database cannot be read; {} and the files after it were not changed, try again",
        stopped_at->string()));
  if (run.with_marks == 0)
    fmt::print("Put {} and {} where the comments of a page belong.\n", begin_mark, end_mark);
  return listing.problems.empty() && run.problems.empty() ? exit_done : exit_failed;
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
