// Writes and removes data files. Relies on the mark to tell its files from the owner's. Never
// writes, replaces or removes anything through a symbolic link below the folder of the source.
#include "command/transfer/export_data.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <vector>

#include "base/file.h"
#include "command/command_line.h"
#include "command/site_store.h"
#include "command/transfer/replace_file.h"
#include "command/transfer/site_folder.h"

namespace afterword {
namespace {

namespace files = std::filesystem;

constexpr std::size_t longest_data_file = 256 << 20;

// The mark is at the beginning of our files.
constexpr std::size_t mark_within_bytes = 200;

bool is_ours(std::string_view text) {
  return text.substr(0, mark_within_bytes).find(data_mark) != std::string_view::npos;
}

/// The first symbolic link among the parts of `name` below `folder`.
std::optional<files::path> first_link(files::path folder, const files::path& name) {
  std::error_code error;
  for (const files::path& part : name) {
    folder /= part;
    if (files::is_symlink(files::symlink_status(folder, error))) return folder;
  }
  return std::nullopt;
}

struct DataExport {
  files::path folder;
  std::size_t pages = 0;
  std::set<files::path> kept = {};
  std::size_t written = 0;
  std::size_t removed = 0;
  std::vector<std::string> problems = {};

  void add_problem(const files::path& file, std::string_view sentence) {
    problems.push_back(fmt::format("{} {}", file.string(), sentence));
  }
};

/// Keeps the file to which a page's name leads by a link: the owner uses it as the page's file. It
/// is not reported as such, because the page is.
void keep_target(DataExport& run, const files::path& path) {
  std::error_code error;
  const files::path target = files::canonical(path, error);
  const files::path folder = error ? files::path{} : files::canonical(run.folder, error);
  if (!error) run.kept.insert(run.folder / target.lexically_relative(folder));
}

/// Writes the file of a page if it differs.
void write_page(DataExport& run, const ImportedPage& page, const std::string& data) {
  const std::string name = data_file_name(page.page);
  const files::path path = run.folder / name;
  const auto problem = [&](std::string_view sentence) {
    run.add_problem(path, fmt::format("{} (page {})", sentence, page.path));
  };
  ++run.pages;
  run.kept.insert(path);
  if (const auto link = first_link(run.folder, name)) {
    keep_target(run, path);
    return problem(fmt::format("was not written, because {} is a symbolic link", link->string()));
  }
  std::error_code error;
  if (files::exists(files::symlink_status(path, error))) {
    const auto before = read_file(path.string(), longest_data_file);
    if (!before) return problem(before.error());
    if (*before == data) return;
    if (!is_ours(*before)) return problem("was not written by this export and is left as it is");
  }
  if (auto replaced = replace_file(path, data); !replaced) return problem(replaced.error());
  ++run.written;
}

/// Removes the folders of a removed file that are empty now.
void remove_empty_folders(const files::path& root, files::path folder) {
  std::error_code error;
  while (folder != root && files::remove(folder, error)) folder = folder.parent_path();
}

/// Removes our files that this export did not write. What is in them may have been erased, so
/// everything that cannot be read or removed is reported.
void remove_others(DataExport& run) {
  std::error_code error;
  if (!files::exists(run.folder, error) && !error) return;
  FolderListing listing = list_files(run.folder, {".json"});
  for (std::string& problem : listing.problems) run.problems.push_back(std::move(problem));
  for (const files::path& path : listing.files) {
    if (run.kept.contains(path)) continue;
    const auto text = read_file(path.string(), longest_data_file);
    if (!text) run.add_problem(path, text.error());
    if (!text || !is_ours(*text)) continue;
    if (files::remove(path, error))
      ++run.removed;
    else
      run.add_problem(path, fmt::format("cannot be removed: {}", error.message()));
    remove_empty_folders(run.folder, path.parent_path());
  }
}

/// Writes the file of each page with published comments.
std::optional<StoreError> write_pages(DataExport& run, ExportStore& store) {
  std::optional<StoreError> failed;
  const auto pages = store.each_page([&](ThreadId thread, const ImportedPage& page) {
    std::vector<ImportedComment> comments;
    const auto read = store.each_comment(thread, [&](const ImportedComment& comment) {
      comments.push_back(comment);
      return true;
    });
    if (!read) failed = read.error();
    if (failed) return false;
    if (const auto data = page_data(page, comments)) write_page(run, page, *data);
    return true;
  });
  if (!pages) failed = pages.error();
  return failed;
}

}  // namespace

int export_data(const std::string& folder, DataLayout layout, ExportStore& store) {
  std::error_code error;
  if (!files::is_directory(folder, error))
    return fail_with(
        fmt::format("{} is not a folder; name the folder of the site's source", folder));
  if (const auto link = first_link(folder, data_folder(layout)))
    return fail_with(
        fmt::format("{} is a symbolic link; nothing was exported to it", link->string()));
  const FolderLock lock(folder);
  DataExport run{files::path(folder) / data_folder(layout)};
  if (const auto failed = write_pages(run, store)) {
    fail_with(fmt::format("the export is incomplete; files written: {}, removed: 0", run.written));
    return store_failed(*failed);
  }
  remove_others(run);
  fmt::print("{}: {} pages with comments; files written: {}, removed: {}\n", run.folder.string(),
             run.pages, run.written, run.removed);
  for (const std::string& problem : run.problems) fail_with(problem);
  return run.problems.empty() ? exit_done : exit_failed;
}

}  // namespace afterword
