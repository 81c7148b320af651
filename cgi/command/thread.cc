// afterword thread …: lists pages with comments, and moves threads to other pages.
#include "command/thread.h"

#include <fmt/format.h>

#include <functional>
#include <limits>
#include <optional>

#include "base/page_path.h"
#include "base/url.h"
#include "command/page_map_file.h"
#include "command/site_store.h"
#include "config/known_page.h"
#include "config/site_pages.h"
#include "handler/thread/named_page.h"
#include "server/application/service.h"

namespace afterword {
namespace {

/// The page that a person names: as it is written, because a former name may be any, and as
/// requests for it name it.
struct WrittenPage {
  PagePath page;
  NamedPage named;
};

/// The error is a message about the argument.
Result<WrittenPage, std::string> page_of(const Config& config, const std::string& text) {
  auto named = page_named(config.site, {}, text);
  if (!named && named.error() == Refusal::foreign_page)
    return Failure{
        fmt::format("{} is on a host that is not this site's ([site] url, origins)", text)};
  const auto url = parse_url(text);
  const auto written = url ? page_path_of(*url) : std::nullopt;
  auto page = written ? parse_page_path(config.site.view.address.path_on_host(written->path))
                      : std::nullopt;
  if (!named || !page)
    return Failure{fmt::format("{} is not the path of a page, such as /old/", text)};
  return WrittenPage{*std::move(page), *std::move(named)};
}

/// The page to which comments are to be moved: one that can show them. The error is a message.
Result<PagePath, std::string> target_page(const Config& config, const std::string& text) {
  auto page = page_of(config, text);
  if (!page) return Failure{std::move(page).error()};
  if (is_known_page(config.site, page->named.page)) return std::move(page->named.page);
  return Failure{
      fmt::format("{} is not a page of this site, so nobody would see the comments there{}", text,
                  config.site.verify_file
                      ? fmt::format("; there is no file for it in {}", config.site.document_root)
                      : " ([pages] allow)")};
}

/// Calls `use` with each page with comments. An exit status if they cannot be read.
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
    const std::string path = page_href(thread.path);
    if (guess.empty())
      fmt::print("# {}  no page with this name or title\n", path);
    else
      fmt::print("{} {}\n", path, page_href(guess));
  });
  return failed.value_or(exit_done);
}

/// Calls `use` with the thread of a page.
int with_thread(const Config& config, Stores& stores, const std::string& text,
                const std::function<int(const Thread&)>& use) {
  const auto page = page_of(config, text);
  if (!page) return fail_with(page.error());
  for (const PagePath* name : {&page->page, &page->named.page}) {
    const auto thread = stores.comments.find_thread(name->key);
    if (!thread) return store_failed(thread.error());
    if (*thread) return use(**thread);
  }
  return fail_with(fmt::format(
      "there is no page with comments at {} (`afterword thread list` lists them)", text));
}

int fail_taken(const std::string& from, const std::string& to) {
  return fail_with(
      fmt::format("{} and {} have comments of their own; to put them together: afterword thread "
                  "merge {} {}",
                  from, to, from, to));
}

/// Reports a move. `from` and `to` are as the person wrote them.
int report(MoveResult result, const std::string& from, const std::string& to) {
  switch (result) {
    case MoveResult::taken:
      return fail_taken(from, to);
    case MoveResult::renamed:
      fmt::print("{} is now {}\n", from, to);
      break;
    case MoveResult::merged:
      fmt::print("{} is now part of {}\n", from, to);
      break;
    case MoveResult::unchanged:
      fmt::print("{} is {} already\n", from, to);
      break;
  }
  return exit_done;
}

int move_thread(Stores& stores, const ThreadMove& move, IfTaken taken, const std::string& from,
                const std::string& to) {
  const auto moved = stores.moderation.move_threads(command_line, {move}, taken, current_time());
  if (!moved) return store_failed(moved.error());
  return report(moved->results.front(), from, to);
}

int rename(const std::string& from, const std::string& to, const Config& config, Stores& stores) {
  const auto page = target_page(config, to);
  if (!page) return fail_with(page.error());
  return with_thread(config, stores, from, [&](const Thread& thread) {
    return move_thread(stores, {thread.id, {page->key, page->path}}, IfTaken::refuse, from, to);
  });
}

int merge(const std::string& from, const std::string& into, const Config& config, Stores& stores) {
  return with_thread(config, stores, from, [&](const Thread& source) {
    return with_thread(config, stores, into, [&](const Thread& target) {
      if (source.id == target.id)
        return fail_with(fmt::format("{} and {} are names of one page", from, into));
      return move_thread(stores, {source.id, {target.page, target.path}}, IfTaken::merge, from,
                         into);
    });
  });
}

int add_alias(const std::string& name, const std::string& to, const Config& config,
              Stores& stores) {
  const auto alias = page_of(config, name);
  if (!alias) return fail_with(alias.error());
  const PagePath& page = alias->page;
  // Only a query is looked up as it is written.
  if (page.key != alias->named.page.key && !alias->named.with_query)
    return fail_with(
        fmt::format("{} shows the page {}; name that page", name, alias->named.page.path));
  return with_thread(config, stores, to, [&](const Thread& thread) {
    const auto added =
        stores.moderation.add_page_alias(command_line, thread.id, page.key, current_time());
    if (!added) return store_failed(added.error());
    if (!*added) return fail_taken(name, to);
    fmt::print("{} leads to {}\n", name, to);
    return exit_done;
  });
}

/// Moves each thread that a rule of the map names, all at once; merges it where the new page has
/// comments. Rules for pages that cannot show comments are reported, and the others applied.
int apply_map(const std::string& file, const Config& config, Stores& stores) {
  const auto map = read_page_map(file);
  if (!map) return exit_failed;
  int exit = exit_done;
  std::vector<ThreadMove> moves;
  std::vector<std::string> from;
  const auto failed = each_thread(stores, [&](const ThreadSummary& thread) {
    auto to = map->find(page_href(thread.path));
    if (!to) to = map->find(config.site.view.address.page_url(thread.path));
    if (!to) return;
    auto page = target_page(config, to->address);
    if (!page) {
      exit = fail_with(page.error());
    } else if (page->path != thread.path) {
      moves.push_back({thread.id, {page->key, page->path}});
      from.push_back(page_href(thread.path));
    }
  });
  if (failed) return *failed;
  const auto moved =
      stores.moderation.move_threads(command_line, moves, IfTaken::merge, current_time());
  if (!moved) return store_failed(moved.error());
  for (std::size_t i = 0; i < moves.size(); ++i)
    report(moved->results[i], from[i], page_href(moves[i].to.path));
  return exit;
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
