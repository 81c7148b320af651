// afterword thread …: lists pages with comments, and moves threads to other pages.
#include "command/thread.h"

#include <fmt/format.h>

#include <functional>
#include <limits>
#include <optional>

#include "base/file.h"
#include "base/page_path.h"
#include "base/url.h"
#include "command/site_store.h"
#include "config/known_page.h"
#include "server/application/service.h"
#include "transfer/page_map.h"
#include "transfer/site_pages.h"

namespace afterword {
namespace {

constexpr std::size_t longest_map = 64 << 20;

using Moved = ModerationStore::Moved;

std::optional<PagePath> page_of(const Config& config, const std::string& text) {
  const auto url = parse_url(text);
  const auto named = url ? page_path_of(*url) : std::nullopt;
  if (!named) return std::nullopt;
  return parse_page_path(config.site.view.address.path_on_host(named->path));
}

/// Calls `use` with each page with comments until it returns an exit status.
std::optional<int> each_thread(Stores& stores,
                               const std::function<void(const ThreadSummary&)>& use) {
  const auto threads = stores.thread_list.list({}, 0, std::numeric_limits<int>::max());
  if (!threads) return store_failed(threads.error());
  for (const ThreadSummary& thread : *threads) use(thread);
  return std::nullopt;
}

int list_threads(Stores& stores) {
  const auto failed = each_thread(stores, [](const ThreadSummary& thread) {
    fmt::print("{:>6}  {:>6}  {}{}{}\n", thread.approved, thread.waiting, thread.path,
               thread.title.empty() ? "" : "  ", thread.title);
  });
  return failed.value_or(exit_done);
}

/// Prints pages without a file as lines for apply-map; those without a guess as comments.
int list_orphans(const Config& config, Stores& stores) {
  if (config.site.document_root.empty())
    return fail_with("pages.document_root is not set, so it is unknown which pages have a file");
  SitePages files(config.site.document_root);
  const auto failed = each_thread(stores, [&](const ThreadSummary& thread) {
    const auto page = parse_page_path(without_query(thread.path));
    if (page && is_on_disk(config.site, *page)) return;
    const std::string guess = files.guess(thread.path, thread.title);
    if (guess.empty())
      fmt::print("# {}  no page with this name or title\n", thread.path);
    else
      fmt::print("{} {}\n", thread.path, guess);
  });
  return failed.value_or(exit_done);
}

int report(const Result<Moved, StoreError>& moved, const std::string& from, const std::string& to,
           std::string_view done) {
  if (!moved) return store_failed(moved.error());
  switch (*moved) {
    case Moved::done:
      fmt::print("{} {} {}\n", from, done, to);
      return exit_done;
    case Moved::no_thread:
      return fail_with(
          fmt::format("{} and {}: there is no page with comments by one of these names, "
                      "or both are one page (`afterword thread list`)",
                      from, to));
    case Moved::page_has_a_thread:
      break;
  }
  return fail_with(fmt::format(
      "{} has comments of its own; to move them too: afterword thread merge {} {}", to, from, to));
}

int rename(const std::string& from, const std::string& to, const Config& config, Stores& stores) {
  const auto old_page = page_of(config, from);
  const auto page = page_of(config, to);
  if (!old_page || !page) return fail_with("name two pages, such as /old/ and /new/");
  const auto moved = stores.moderation.move_page(command_line, old_page->key,
                                                 {page->key, page->path}, current_time());
  return report(moved, from, to, "is now");
}

int merge(const std::string& from, const std::string& into, const Config& config, Stores& stores) {
  const auto source = page_of(config, from);
  const auto target = page_of(config, into);
  if (!source || !target) return fail_with("name two pages, such as /old/ and /new/");
  const auto moved =
      stores.moderation.merge_pages(command_line, source->key, target->key, current_time());
  return report(moved, from, into, "is now part of");
}

int add_alias(const std::string& name, const std::string& to, const Config& config,
              Stores& stores) {
  const auto alias = page_of(config, name);
  const auto page = page_of(config, to);
  if (!alias || !page) return fail_with("name two pages, such as /old/ and /new/");
  const auto added =
      stores.moderation.add_page_alias(command_line, alias->key, page->key, current_time());
  return report(added, name, to, "leads to");
}

/// Moves each thread that a rule of the map names; merges it where the new page has comments.
int apply_map(const std::string& file, const Config& config, Stores& stores) {
  const auto text = read_file(file, longest_map);
  if (!text) return fail_with(fmt::format("{}: {}", file, text.error()));
  const auto map = PageMap::parse(*text);
  if (!map) return fail_with(fmt::format("{}: {}", file, map.error()));
  int exit = exit_done;
  const auto failed = each_thread(stores, [&](const ThreadSummary& thread) {
    auto to = map->find(thread.path);
    if (!to) to = map->find(config.site.view.address.page_url(thread.path));
    const auto page = to ? page_of(config, *to) : std::nullopt;
    const auto old_page = parse_page_path(thread.path);
    if (to && !page) exit = fail_with(fmt::format("{} is not the address of a page", *to));
    if (!page || !old_page || page->key == old_page->key) return;
    const Instant now = current_time();
    auto moved =
        stores.moderation.move_page(command_line, old_page->key, {page->key, page->path}, now);
    const bool is_taken = moved && *moved == Moved::page_has_a_thread;
    if (is_taken)
      moved = stores.moderation.merge_pages(command_line, old_page->key, page->key, now);
    const int done = report(moved, thread.path, page->path, is_taken ? "is now part of" : "is now");
    if (done != exit_done) exit = done;
  });
  return failed.value_or(exit);
}

using Work = std::function<int(const Arguments&, const Config&, Stores&)>;

/// A command that changes threads, with --dry-run.
Command changing(std::string words, std::string help, std::vector<Option> options, Work work) {
  options.push_back({"--dry-run", "report, and change nothing", Option::Kind::flag});
  return {std::move(words), std::move(help), std::move(options),
          [work = std::move(work)](const Arguments& arguments) {
            const bool dry_run = arguments.has("--dry-run");
            const auto with = dry_run ? with_copied_store : with_store;
            return with(arguments.config, [&](const Config& config, Stores& stores) {
              const int exit = work(arguments, config, stores);
              if (dry_run) fmt::print("Nothing was changed (--dry-run).\n");
              return exit;
            });
          }};
}

Option page_option(std::string name, std::string help) {
  return {.name = std::move(name), .help = std::move(help), .required = true};
}

}  // namespace

std::vector<Command> thread_commands() {
  return {
      {"thread list",
       "list the pages with comments: published, waiting, path, title",
       {},
       [](const Arguments& arguments) {
         return with_store(arguments.config,
                           [](const Config&, Stores& stores) { return list_threads(stores); });
       }},
      {"thread orphans",
       "list the pages with comments that have no file, as lines for `thread apply-map`",
       {},
       [](const Arguments& arguments) { return with_store(arguments.config, list_orphans); }},
      changing("thread rename", "give a page's comments to a page without comments",
               {page_option("OLD", "the page"), page_option("NEW", "its new path")},
               [](const Arguments& arguments, const Config& config, Stores& stores) {
                 return rename(arguments.text("OLD"), arguments.text("NEW"), config, stores);
               }),
      changing("thread merge", "move all comments of a page to another page with comments",
               {page_option("FROM", "the page"), page_option("INTO", "the other page")},
               [](const Arguments& arguments, const Config& config, Stores& stores) {
                 return merge(arguments.text("FROM"), arguments.text("INTO"), config, stores);
               }),
      changing("thread alias", "let another name lead to the comments of a page",
               {page_option("NAME", "the other name"), page_option("PAGE", "the page")},
               [](const Arguments& arguments, const Config& config, Stores& stores) {
                 return add_alias(arguments.text("NAME"), arguments.text("PAGE"), config, stores);
               }),
      changing("thread apply-map", "rename or merge all pages that a file names",
               {page_option("FILE", "lines \"OLD NEW\", or \"OLD* NEW*\" for beginnings")},
               [](const Arguments& arguments, const Config& config, Stores& stores) {
                 return apply_map(arguments.text("FILE"), config, stores);
               }),
  };
}

}  // namespace afterword
