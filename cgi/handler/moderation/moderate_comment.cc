#include "handler/moderation/moderate_comment.h"

#include <fmt/format.h>

#include "base/ascii.h"
#include "base/page_path.h"
#include "base/text.h"
#include "domain/comment/submission.h"
#include "domain/comment/submission_fields.h"
#include "handler/moderation/item_page.h"
#include "handler/moderation/moderation_request.h"
#include "handler/responses.h"
#include "handler/thread/known_page.h"
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

/// Shows the comment's page again with the input and the reason: a flash message, or the conflict.
HandlerResult show_again(Context& context, CommentId id, std::optional<FormMessage> flash,
                         std::vector<Conflict> conflicts = {}) {
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
  return html_response(flash ? status_of(flash) : describe(Refusal::comment_changed).status,
                       render_item_page(context.app.view(), **model));
}

/// Redirects to the comment's page, which offers to undo the change.
HandlerResult to_item(Context& context, CommentId id,
                      const Result<ActOutcome, StoreError>& outcome) {
  if (!outcome) return unavailable;
  if (!outcome->conflicts.empty()) return show_again(context, id, {}, outcome->conflicts);
  if (wants_json(context.request)) return after_action(context, *outcome);
  return see_other(fmt::format("{}/moderate/comment/{}{}", context.site().view.mount, id.value,
                               outcome->batch != 0 ? fmt::format("?done={}", outcome->batch) : ""));
}

/// The content in a form, validated like a visitor's. Fields that the comment already lacks may
/// stay empty, because an imported comment may have no e-mail address.
Result<Content, FieldErrors> read_content(const Site& site, const Form& form,
                                          const Comment& before) {
  SubmissionRules rules = site.submission;
  if (before.email.empty() || before.author.empty()) rules.require_name_email = false;
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
  return to_item(
      context, target->comment,
      context.stores().moderation.edit(context.actor(), *target, *content, "edit", context.now));
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
  return to_item(
      context, target->comment,
      context.stores().moderation.edit(context.actor(), *target, content, "redact", context.now));
}

HandlerResult moderate_reply(Context& context) {
  const auto target = read_target(context.form);
  if (!target) return Failure{Refusal::malformed};
  const SignedIn& moderator = *context.moderator;
  const auto valid = validate_text(context.form.get("reply"), context.site().submission.format);
  if (!valid) return show_again(context, target->comment, valid.error());
  const StaffReply reply{*target,     moderator.name, moderator.email,
                         valid->text, valid->format,  context.form.has("pin")};
  const auto result = context.stores().moderation.reply(context.actor(), reply, context.now);
  if (!result) return unavailable;
  if (!result->id) return show_again(context, target->comment, {}, result->outcome.conflicts);
  return to_item(context, target->comment, result->outcome);
}

HandlerResult moderate_move(Context& context) {
  const auto target = read_target(context.form);
  if (!target) return Failure{Refusal::malformed};
  const auto page = parse_page_path(trim(context.form.get("page")));
  if (!page || !is_known_page(context.site(), *page))
    return show_again(context, target->comment, Flash::unknown_page);
  return to_item(context, target->comment,
                 context.stores().moderation.move(context.actor(), *target, page->key, page->path,
                                                  context.now));
}

}  // namespace afterword
