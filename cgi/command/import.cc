// afterword import FORMAT FILE: comments from elsewhere, with their ids and dates.
#include <fmt/format.h>

#include <memory>

#include "command/commands.h"
#include "command/import_wordpress.h"
#include "command/site_store.h"
#include "server/service.h"
#include "transfer/json_import.h"

namespace afterword {
namespace {

void print_account(const std::string& file, const JsonAccount& account, bool dry_run) {
  fmt::print("{}: {} {}, {} already there, {} updated", file, account.added,
             dry_run ? "to be imported" : "imported", account.there, account.updated);
  if (account.deleted_here > 0)
    fmt::print(", {} left out: deleted for ever here", account.deleted_here);
  fmt::print("{}\n", dry_run ? "; nothing was imported (--dry-run)" : "");
  if (account.renumbered > 0)
    fmt::print("{} of them could not keep their numbers, because comments here have them\n",
               account.renumbered);
  if (account.parents_missing > 0)
    fmt::print("{} of them reply to a comment that is nowhere; they stand on their page itself\n",
               account.parents_missing);
}

int import_json(const std::string& path, bool dry_run, ImportStore& store) {
  const std::string shown = path == "-" ? "standard input" : path;
  auto file = InputFile::open(path);
  if (!file) return fail_with(file.error());
  JsonImport import(*file, store, current_time());
  if (const auto seen = import.survey(); !seen)
    return fail_with(fmt::format("{}: {}; nothing was imported", shown, seen.error()));
  if (const auto taken = import.take_in(dry_run); !taken)
    return fail_with(fmt::format("{}: {}; it changed while it was read", shown, taken.error()));
  if (const auto error = import.failed()) {
    fmt::print(stderr,
               "The import stopped. What was stored until then stays; run the same command again, "
               "and it goes on where it was.\n");
    return store_failed(*error);
  }
  print_account(shown, import.account(), dry_run);
  return exit_done;
}

}  // namespace

void add_import(CommandLine& line) {
  CLI::App& command = *line.app.add_subcommand("import", "take in comments from a file");
  struct Options {
    std::string format;
    std::string file;
    bool dry_run = false;
  };
  auto options = std::make_shared<Options>();
  command
      .add_option("FORMAT", options->format,
                  "wordpress: what Tools, Export in WordPress gives you (.xml or .xml.gz)\n"
                  "json: what `afterword export json` and `comment list --json` print (also .gz)")
      ->required()
      ->check(CLI::IsMember({"wordpress", "json"}));
  command.add_option("FILE", options->file, "- for standard input")->required();
  command.add_flag("--dry-run", options->dry_run, "say what would happen");
  add_config_option(line, command);
  command.callback([&line, options] {
    line.chosen = [&line, options] {
      return with_store(line.config, [&](const Config& config, Stores& stores) {
        if (options->format == "wordpress")
          return import_wordpress(options->file, options->dry_run, config, stores.imports);
        return import_json(options->file, options->dry_run, stores.imports);
      });
    };
  });
}

}  // namespace afterword
