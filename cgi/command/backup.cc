// afterword backup FILE and afterword restore FILE.
#include "command/backup.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include "command/site_store.h"
#include "config/store_settings.h"
#include "server/application/service.h"
#include "store/open_store.h"

namespace afterword {
namespace {

struct BackupOptions {
  std::string file;
  bool force = false;
};

bool exists(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0;
}

int back_up(const std::string& config_file, const BackupOptions& options) {
  const auto config = read_config(config_file);
  if (!config) {
    for (const std::string& error : config.error()) fail_with(error);
    return exit_failed;
  }
  if (exists(options.file) && !options.force)
    return fail_with(
        fmt::format("{} already exists; choose another name or pass --force", options.file));
  const auto report = back_up_store(store_settings(*config), options.file);
  if (!report) return fail_with(fmt::format("{}; no backup was made", report.error()));
  fmt::print("{}: {} comments, {} bytes, checked\n", options.file, report->comments, report->bytes);
  if (report->held_ms >= 250)
    fmt::print("New comments may have been delayed by up to {} ms.\n", report->held_ms);
  return exit_done;
}

/// Reapplies erasures that were made since the backup to the restored database.
int reapply_erasures(const std::string& config_file, const std::vector<Erasure>& erasures) {
  if (erasures.empty()) return exit_done;
  return with_store(config_file, [&](const Config&, Stores& stores) {
    const auto again = stores.commenters.reapply_erasures(command_line, erasures, current_time());
    if (!again) return store_failed(again.error());
    if (*again > 0) fmt::print("Reapplied {} {}.\n", *again, *again == 1 ? "erasure" : "erasures");
    return exit_done;
  });
}

int restore(const std::string& config_file, const BackupOptions& options) {
  const auto config = read_config(config_file);
  if (!config) {
    for (const std::string& error : config.error()) fail_with(error);
    return exit_failed;
  }
  if (auto error = backup_error(options.file))
    return fail_with(fmt::format("{}; nothing was changed", *error));
  if (exists(config->database) && !options.force)
    return fail_with(fmt::format("{} already exists; --force renames it, without deleting it",
                                 config->database));
  std::vector<Erasure> erasures;
  if (exists(config->database)) {
    // An unreadable database is no error here, because replacing it is what a backup is for.
    const int read = with_store(config_file, [&](const Config&, Stores& stores) {
      if (auto found = stores.commenters.erasures()) erasures = std::move(found).value();
      return exit_done;
    });
    if (read != exit_done)
      fmt::print(
          "The current database cannot be read, so erasures since the backup cannot be reapplied. "
          "Repeat them with `afterword person erase`.\n");
  }
  std::string stamp = format_rfc3339(current_time());
  std::erase(stamp, ':');
  const auto kept = restore_store(store_settings(*config), options.file, stamp);
  if (!kept) return fail_with(fmt::format("{}; nothing was changed", kept.error()));
  fmt::print("Restored {} from {}.\n", config->database, options.file);
  if (!kept->empty()) fmt::print("The previous database was renamed to {}.\n", *kept);
  return reapply_erasures(config_file, erasures);
}

}  // namespace

std::vector<Command> backup_commands() {
  const auto row = [](const char* word, const char* help, const char* file, const char* force,
                      int (*work)(const std::string&, const BackupOptions&)) {
    return Command{
        word,
        help,
        {{"FILE", file, Option::Kind::text, true}, {"--force", force, Option::Kind::flag}},
        [work](const Arguments& arguments) {
          return work(arguments.config, {arguments.text("FILE"), arguments.has("--force")});
        }};
  };
  return {row("backup", "copy the database while the site is in use, and verify the copy",
              "where to write the copy", "replace an existing file", back_up),
          row("restore", "replace the database with a backup", "the backup",
              "rename the current database", restore)};
}

}  // namespace afterword
