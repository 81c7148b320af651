#include "handler/moderation/moderate_comment.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"
#include "config/known_page.h"
#include "domain/comment/submission.h"
#include "domain/comment/submission_fields.h"
#include "handler/moderation/action_response.h"
#include "handler/moderation/item_page.h"
#include "handler/moderation/moderation_request.h"
#include "handler/moderation/queue_page.h"
#include "handler/responses.h"
#include "handler/thread/named_page.h"
#include "view/moderation/item_view.h"
#include "view/moderation/moderation_layout.h"
#include "view/thread/form_view.h"

namespace afterword {
namespace {

/// The fields `id` and `version` of a comment's own page.
std::optional<Target> read_target(const Form& form) {
  const auto id = parse_id<CommentId>(form.get("id"));
  const auto version = parse_positive(form.get("version"));
  if (!id || !version) return std::nullopt;
  return Target{*id, *version};
}

/// The same for the form in the list: the sentence for a flash message, or the comment as it is
/// now.
HandlerResult refusal_as_json(Context& context, const std::optional<FormMessage>& flash,
                              std::vector<Conflict> conflicts) {
  if (flash)
    return json_response(
        status_of(flash),
        JsonObject().add(
            "errors",
            JsonArray().add(JsonObject()
                                .add("code", code_of(*flash))
                                .add("message", flash_message(context.app.view(), *flash)))));
  ActOutcome outcome;
  outcome.conflicts = std::move(conflicts);
  return action_as_json(context, outcome, describe(Refusal::comment_changed).status);
}

/// Shows the comment's page again with the input and the reason: a flash message, or the conflict.
HandlerResult show_again(Context& context, CommentId id, std::optional<FormMessage> flash,
                         std::vector<Conflict> conflicts = {}) {
  if (wants_json(context.request)) return refusal_as_json(context, flash, std::move(conflicts));
  auto layout = make_layout(context, ModerationSection::item);
  if (!layout) return unavailable;
  layout->flash = flash;
  layout->conflicts = std::move(conflicts);
  auto model = load_item(context.app, *std::move(layout), id);
  if (!model) return unavailable;
  if (!*model) return Failure{Refusal::comment_gone};
  if (context.form.has("text")) (*model)->typed_text = context.form.get("text");
  if (context.form.has("reply")) (*model)->typed_reply = context.form.get("reply");
  (*model)->typed_passage = context.form.get("passage");
  (*model)->typed_page = context.form.get("page");
  (*model)->return_query = queue_behind(context.form.get("return")).text();
  return html_response(flash ? status_of(flash) : describe(Refusal::comment_changed).status,
                       render_item_page(context.app.view(), **model));
}

/// Where a change on a comment's own page leads: to the page itself, or to the queue that it was
/// opened from.
enum class Leads { to_item, to_queue };

/// The comment that follows in the queue's page, or precedes the last one.
std::optional<CommentId> next_in_queue(Context& context, const UrlQuery& queue, CommentId id) {
  const auto page = context.stores().queue.page(read_filter(queue.text()));
  if (!page) return std::nullopt;
  const auto& items = page->items;
  const auto at = std::find_if(items.begin(), items.end(),
                               [&](const QueueItem& item) { return item.comment.id == id; });
  if (at == items.end() || items.size() < 2) return std::nullopt;
  return std::next(at) != items.end() ? std::next(at)->comment.id : std::prev(at)->comment.id;
}

/// Makes a change and redirects to where the result is shown with the offer to undo it.
template <class Change>
HandlerResult change_item(Context& context, CommentId id, Leads leads, const Change& change) {
  const std::string_view typed = context.form.get("return");
  const UrlQuery queue = leads == Leads::to_queue ? queue_behind(typed) : UrlQuery();
  std::optional<CommentId> next;
  if (!queue.empty()) next = next_in_queue(context, queue, id);
  const Result<ActOutcome, StoreError> outcome = change();
  if (!outcome) return unavailable;
  if (!outcome->conflicts.empty()) return show_again(context, id, {}, outcome->conflicts);
  if (wants_json(context.request)) return after_action(context, *outcome);
  const std::string item = fmt::format("comment/{}", id.value);
  const bool is_here = typed == item || typed.starts_with(item + "?");
  return see_other(return_address(context.app,
                                  !queue.empty() ? queue.text()
                                  : is_here      ? typed
                                                 : item,
                                  outcome_query(*outcome)) +
                   (next ? fmt::format("#item-{}", next->value) : ""));
}

/// The content in a form, validated like a visitor's. Fields that the comment already lacks may
/// stay empty, because an imported comment may have no email address.
Result<Content, FieldErrors> read_content(const Site& site, const Form& form,
                                          const Comment& before) {
  SubmissionRules rules = site.submission;
  rules.require_name = rules.require_name && !before.author.empty();
  rules.require_email = rules.require_email && !before.email.empty();
  const auto valid = validate(
      [&](std::string_view field) { return form.get(field == "comment" ? "text" : field); }, rules);
  if (!valid) return Failure{valid.error()};
  return Content{valid->author, valid->email, valid->url, valid->text};
}

/// Replaces every occurrence of the passage; returns their number.
std::size_t redact(std::string& text, std::string_view passage, std::string_view instead) {
  std::size_t places = 0;
  for (std::size_t at = passage.empty() ? std::string::npos : text.find(passage);
       at != std::string::npos; at = text.find(passage, at + instead.size())) {
    text.replace(at, passage.size(), instead);
    ++places;
  }
  return places;
}

}  // namespace

HandlerResult moderate_edit(Context& context) {
  const auto target = read_target(context.form);
  if (!target) return Failure{Refusal::malformed};
  const auto before = context.stores().comments.find_comment(target->comment);
  if (!before) return unavailable;
  if (!*before) return Failure{Refusal::comment_gone};
  const auto content = read_content(context.site(), context.form, **before);
  if (!content) return show_again(context, target->comment, content.error().front());
  return change_item(context, target->comment, Leads::to_queue, [&] {
    return context.stores().moderation.edit(context.actor(), *target, *content, audit_action::edit,
                                            context.now);
  });
}

HandlerResult moderate_redact(Context& context) {
  const auto target = read_target(context.form);
  if (!target) return Failure{Refusal::malformed};
  const auto before = context.stores().comments.find_comment(target->comment);
  if (!before) return unavailable;
  if (!*before) return Failure{Refusal::comment_gone};
  std::string text = (*before)->text;
  if (redact(text, clean_text(context.form.get("passage")), render_redaction(context.app.view())) ==
      0)
    return show_again(context, target->comment, Flash::passage_not_found);
  const Content content{(*before)->author, (*before)->email, (*before)->url, text};
  return change_item(context, target->comment, Leads::to_item, [&] {
    return context.stores().moderation.edit(context.actor(), *target, content, audit_action::redact,
                                            context.now);
  });
}

HandlerResult moderate_reply(Context& context) {
  const auto target = read_target(context.form);
  if (!target) return Failure{Refusal::malformed};
  const SignedIn& moderator = *context.moderator;
  const auto valid = validate_text(context.form.get("reply"), context.site().submission.format);
  if (!valid) return show_again(context, target->comment, valid.error());
  const StaffReply reply{*target,     moderator.name, moderator.email,
                         valid->text, valid->format,  context.form.has("pin")};
  return change_item(
      context, target->comment, Leads::to_queue, [&]() -> Result<ActOutcome, StoreError> {
        auto result = context.stores().moderation.reply(context.actor(), reply, context.now);
        if (!result) return Failure{result.error()};
        return std::move(result->outcome);
      });
}

HandlerResult moderate_move(Context& context) {
  const auto target = read_target(context.form);
  if (!target) return Failure{Refusal::malformed};
  const auto named = page_named(context.site(), context.request, context.form.get("page"));
  if (!named) return show_again(context, target->comment, Flash::unknown_page);
  const auto page = current_page(context.stores().comments, *named, Unseen::included);
  if (!page) return unavailable;
  if (!is_known_page(context.site(), *page))
    return show_again(context, target->comment, Flash::unknown_page);
  return change_item(context, target->comment, Leads::to_item, [&] {
    return context.stores().moderation.move(context.actor(), *target, page->key, page->path,
                                            context.now);
  });
}

}  // namespace afterword
