// afterword comment …: moderation from a shell.
#include <fmt/format.h>

#include <memory>
#include <vector>

#include "base/text.h"
#include "command/commands.h"
#include "command/site_store.h"
#include "http/uri.h"
#include "server/service.h"
#include "transfer/json_comments.h"

namespace afterword {
namespace {

struct ListOptions {
  std::string status;
  std::string page;
  int limit = 0;  // 0: all
  bool json = false;
};

std::string one_line(const Comment& comment, const std::string& path) {
  return fmt::format("{:>6}  {:<8}  {}  {}  {}: {}", comment.id.value, to_text(comment.status),
                     format_rfc3339(comment.created), path, comment.author,
                     first_characters(clean_line(comment.text), 60));
}

int list(const ListOptions& options, CommentStore& store) {
  CommentFilter filter;
  if (!options.status.empty()) filter.status = parse_status(options.status);
  if (!options.page.empty()) {
    const auto page = parse_page_path(options.page);
    if (!page) return fail_with(fmt::format("{} is not the path of a page", options.page));
    filter.page = page->key;
  }
  constexpr int batch = 500;
  int listed = 0;
  if (options.json) fmt::print("[");
  for (bool more = true; more;) {
    filter.limit = options.limit > 0 ? std::min(batch, options.limit - listed) : batch;
    const auto comments = store.list(filter);
    if (!comments) return store_failed(comments.error());
    for (const ListedComment& row : *comments) {
      if (options.json)
        fmt::print("{}\n{}", listed == 0 ? "" : ",", comment_as_json(row));
      else
        fmt::print("{}\n", one_line(row.comment, row.path));
      ++listed;
    }
    more = comments->size() == batch && listed != options.limit;
    if (more) filter.before = comments->back().comment.id;
  }
  if (options.json) fmt::print("\n]\n");
  return exit_done;
}

void print_record(const std::vector<RecordLine>& lines) {
  for (const RecordLine& line : lines)
    fmt::print("record  {}  {}  {}{}{}  {} -> {}\n", format_rfc3339(line.at), line.action,
               line.actor, line.undone ? "  (undone)" : "",
               line.note.empty() ? "" : "  \"" + clean_line(line.note) + "\"", line.before,
               line.after);
}

int show(std::int64_t id, Stores& stores) {
  const auto found = stores.queue.item(CommentId{id});
  if (!found) return store_failed(found.error());
  const auto record = stores.queue.record_of(CommentId{id});
  if (!record) return store_failed(record.error());
  if (!*found) {
    // What was deleted for ever still has its record.
    print_record(*record);
    return fail_with(fmt::format("there is no comment {}", id));
  }
  const Comment& comment = (*found)->comment;
  fmt::print("comment {}\n", id);
  fmt::print("page    {}\n", (*found)->page_path);
  if (comment.parent) fmt::print("reply   to comment {}\n", comment.parent->value);
  fmt::print("status  {}\n", to_text(comment.status));
  for (std::string_view codes = comment.reason; !codes.empty();) {
    const std::string_view code = codes.substr(0, codes.find(' '));
    fmt::print("reason  {} ({})\n", code, explain_reason(code));
    codes.remove_prefix(std::min(code.size() + 1, codes.size()));
  }
  fmt::print("created {}\n", format_rfc3339(comment.created));
  fmt::print("author  {}\nemail   {}\nwebsite {}\n", comment.author, comment.email, comment.url);
  fmt::print("network {}\nagent   {}\n", comment.network, comment.user_agent);
  print_record(*record);
  fmt::print("\n{}\n", comment.text);
  return exit_done;
}

/// Does something to each comment and says so; goes on after one that is not there.
int each(const std::vector<std::int64_t>& ids, ModerationAction action, const std::string& done,
         Stores& stores) {
  const Actor actor{"the command line", {}};
  int exit = exit_done;
  for (const std::int64_t id : ids) {
    const auto changed =
        stores.moderation.act(actor, action, {{CommentId{id}, 0}}, "", current_time());
    if (!changed) return store_failed(changed.error());
    if (changed->stale.empty())
      fmt::print("comment {} {}\n", id, done);
    else
      exit = fail_with(fmt::format("there is no comment {}", id));
  }
  return exit;
}

void add_list(CommandLine& line, CLI::App& comment) {
  CLI::App& command = *comment.add_subcommand("list", "comments, the newest first");
  auto options = std::make_shared<ListOptions>();
  command.add_option("--status", options->status, "only approved, waiting, spam or trash")
      ->check(CLI::IsMember({"approved", "waiting", "spam", "trash"}));
  command.add_option("--page", options->page, "only on this page, such as /blog/hello/");
  command.add_option("--limit", options->limit, "at most so many (default: all)")
      ->check(CLI::PositiveNumber);
  command.add_flag("--json", options->json, "an array of objects");
  add_config_option(line, command);
  command.callback([&line, options] {
    line.chosen = [&line, options] {
      return with_store(line.config, [&](const Config&, Stores& stores) {
        return list(*options, stores.comments);
      });
    };
  });
}

void add_show(CommandLine& line, CLI::App& comment) {
  CLI::App& command = *comment.add_subcommand("show", "one comment, whole, with its reasons");
  auto id = std::make_shared<std::int64_t>(0);
  command.add_option("ID", *id)->required()->check(CLI::PositiveNumber);
  add_config_option(line, command);
  command.callback([&line, id] {
    line.chosen = [&line, id] {
      return with_store(line.config,
                        [&](const Config&, Stores& stores) { return show(*id, stores); });
    };
  });
}

void add_change(CommandLine& line, CLI::App& comment, ModerationAction action,
                const std::string& description, const std::string& done) {
  CLI::App& command = *comment.add_subcommand(std::string(to_text(action)), description);
  auto ids = std::make_shared<std::vector<std::int64_t>>();
  command.add_option("ID", *ids)->required()->check(CLI::PositiveNumber);
  add_config_option(line, command);
  command.callback([&line, ids, action, done] {
    line.chosen = [&line, ids, action, done] {
      return with_store(line.config, [&](const Config&, Stores& stores) {
        return each(*ids, action, done, stores);
      });
    };
  });
}

}  // namespace

void add_comment(CommandLine& line) {
  CLI::App& comment = *line.app.add_subcommand("comment", "list, show and moderate comments");
  comment.require_subcommand(1);
  add_list(line, comment);
  add_show(line, comment);
  using enum ModerationAction;
  add_change(line, comment, approve, "publish", "is published");
  add_change(line, comment, hold, "take back to wait", "waits");
  add_change(line, comment, spam, "mark as spam", "is spam");
  add_change(line, comment, trash, "put in the trash", "is in the trash");
  add_change(line, comment, restore, "out of spam or trash, as it was", "is restored");
  add_change(line, comment, remove, "delete for ever; replies keep its empty place",
             "is deleted for ever");
}

}  // namespace afterword
