// afterword import wordpress FILE: see transfer/wordpress/wordpress_import.h.
#include <fmt/format.h>

#include "command/command_line.h"
#include "command/transfer/import_progress.h"
#include "command/transfer/import_report.h"
#include "command/transfer/import_wordpress.h"
#include "server/application/service.h"
#include "transfer/input_file.h"
#include "transfer/wordpress/wordpress_import.h"

namespace afterword {
namespace {

/// One reading of the file. The error is a sentence about the file.
Result<void, std::string> read_export(InputFile& file, WxrSink sink, std::string_view what,
                                      const WordPressImport& import) {
  WxrReader reader(std::move(sink));
  ImportProgress progress(what, file.size());
  for (;;) {
    const auto bytes = file.read();
    if (!bytes) return Failure{bytes.error()};
    if (const auto fed = reader.feed(*bytes, bytes->empty()); !fed) return Failure{fed.error()};
    if (bytes->empty() || import.failed()) return {};
    progress.tell(file.position(), import.account().comments);
  }
}

void print_account(const std::string& file, const WordPressAccount& account, bool dry_run) {
  fmt::print("{}: {} comments{}\n", file, account.comments,
             dry_run ? "; nothing was imported (--dry-run)" : "");
  const auto line = [](std::int64_t number, std::string_view what) {
    if (number > 0) fmt::print("{:>9} {}\n", number, what);
  };
  line(account.published, dry_run ? "to be published" : "imported and published");
  line(account.waiting, dry_run ? "to wait for a moderator" : "imported, waiting for a moderator");
  line(account.spam, dry_run ? "to go to spam" : "imported as spam");
  line(account.trash, dry_run ? "to go to the trash" : "imported into the trash");
  line(account.updated, dry_run ? "to be updated: changed there since, and not here"
                                : "updated: changed there since, and not here");
  line(account.moved, dry_run ? "to be moved: their page has another address there now"
                              : "moved: their page has another address there now");
  line(account.there, "already there");
  line(account.places, "empty places of deleted comments that have replies");
  line(account.deleted_here, "left out: imported before and permanently deleted here");
  line(account.pingbacks, "left out: pingbacks");
  line(account.trackbacks, "left out: trackbacks");
  for (const auto& [why, comments] : account.skipped)
    fmt::print("{:>9} left out: {}\n", comments, why);
  fmt::print("{:>9} in all, for {} pages\n", account.sum(), account.pages);

  print_remark(account.held_back,
               "of these waits because its page is private, a draft or has a password.",
               "of these wait because their pages are private, drafts or have passwords.");
  print_remarks(account.remarks);
  print_remark(account.without_date, "has no date; it got its page's.",
               "have no date; they got their pages'.");
  for (const std::string& page : account.query_pages)
    fmt::print("The page {} has no other address; embed its thread with data-page=\"{}\".\n", page,
               page);
}

}  // namespace

int import_wordpress(const std::string& path, bool dry_run, const Config& config,
                     ImportStore& store) {
  const std::string shown = path == "-" ? "standard input" : path;
  const auto zone = TimeZone::load(config.timezone);
  if (!zone) return fail_with("the time zone of the configuration is not there");
  auto file = InputFile::open(path);
  if (!file) return fail_with(file.error());

  const auto wrong = [&](const std::string& why) {
    return fail_with(fmt::format("{}: {}; nothing was imported", shown, why));
  };
  WordPressImport import(*zone, current_time());
  if (const auto read = read_export(*file, import.survey(), "reading", import); !read)
    return wrong(read.error());
  if (const auto again = file->rewind(); !again) return wrong(again.error());

  if (const auto begun = store.begin(import.blog(), import.surveyed()); !begun)
    return store_failed(begun.error());
  const auto stopped = [](StoreError error) {
    fmt::print(stderr,
               "The import stopped. What was stored until then stays; run the same command again, "
               "and it goes on where it was.\n");
    return store_failed(error);
  };
  if (const auto read = read_export(*file, import.take_in(store), "importing", import); !read)
    return fail_with(fmt::format("{}: {}; it changed while it was read", shown, read.error()));
  if (const auto finished = import.finish(); !finished) return stopped(finished.error());
  if (const auto ended = store.end(command_line, import.account().comments, current_time()); !ended)
    return stopped(ended.error());
  print_account(shown, import.account(), dry_run);
  return exit_done;
}

}  // namespace afterword
