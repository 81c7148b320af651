#include "command/transfer/export_data.h"

#include <fmt/format.h>

#include <filesystem>
#include <set>
#include <system_error>

#include "base/file.h"
#include "command/command_line.h"
#include "command/site_store.h"
#include "command/transfer/replace_file.h"
#include "command/transfer/site_folder.h"

namespace afterword {
namespace {

namespace files = std::filesystem;

constexpr std::size_t longest_data_file = 256 << 20;

bool is_ours(const files::path& path) {
  const auto text = read_file(path.string(), longest_data_file);
  return text && text->substr(0, 200).find(data_mark) != std::string::npos;
}

/// Removes our files that this export did not write. Returns how many.
std::size_t remove_others(const files::path& folder, const std::set<files::path>& kept) {
  std::size_t removed = 0;
  std::error_code error;
  for (const files::path& path : list_files(folder, {".json"}).files)
    if (!kept.contains(path) && is_ours(path) && files::remove(path, error)) ++removed;
  return removed;
}

}  // namespace

int export_data(const std::string& folder, DataLayout layout, ExportStore& store) {
  std::error_code error;
  if (!files::is_directory(folder, error))
    return fail_with(
        fmt::format("{} is not a folder; name the folder of the site's source", folder));
  const FolderLock lock(folder);
  const files::path below = files::path(folder) / data_folder(layout);
  std::set<files::path> kept;
  std::size_t written = 0;
  std::optional<StoreError> failed;
  std::optional<std::string> problem;
  const auto pages = store.each_page([&](ThreadId thread, const ImportedPage& page) {
    std::vector<ImportedComment> comments;
    const auto read = store.each_comment(thread, [&](const ImportedComment& comment) {
      comments.push_back(comment);
      return true;
    });
    if (!read) failed = read.error();
    if (failed) return false;
    const auto data = page_data(page, comments);
    if (!data) return true;
    const files::path path = below / data_file_name(page.page);
    kept.insert(path);
    const auto before = read_file(path.string(), longest_data_file);
    if (before && *before == *data) return true;
    ++written;
    if (auto replaced = replace_file(path, *data); !replaced)
      problem = fmt::format("{} {}", path.string(), replaced.error());
    return !problem;
  });
  if (failed) return store_failed(*failed);
  if (problem) return fail_with(*problem);
  if (!pages) return store_failed(pages.error());
  const std::size_t removed = remove_others(below, kept);
  fmt::print("{}: {} pages with comments; files written: {}, removed: {}\n", below.string(),
             kept.size(), written, removed);
  return exit_done;
}

}  // namespace afterword
