// afterword import FORMAT FILE: comments from elsewhere, with their ids and dates.
#include <fmt/format.h>

#include <fstream>
#include <memory>
#include <sstream>

#include "command/commands.h"
#include "command/import_wordpress.h"
#include "command/site_store.h"
#include "server/service.h"
#include "transfer/json_comments.h"

namespace afterword {
namespace {

int import_json(const std::string& file, bool dry_run, CommentStore& store) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return fail_with(fmt::format("{} cannot be read", file));
  auto comments = parse_json_comments(text.str());
  if (!comments)
    return fail_with(fmt::format("{}: {}; nothing was imported", file, comments.error()));
  if (dry_run) {
    fmt::print("{}: {} comments; nothing was imported (--dry-run)\n", file, comments->size());
    return exit_done;
  }
  const auto account = store.import(std::move(comments).value(), current_time());
  if (!account) return store_failed(account.error());
  fmt::print("{}: {} imported, {} already there\n", file, account->imported,
             account->already_there);
  if (account->parent_missing > 0)
    fmt::print("{} of them reply to a comment that is nowhere; they stand on their page itself\n",
               account->parent_missing);
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
                  "json: what `afterword comment list --json` prints")
      ->required()
      ->check(CLI::IsMember({"wordpress", "json"}));
  command.add_option("FILE", options->file, "for wordpress also -, standard input")->required();
  command.add_flag("--dry-run", options->dry_run, "say what would happen");
  add_config_option(line, command);
  command.callback([&line, options] {
    line.chosen = [&line, options] {
      return with_store(line.config, [&](const Config& config, Stores& stores) {
        if (options->format == "wordpress")
          return import_wordpress(options->file, options->dry_run, config, stores.imports);
        return import_json(options->file, options->dry_run, stores.comments);
      });
    };
  });
}

}  // namespace afterword
