// afterword import FORMAT FILE: imports comments with their ids and dates.
#include "command/transfer/import.h"

#include <fmt/format.h>

#include <optional>

#include "command/site_store.h"
#include "command/transfer/import_progress.h"
#include "command/transfer/import_report.h"
#include "command/transfer/import_wordpress.h"
#include "server/application/service.h"
#include "transfer/json/json_import.h"

namespace afterword {
namespace {

void print_import_counts(const std::string& file, const JsonCounts& counts, bool dry_run) {
  fmt::print("{}: {} {}, {} already there, {} updated", file, counts.added,
             dry_run ? "to be imported" : "imported", counts.there, counts.updated);
  if (counts.moved > 0) fmt::print(", {} moved with their pages", counts.moved);
  if (counts.deleted_here > 0)
    fmt::print(", {} left out: imported before and permanently deleted here", counts.deleted_here);
  fmt::print("{}\n", dry_run ? "; nothing was imported (--dry-run)" : "");
  print_remarks(counts.remarks);
}

int import_json(const std::string& path, bool dry_run, const Config& config, ImportStore& store) {
  const std::string shown = path == "-" ? "standard input" : path;
  auto file = InputFile::open(path);
  if (!file) return fail_with(file.error());
  std::optional<ImportProgress> progress;
  JsonImport import(*file, store, config.site.view.address, current_time(),
                    [&](std::int64_t comments) {
                      if (progress) progress->tell(file->position(), comments);
                    });
  progress.emplace("reading", file->size());
  const auto seen = import.survey();
  progress.reset();
  if (!seen) return fail_with(fmt::format("{}: {}; nothing was imported", shown, seen.error()));
  progress.emplace("importing", file->size());
  const auto taken = import.store_comments();
  progress.reset();
  if (!taken) {
    if (const auto* sentence = std::get_if<std::string>(&taken.error()))
      return fail_with(fmt::format("{}: {}; the file changed during the import", shown, *sentence));
    fmt::print(stderr,
               "The import stopped. Comments stored so far remain; run the same command again to "
               "continue.\n");
    return store_failed(std::get<StoreError>(taken.error()));
  }
  print_import_counts(shown, import.counts(), dry_run);
  return exit_done;
}

}  // namespace

std::vector<Command> import_commands() {
  return {
      {"import",
       "import comments from a file",
       {{.name = "FORMAT",
         .help = "wordpress: the output of Tools, Export in WordPress (.xml or .xml.gz)\n"
                 "json: the output of `afterword export json` or `comment list --json` (also .gz)",
         .required = true,
         .choices = {"wordpress", "json"}},
        {"FILE", "the file; - for standard input", Option::Kind::text, true},
        {"--dry-run", "report what would be imported, and import nothing", Option::Kind::flag}},
       [](const Arguments& arguments) {
         const std::string file = arguments.text("FILE");
         const bool dry_run = arguments.has("--dry-run");
         const auto with = dry_run ? with_copied_store : with_store;
         return with(arguments.config, [&](const Config& config, Stores& stores) {
           if (arguments.text("FORMAT") == "wordpress")
             return import_wordpress(file, dry_run, config, stores.imports);
           return import_json(file, dry_run, config, stores.imports);
         });
       }}};
}

}  // namespace afterword
