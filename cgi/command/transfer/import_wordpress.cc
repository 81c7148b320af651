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

/// Reads the file once. The error is a sentence about the file.
/// Returns how many characters of it were replaced.
Result<std::int64_t, std::string> read_export(InputFile& file, WxrSink sink, std::string_view what,
                                              const WordPressImport& import) {
  WxrReader reader(std::move(sink));
  ImportProgress progress(what, file.size());
  for (;;) {
    const auto bytes = file.read();
    if (!bytes) return Failure{bytes.error()};
    if (const auto fed = reader.feed(*bytes, bytes->empty()); !fed) return Failure{fed.error()};
    if (bytes->empty() || import.failed()) return reader.replaced();
    progress.tell(file.position(), import.counts().comments);
  }
}

void print_report(const std::string& file, const WordPressCounts& counts, std::int64_t replaced,
                  bool dry_run) {
  print_counts(file, "in WordPress", counts, dry_run);
  print_remark(counts.held_back,
               "of these is waiting, because its page is private, a draft or has a password.",
               "of these are waiting, because their pages are private, drafts or have passwords.");
  print_remark(replaced,
               "character of the file was not UTF-8, or not allowed in XML; it became U+FFFD.",
               "characters of the file were not UTF-8, or not allowed in XML; they became U+FFFD.");
  for (const std::string& page : counts.query_pages)
    fmt::print("The page {} has no permalink; embed its thread with data-page=\"{}\".\n", page,
               page);
}

}  // namespace

int import_wordpress(InputFile& file, const std::string& path, bool dry_run, const Config& config,
                     ImportStore& store) {
  const std::string shown = path == "-" ? "standard input" : path;
  const auto zone = TimeZone::load(config.timezone);
  if (!zone) return fail_with("unknown time zone in site.timezone");

  const auto wrong = [&](const std::string& why) {
    return fail_with(fmt::format("{}: {}; nothing was imported", shown, why));
  };
  WordPressImport import(config.site.view.address, *zone, current_time());
  const auto surveyed = read_export(file, import.survey(), "reading", import);
  if (!surveyed) return wrong(surveyed.error());
  if (const auto again = file.rewind(); !again) return wrong(again.error());

  if (const auto begun = store.begin(import.blog(), import.surveyed()); !begun)
    return store_failed(begun.error());
  const auto stopped = [](StoreError error) {
    fmt::print(stderr,
               "The import stopped. Comments stored so far remain; run the same command again to "
               "continue.\n");
    return store_failed(error);
  };
  if (const auto read = read_export(file, import.import_sink(store), "importing", import); !read)
    return fail_with(
        fmt::format("{}: {}; the file changed during the import", shown, read.error()));
  if (const auto finished = import.finish(); !finished) return stopped(finished.error());
  if (const auto ended = store.end(command_line, import.counts().comments, current_time()); !ended)
    return stopped(ended.error());
  print_report(shown, import.counts(), *surveyed, dry_run);
  return exit_done;
}

}  // namespace afterword
