// afterword comment …: moderation from a shell.
#include "command/comment.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"
#include "command/site_store.h"
#include "handler/thread/named_page.h"
#include "server/application/service.h"
#include "transfer/json/json_comments.h"
#include "view/moderation/policy_words.h"

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

int list_comments(const ListOptions& options, const Site& site, CommentStore& store) {
  CommentFilter filter;
  if (!options.status.empty()) filter.status = parse_status(options.status);
  if (!options.page.empty()) {
    const auto named = page_named(site, {}, options.page);
    if (!named) return fail_with(fmt::format("{} is not the path of a page", options.page));
    filter.page = named->page.key;
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

/// "moderator Ana", or the code of another kind of actor. Names follow the word "moderator", so
/// they cannot be confused with a code.
std::string words_of(const Actor& actor) {
  return fmt::format("{}{}{}", to_text(actor.kind), actor.name.empty() ? "" : " ", actor.name);
}

void print_audit_log(const std::vector<AuditLine>& lines) {
  for (const AuditLine& line : lines) {
    const audit::Sides sides = audit::encode(line.change);
    fmt::print("audit_log  {}  {}  {}{}{}  {} -> {}\n", format_rfc3339(line.at), line.action,
               words_of(line.actor), line.undone ? "  (undone)" : "",
               line.note.empty() ? "" : "  \"" + clean_line(line.note) + "\"", sides.before.json(),
               sides.after.json());
  }
}

int show(std::int64_t id, Stores& stores) {
  const auto found = stores.queue.item(CommentId{id});
  if (!found) return store_failed(found.error());
  const auto audit_log = stores.audit_log.of_comment(CommentId{id});
  if (!audit_log) return store_failed(audit_log.error());
  const auto reports = stores.reports.of_comment(CommentId{id});
  if (!reports) return store_failed(reports.error());
  if (!*found) {
    // The audit log outlives a permanent deletion.
    print_audit_log(*audit_log);
    return fail_with(fmt::format("there is no comment {}", id));
  }
  const Comment& comment = (*found)->comment;
  fmt::print("comment {}\n", id);
  fmt::print("page    {}\n", (*found)->page_path);
  if (comment.parent) fmt::print("reply   to comment {}\n", comment.parent->value);
  fmt::print("status  {}\n", to_text(comment.status));
  const TemplateCache templates("", Parsing::when_used);
  for (std::string_view codes = comment.reason; !codes.empty();) {
    const std::string_view code = take_part(codes, ' ');
    fmt::print("reason  {} ({})\n", code, explain_reason(templates, code));
  }
  if (comment.kind != CommentKind::comment) fmt::print("kind    {}\n", to_text(comment.kind));
  fmt::print("created {}\n", format_rfc3339(comment.created));
  if (comment.writer_edited)
    fmt::print("edited  {} (by its writer)\n", format_rfc3339(*comment.writer_edited));
  fmt::print("author  {}\nemail   {}\nwebsite {}\n", comment.author, comment.email, comment.url);
  fmt::print("prefix  {}\nagent   {}\n", comment.address_prefix, comment.user_agent);
  for (const Report& report : *reports)
    fmt::print("report  {}  {}{}{}\n", format_rfc3339(report.at), to_text(report.reason),
               report.closed ? "  (closed)" : "",
               report.note.empty() ? "" : "  \"" + clean_line(report.note) + "\"");
  print_audit_log(*audit_log);
  fmt::print("\n{}\n", comment.text);
  return exit_done;
}

/// Performs an action on each comment and prints the result. Continues after a missing comment.
int each(const std::vector<std::int64_t>& ids, const ActionRow& row, Stores& stores) {
  int exit = exit_done;
  for (const std::int64_t id : ids) {
    const auto changed =
        stores.moderation.act(command_line, row.action, {{CommentId{id}, 0}}, "", current_time());
    if (!changed) return store_failed(changed.error());
    if (changed->conflicts.empty())
      fmt::print("comment {} {}\n", id, row.command_done);
    else
      exit = fail_with(fmt::format("there is no comment {}", id));
  }
  return exit;
}

Command change(const ActionRow& row) {
  std::string name(row.name);
  std::replace(name.begin(), name.end(), '_', '-');
  return {"comment " + name,
          std::string(row.command_help),
          {{.name = "ID",
            .help = "the numbers of the comments",
            .kind = Option::Kind::number,
            .required = true,
            .several = true}},
          [&row](const Arguments& arguments) {
            return with_store(arguments.config, [&](const Config&, Stores& stores) {
              return each(arguments.numbers("ID"), row, stores);
            });
          }};
}

}  // namespace

std::vector<Command> comment_commands() {
  std::vector<Command> commands{
      {"comment list",
       "list comments, newest first",
       {{.name = "--status",
         .help = "only approved, waiting, spam or trash",
         .choices = {"approved", "waiting", "spam", "trash"}},
        {"--page", "only comments of this page, such as /blog/hello/"},
        {.name = "--limit",
         .help = "the maximum number of comments (default: all)",
         .kind = Option::Kind::number,
         .highest = std::numeric_limits<int>::max()},
        {"--json", "print a JSON array of objects", Option::Kind::flag}},
       [](const Arguments& arguments) {
         const ListOptions options{arguments.text("--status"), arguments.text("--page"),
                                   static_cast<int>(arguments.number("--limit").value_or(0)),
                                   arguments.has("--json")};
         return with_store(arguments.config, [&](const Config& config, Stores& stores) {
           return list_comments(options, config.site, stores.comments);
         });
       }},
      {"comment show",
       "show one comment with its moderation reasons, reports and audit log",
       {{"ID", "the number of the comment", Option::Kind::number, true}},
       [](const Arguments& arguments) {
         return with_store(arguments.config, [&](const Config&, Stores& stores) {
           return show(*arguments.number("ID"), stores);
         });
       }},
  };
  for (const ActionRow& row : moderation_actions())
    if (!row.command_help.empty()) commands.push_back(change(row));
  return commands;
}

}  // namespace afterword
