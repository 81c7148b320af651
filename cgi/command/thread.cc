// afterword thread …: lists pages with comments, and moves threads to other pages.
#include "command/thread.h"

#include <fmt/format.h>

#include <functional>
#include <limits>
#include <string_view>

#include "base/page_path.h"
#include "command/page_map_file.h"
#include "command/site_store.h"
#include "handler/moderation/page_moves.h"
#include "server/application/service.h"

namespace afterword {
namespace {

/// A message about an argument that names no page that can be used.
std::string explain(const Config& config, std::string_view text, const PageNameError& error) {
  switch (error.problem) {
    case PageNameProblem::foreign_site:
      return fmt::format("{} is on a host that is not this site's ([site] url, origins)", text);
    case PageNameProblem::not_a_path:
      return fmt::format("{} is not the path of a page, such as /old/", text);
    case PageNameProblem::other_page:
      return fmt::format("{} shows the page {}; name that page", text, error.page);
    case PageNameProblem::no_such_page:
      break;
  }
  return fmt::format("{} is not a page of this site, so nobody would see the comments there{}",
                     text,
                     config.site.verify_file
                         ? fmt::format("; there is no file for it in {}", config.site.document_root)
                         : " ([pages] allow)");
}

int list_threads(Stores& stores) {
  const auto threads = stores.thread_list.list({}, 0, std::numeric_limits<int>::max());
  if (!threads) return store_failed(threads.error());
  for (const ThreadSummary& thread : *threads)
    fmt::print("{:>6}  {:>6}  {}{}{}\n", thread.approved, thread.waiting, thread.path,
               thread.title.empty() ? "" : "  ", thread.title);
  return exit_done;
}

/// Prints pages without a file as lines for apply-map; those without a guess as comments.
int list_orphans(const Config& config, Stores& stores) {
  if (config.site.document_root.empty())
    return fail_with("pages.document_root is not set, so it is unknown which pages have a file");
  const auto orphans = find_orphans(config.site, stores);
  if (!orphans) return store_failed(orphans.error());
  for (const OrphanPage& orphan : *orphans) {
    const std::string path = page_href(orphan.path);
    if (orphan.guess.empty())
      fmt::print("# {}  no page with this name or title\n", path);
    else
      fmt::print("{} {}\n", path, page_href(orphan.guess));
  }
  return exit_done;
}

/// Calls `use` with the thread of a page.
int with_thread(const Config& config, Stores& stores, const std::string& text,
                const std::function<int(const Thread&)>& use) {
  const auto page = written_page(config.site, {}, text);
  if (!page) return fail_with(explain(config, text, page.error()));
  const auto thread = thread_of(stores.comments, *page);
  if (!thread) return store_failed(thread.error());
  if (*thread) return use(**thread);
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
                const std::string& to, MoveMode mode) {
  const auto moved =
      stores.moderation.move_threads(command_line, {move}, taken, current_time(), mode);
  if (!moved) return store_failed(moved.error());
  return report(moved->results.front(), from, to);
}

int rename(const std::string& from, const std::string& to, const Config& config, Stores& stores,
           MoveMode mode) {
  const auto page = target_page(config.site, {}, to);
  if (!page) return fail_with(explain(config, to, page.error()));
  return with_thread(config, stores, from, [&](const Thread& thread) {
    return move_thread(stores, {thread.id, {page->key, page->path}}, IfTaken::refuse, from, to,
                       mode);
  });
}

int merge(const std::string& from, const std::string& into, const Config& config, Stores& stores,
          MoveMode mode) {
  return with_thread(config, stores, from, [&](const Thread& source) {
    return with_thread(config, stores, into, [&](const Thread& target) {
      if (source.id == target.id)
        return fail_with(fmt::format("{} and {} are names of one page", from, into));
      const auto page = target_page(config.site, {}, page_href(target.path));
      if (!page) return fail_with(explain(config, target.path, page.error()));
      return move_thread(stores, {source.id, {page->key, page->path}}, IfTaken::merge, from, into,
                         mode);
    });
  });
}

int add_alias(const std::string& name, const std::string& to, const Config& config, Stores& stores,
              MoveMode mode) {
  const auto alias = alias_page(config.site, {}, name);
  if (!alias) return fail_with(explain(config, name, alias.error()));
  return with_thread(config, stores, to, [&](const Thread& thread) {
    const auto added =
        stores.moderation.add_page_alias(command_line, thread.id, alias->key, current_time(), mode);
    if (!added) return store_failed(added.error());
    if (!*added) return fail_taken(name, to);
    fmt::print("{} leads to {}\n", name, to);
    return exit_done;
  });
}

/// Moves each thread that a rule of the map names, all at once; merges it where the new page has
/// comments. Rules for pages that cannot show comments are reported, and the others applied.
int apply_map(const std::string& file, const Config& config, Stores& stores, MoveMode mode) {
  const auto map = read_page_map(file);
  if (!map) return exit_failed;
  const auto plan = plan_moves(config.site, {}, stores, *map);
  if (!plan) return store_failed(plan.error());
  int exit = exit_done;
  for (const WrongMove& wrong : plan->wrong)
    exit = fail_with(explain(config, wrong.to, {wrong.problem}));
  const auto moved = stores.moderation.move_threads(command_line, plan->moves, IfTaken::merge,
                                                    current_time(), mode);
  if (!moved) return store_failed(moved.error());
  for (std::size_t i = 0; i < plan->moves.size(); ++i)
    report(moved->results[i], plan->from[i], page_href(plan->moves[i].to.path));
  if (plan->unused_rules > 0)
    fmt::print(stderr, "Lines that name no page with comments: {}\n", plan->unused_rules);
  return exit;
}

using Work = std::function<int(const Arguments&, const Config&, Stores&, MoveMode)>;

/// A command that changes threads, with --dry-run.
Command changing(std::string words, std::string help, std::vector<Option> options, Work work) {
  options.push_back({"--dry-run", "report, and change nothing", Option::Kind::flag});
  return {std::move(words), std::move(help), std::move(options),
          [work = std::move(work)](const Arguments& arguments) {
            const bool dry_run = arguments.has("--dry-run");
            const MoveMode mode = dry_run ? MoveMode::dry_run : MoveMode::commit;
            return with_store(arguments.config, [&](const Config& config, Stores& stores) {
              const int exit = work(arguments, config, stores, mode);
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
               [](const Arguments& arguments, const Config& config, Stores& stores, MoveMode mode) {
                 return rename(arguments.text("OLD"), arguments.text("NEW"), config, stores, mode);
               }),
      changing("thread merge", "move all comments of a page to another page with comments",
               {page_option("FROM", "the page"), page_option("INTO", "the other page")},
               [](const Arguments& arguments, const Config& config, Stores& stores, MoveMode mode) {
                 return merge(arguments.text("FROM"), arguments.text("INTO"), config, stores, mode);
               }),
      changing("thread alias", "let another name lead to the comments of a page",
               {page_option("NAME", "the other name"), page_option("PAGE", "the page")},
               [](const Arguments& arguments, const Config& config, Stores& stores, MoveMode mode) {
                 return add_alias(arguments.text("NAME"), arguments.text("PAGE"), config, stores,
                                  mode);
               }),
      changing("thread apply-map", "rename or merge all pages that a file names",
               {page_option("FILE", "lines \"OLD NEW\", or \"OLD* NEW*\" for beginnings")},
               [](const Arguments& arguments, const Config& config, Stores& stores, MoveMode mode) {
                 return apply_map(arguments.text("FILE"), config, stores, mode);
               }),
  };
}

}  // namespace afterword
