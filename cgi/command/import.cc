// afterword import FORMAT FILE: comments from elsewhere, with their ids and dates.
#include "command/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <numeric>
#include <sstream>

#include "command/import_wordpress.h"
#include "command/site_store.h"
#include "server/service.h"
#include "transfer/json_comments.h"

namespace afterword {
namespace {

std::int64_t comments_in(const std::vector<MovedPiece>& pieces) {
  return std::accumulate(
      pieces.begin(), pieces.end(), std::int64_t{0},
      [](std::int64_t sum, const MovedPiece& piece) { return sum + std::ssize(piece.comments); });
}

std::int64_t highest_id(const std::vector<MovedPiece>& pieces) {
  std::int64_t highest = 0;
  for (const MovedPiece& piece : pieces)
    for (const MovedComment& moved : piece.comments)
      highest = std::max(highest, moved.comment.id.value);
  return highest;
}

/// How many of each: as in MovedAs, and renumbered.
void print_results(const std::string& file, const std::vector<MovedResult>& results,
                   std::int64_t parents_missing, bool dry_run) {
  const auto count = [&](MovedAs as) {
    return std::count_if(results.begin(), results.end(),
                         [as](const MovedResult& result) { return result.as == as; });
  };
  fmt::print("{}: {} {}, {} already there, {} updated", file, count(MovedAs::added),
             dry_run ? "to be imported" : "imported", count(MovedAs::there),
             count(MovedAs::updated));
  if (const auto deleted = count(MovedAs::deleted_here))
    fmt::print(", {} left out: deleted for ever here", deleted);
  fmt::print("{}\n", dry_run ? "; nothing was imported (--dry-run)" : "");
  const auto renumbered = std::count_if(
      results.begin(), results.end(), [](const MovedResult& result) { return result.renumbered; });
  if (renumbered > 0)
    fmt::print("{} of them could not keep their numbers, because comments here have them\n",
               renumbered);
  if (parents_missing > 0)
    fmt::print("{} of them reply to a comment that is nowhere; they stand on their page itself\n",
               parents_missing);
}

/// All in one transaction: a file of JSON is read whole anyway.
int import_json(const std::string& file, bool dry_run, ImportStore& store) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return fail_with(fmt::format("{} cannot be read", file));
  const auto pieces = parse_json_comments(text.str());
  if (!pieces) return fail_with(fmt::format("{}: {}; nothing was imported", file, pieces.error()));
  if (const auto begun = store.begin(highest_id(*pieces), dry_run); !begun)
    return store_failed(begun.error());
  const auto results = store.put(*pieces, current_time());
  if (!results) return store_failed(results.error());
  if (!dry_run)
    if (const auto ended =
            store.end({"the command line", {}}, comments_in(*pieces), current_time());
        !ended)
      return store_failed(ended.error());
  print_results(file, *results, store.parents_missing(), dry_run);
  return exit_done;
}

}  // namespace

std::vector<Command> import_commands() {
  return {{"import",
           "take in comments from a file",
           {{.name = "FORMAT",
             .help = "wordpress: what Tools, Export in WordPress gives you (.xml or .xml.gz)\n"
                     "json: what `afterword export json` and `comment list --json` print",
             .required = true,
             .choices = {"wordpress", "json"}},
            {"FILE", "for wordpress also -, standard input", Option::Kind::text, true},
            {"--dry-run", "say what would happen", Option::Kind::flag}},
           [](const Arguments& arguments) {
             const std::string file = arguments.text("FILE");
             const bool dry_run = arguments.has("--dry-run");
             return with_store(arguments.config, [&](const Config& config, Stores& stores) {
               if (arguments.text("FORMAT") == "wordpress")
                 return import_wordpress(file, dry_run, config, stores.imports);
               return import_json(file, dry_run, stores.imports);
             });
           }}};
}

}  // namespace afterword
