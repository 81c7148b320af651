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

using IfTaken = ModerationStore::IfTaken;
/// nullopt: the page has a thread of its own.
using Moved = Result<std::optional<ActOutcome>, StoreError>;

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

int report(const Moved& moved, const std::string& from, const std::string& to,
           std::string_view done) {
  if (!moved) return store_failed(moved.error());
  if (!*moved)
    return fail_with(
        fmt::format("{} and {} have comments of their own; to put them together: afterword thread "
                    "merge {} {}",
                    from, to, from, to));
  fmt::print("{} {} {}\n", from, done, to);
  return exit_done;
}

/// Calls `use` with the thread of a page.
int with_thread(Stores& stores, const PagePath& page,
                const std::function<int(const Thread&)>& use) {
  const auto thread = stores.comments.find_thread(page.key);
  if (!thread) return store_failed(thread.error());
  if (!*thread)
    return fail_with(fmt::format(
        "there is no page with comments at {} (`afterword thread list` lists them)", page.path));
  return use(**thread);
}

/// Calls `use` with the two pages that a person named.
int with_pages(const Config& config, const std::string& one, const std::string& other,
               const std::function<int(const PagePath&, const PagePath&)>& use) {
  const auto first = page_of(config, one);
  const auto second = page_of(config, other);
  if (!first || !second) return fail_with("name two pages, such as /old/ and /new/");
  return use(*first, *second);
}

int rename(const std::string& from, const std::string& to, const Config& config, Stores& stores) {
  return with_pages(config, from, to, [&](const PagePath& old_page, const PagePath& page) {
    return with_thread(stores, old_page, [&](const Thread& thread) {
      return report(stores.moderation.move_thread(command_line, thread.id, {page.key, page.path},
                                                  IfTaken::refuse, current_time()),
                    from, to, "is now");
    });
  });
}

int merge(const std::string& from, const std::string& into, const Config& config, Stores& stores) {
  return with_pages(config, from, into, [&](const PagePath& old_page, const PagePath& page) {
    return with_thread(stores, old_page, [&](const Thread& source) {
      return with_thread(stores, page, [&](const Thread& target) {
        if (source.id == target.id)
          return fail_with(fmt::format("{} and {} are names of one page", from, into));
        return report(
            stores.moderation.move_thread(command_line, source.id, {target.page, target.path},
                                          IfTaken::merge, current_time()),
            from, into, "is now part of");
      });
    });
  });
}

int add_alias(const std::string& name, const std::string& to, const Config& config,
              Stores& stores) {
  return with_pages(config, name, to, [&](const PagePath& alias, const PagePath& page) {
    return with_thread(stores, page, [&](const Thread& thread) {
      return report(
          stores.moderation.add_page_alias(command_line, thread.id, alias.key, current_time()),
          name, to, "leads to");
    });
  });
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
    if (to && !page) exit = fail_with(fmt::format("{} is not the address of a page", *to));
    if (!page || page->path == thread.path) return;
    const auto there = stores.comments.find_thread(page->key);
    const bool is_taken = there && *there && (*there)->id != thread.id;
    const int done =
        report(stores.moderation.move_thread(command_line, thread.id, {page->key, page->path},
                                             IfTaken::merge, current_time()),
               thread.path, page->path, is_taken ? "is now part of" : "is now");
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
