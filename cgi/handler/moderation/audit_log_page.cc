#include "handler/moderation/audit_log_page.h"

#include "base/page_path.h"
#include "base/text.h"
#include "base/url.h"
#include "handler/moderation/moderation_request.h"
#include "handler/responses.h"
#include "view/moderation/audit_log_view.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

namespace {

AuditFilter read_audit_filter(std::string_view query) {
  const auto text = [&](std::string_view name) {
    const std::string value = query_value(query, name).value_or("");
    return is_valid_utf8(value) ? clean_line(value) : "";
  };
  AuditFilter filter{text("moderator"), text("action"), {}, parse_id<CommentId>(text("comment"))};
  // A page that is none has no entries.
  if (const std::string page = text("page"); !page.empty()) {
    const auto path = parse_page_path(page);
    filter.page = path ? path->key : page;
  }
  return filter;
}

UrlQuery query_of(const AuditFilter& filter) {
  UrlQuery query;
  if (!filter.moderator.empty()) query.add("moderator", filter.moderator);
  if (!filter.action.empty()) query.add("action", filter.action);
  if (!filter.page.empty()) query.add("page", filter.page);
  if (filter.comment) query.add("comment", filter.comment->value);
  return query;
}

}  // namespace

HandlerResult show_audit_log(Context& context) {
  constexpr int lines_a_page = 100;
  const AuditFilter filter = read_audit_filter(context.request.query);
  const auto before = parse_id<AuditId>(query_value(context.request.query, "before").value_or(""));
  auto layout = make_layout(context, ModerationSection::audit_log);
  if (!layout) return unavailable;
  auto lines = context.stores().audit_log.list(before, lines_a_page + 1, filter);
  const auto moderators = context.stores().moderators.list();
  if (!lines || !moderators) return unavailable;
  AuditLogModel model;
  model.layout = *std::move(layout);
  model.lines = std::move(lines).value();
  model.filter = filter;
  model.filter_query = query_of(filter);
  if (!filter.page.empty()) {
    const auto thread = context.stores().comments.find_thread(filter.page);
    if (!thread) return unavailable;
    if (*thread) model.page_title = (*thread)->title;
  }
  for (const Moderator& moderator : *moderators) model.moderators.push_back(moderator.name);
  if (std::ssize(model.lines) > lines_a_page) {
    model.lines.pop_back();
    model.more_before = model.lines.back().id;
  }
  return html_response(200, render_audit_log(context.app.view(), model));
}

}  // namespace afterword
