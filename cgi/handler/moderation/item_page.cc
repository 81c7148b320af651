#include "handler/moderation/item_page.h"

#include "base/text.h"
#include "base/url.h"
#include "domain/policy/contact_details.h"
#include "handler/responses.h"
#include "view/moderation/item_view.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {
namespace {

constexpr int revisions_shown = 5;

/// Loads the selected revisions into the model; false if the database failed.
bool load_revisions(QueueStore& queue, CommentId id, const RevisionChoice& choice,
                    ItemModel& model) {
  const std::size_t wanted = choice.whole ? 1 : revisions_shown;
  const std::size_t extra = choice.replacement ? 2 : 1;
  auto found = queue.revisions(id, choice.replacement, static_cast<int>(wanted + extra));
  if (!found) return false;
  model.revisions = std::move(found).value();
  if (choice.replacement && !model.revisions.empty()) {
    model.replacement = std::move(model.revisions.front());
    model.revisions.erase(model.revisions.begin());
  }
  model.more_revisions = model.revisions.size() > wanted;
  if (model.more_revisions) model.revisions.resize(wanted);
  model.whole_revision = choice.whole;
  return true;
}

/// What the form for an edit needs.
Response content_as_json(const Comment& comment) {
  return json_response(200, JsonObject()
                                .add("version", comment.version)
                                .add("author", comment.author)
                                .add("email", comment.email)
                                .add("url", comment.url)
                                .add("text", comment.text));
}

}  // namespace

Result<std::optional<ItemModel>, StoreError> load_item(App& app, ModerationLayout layout,
                                                       CommentId id, const RevisionChoice& choice) {
  QueueStore& queue = app.stores().queue;
  auto item = queue.item(id);
  if (!item) return Failure{item.error()};
  if (!*item || (*item)->comment.status == Status::deleted) return std::optional<ItemModel>{};
  auto audit_log = app.stores().audit_log.of_comment(id);
  auto reports = app.stores().reports.of_comment(id);
  auto rules = app.stores().rules.list();
  auto drafts = app.stores().care.drafts();
  if (!audit_log || !reports || !rules || !drafts) return Failure{StoreError::unavailable};
  ItemModel model;
  model.layout = std::move(layout);
  model.item = **std::move(item);
  if (!load_revisions(queue, id, choice, model)) return Failure{StoreError::unavailable};
  model.audit_log = std::move(audit_log).value();
  model.reports = std::move(reports).value();
  model.rules = std::move(rules).value();
  const std::string& text = model.item.comment.text;
  for (const ContactDetail& detail : find_contact_details(text))
    model.contact_details.emplace_back(text.substr(detail.begin, detail.end - detail.begin));
  for (const ReplyDraft& draft : *drafts) model.drafts.emplace_back(draft.title, draft.text);
  return std::optional(std::move(model));
}

HandlerResult show_item(Context& context) {
  const std::string_view query = context.request.query;
  const auto id = parse_id<CommentId>(context.rest.substr(1));
  if (!id) return Failure{Refusal::not_found};

  // 1. Load the page.
  auto layout = make_layout(context, ModerationSection::item);
  if (!layout) return unavailable;
  RevisionChoice choice;
  choice.replacement = parse_id<RevisionId>(query_value(query, "before").value_or(""));
  choice.whole = query_value(query, "whole").has_value();
  auto model = load_item(context.app, *std::move(layout), *id, choice);
  if (!model) return unavailable;
  if (!*model) return Failure{Refusal::comment_gone};
  (*model)->open = query_value(query, "open").value_or("");
  (*model)->return_query = query_of_queue(query_value(query, "back").value_or("")).text();

  // 2. Record that somebody opened the care item, so that no further notification is sent. This is
  // safe in a GET request, because it cannot conflict with another change. It does not delay the
  // response: if the lock is not available soon, it is skipped and notifications continue.
  if ((*model)->item.comment.care == CareState::open && !(*model)->item.care_read) {
    context.app.lock_wait->limit_to(LockWait::Duration{200});
    static_cast<void>(context.stores().queue.mark_read(*id, context.now).has_value());
  }
  if (wants_json(context.request)) return content_as_json((*model)->item.comment);
  return html_response(200, render_item_page(context.app.view(), **model));
}

}  // namespace afterword
