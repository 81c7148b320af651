#include "handler/moderation/audit_log_page.h"

#include "base/text.h"
#include "base/url.h"
#include "handler/moderation/moderation_request.h"
#include "handler/responses.h"
#include "view/moderation/audit_log_view.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

namespace {

constexpr std::size_t longest_filter = 200;
constexpr int lines_a_page = 100;

/// The number of a comment as people write it: "4" or "#4". What is no number becomes 0, which no
/// comment has: a filter that is dropped would make a list of everything.
std::optional<CommentId> comment_in(std::string_view typed) {
  if (typed.empty()) return std::nullopt;
  if (typed.starts_with('#')) typed.remove_prefix(1);
  return parse_id<CommentId>(typed).value_or(CommentId{0});
}

UrlQuery query_of(const AuditLogModel& model) {
  UrlQuery query;
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) query.add(name, value);
  };
  add("moderator", model.filter.moderator);
  add("action", model.filter.action);
  add("page", model.filter.page);
  add("comment", model.comment);
  return query;
}

Result<void, StoreError> read_audit_filter(Context& context, AuditLogModel& model) {
  const std::string_view query = context.request.query;
  AuditFilter& filter = model.filter;
  filter.moderator = filter_text(query, "moderator", longest_filter);
  filter.action = filter_text(query, "action", longest_filter);
  model.comment = filter_text(query, "comment", longest_filter);
  filter.comment = comment_in(model.comment);
  if (filter.comment && filter.comment->value != 0)
    model.comment = std::to_string(filter.comment->value);
  auto page = filter_page(context);
  if (!page) return Failure{page.error()};
  filter.page = *std::move(page);
  model.filter_query = query_of(model);
  if (filter.page.empty()) return {};
  const auto thread = context.stores().comments.find_thread(filter.page);
  if (!thread) return Failure{thread.error()};
  if (*thread) model.page_title = (*thread)->title;
  return {};
}

/// The page of entries that the query names with `before` or `after`, else the newest.
Result<void, StoreError> load_lines(Context& context, AuditLogModel& model) {
  const std::string_view query = context.request.query;
  AuditLogStore& audit_log = context.stores().audit_log;
  auto before = parse_id<AuditId>(query_value(query, "before").value_or(""));
  if (const auto after = parse_id<AuditId>(query_value(query, "after").value_or(""))) {
    before = {};
    auto newer = audit_log.newer(*after, lines_a_page + 1, model.filter);
    if (!newer) return Failure{newer.error()};
    // With fewer newer entries, the newest page also has some of the older ones.
    if (std::ssize(*newer) > lines_a_page) {
      model.lines.assign(newer->begin() + 1, newer->end());
      model.newer_than = model.lines.front().id;
      model.older_than = model.lines.back().id;
      return {};
    }
  }
  auto lines = audit_log.list(before, lines_a_page + 1, model.filter);
  if (!lines) return Failure{lines.error()};
  model.lines = std::move(lines).value();
  if (std::ssize(model.lines) > lines_a_page) {
    model.lines.pop_back();
    model.older_than = model.lines.back().id;
  }
  if (before) model.newer_than = model.lines.empty() ? AuditId{} : model.lines.front().id;
  return {};
}

}  // namespace

HandlerResult show_audit_log(Context& context) {
  auto layout = make_layout(context, ModerationSection::audit_log);
  const auto moderators = context.stores().moderators.list();
  if (!layout || !moderators) return unavailable;
  AuditLogModel model;
  model.layout = *std::move(layout);
  for (const Moderator& moderator : *moderators) model.moderators.push_back(moderator.name);
  if (!read_audit_filter(context, model) || !load_lines(context, model)) return unavailable;
  return html_response(200, render_audit_log(context.app.view(), model));
}

}  // namespace afterword
