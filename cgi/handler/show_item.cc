// GET /moderate/comment/N: one comment with everything that is known of it and can be done.
#include "base/text.h"
#include "comment/contact_details.h"
#include "handler/answers.h"
#include "handler/handlers.h"
#include "handler/item_page.h"
#include "handler/moderation_answers.h"
#include "http/uri.h"

namespace afterword {

Result<std::optional<ItemModel>, StoreError> load_item(App& app, ModerationFrame frame,
                                                       CommentId id) {
  QueueStore& queue = app.stores().queue;
  auto item = queue.item(id);
  if (!item) return Failure{item.error()};
  if (!*item || (*item)->comment.status == Status::deleted) return std::optional<ItemModel>{};
  auto revisions = queue.revisions(id);
  auto record = queue.record_of(id);
  auto rules = app.stores().rules.list();
  auto drafts = app.stores().care.drafts();
  if (!revisions || !record || !rules || !drafts) return Failure{StoreError::unavailable};
  ItemModel model;
  model.frame = std::move(frame);
  model.item = **std::move(item);
  model.revisions = std::move(revisions).value();
  model.record = std::move(record).value();
  model.rules = std::move(rules).value();
  const std::string& text = model.item.comment.text;
  for (const ContactDetail& detail : find_contact_details(text))
    model.contact_details.emplace_back(text.substr(detail.begin, detail.end - detail.begin));
  for (const ReplyDraft& draft : *drafts) model.drafts.emplace_back(draft.title, draft.text);
  return std::optional(std::move(model));
}

Response show_item(App& app, const Request& request, std::string_view rest, Instant now) {
  // 1. Who asks, for what.
  const auto moderator = begin_page(app, request, "comment" + std::string(rest), now);
  if (!moderator) return moderator.error();
  const auto id = parse_id<CommentId>(rest.substr(std::min<std::size_t>(1, rest.size())));
  if (!id) return refusal(app, request, Fault::not_found);

  // 2. Somebody has now seen it, so nobody else needs to be called. This is no change that a
  // visitor or another moderator could lose anything by.
  if (!app.stores().queue.mark_read(*id, now)) return refusal(app, request, Fault::unavailable);

  // 3. The page.
  auto frame = make_frame(app, request, *moderator, ModerationSection::item, now);
  if (!frame) return refusal(app, request, Fault::unavailable);
  auto model = load_item(app, *std::move(frame), *id);
  if (!model) return refusal(app, request, Fault::unavailable);
  if (*model)
    (*model)->return_query = query_of_queue(query_value(request.query, "back").value_or(""));
  if (!*model) return refusal(app, request, Fault::comment_gone);
  return moderation_page(app, 200, render_item_page(app.view(), **model));
}

}  // namespace afterword
