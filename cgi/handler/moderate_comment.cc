// POST /moderate/edit, /redact, /reply and /move: what is done on a comment's own page. What was
// typed comes back with every answer that refuses it.
#include <fmt/format.h>

#include "base/text.h"
#include "comment/submission.h"
#include "handler/answers.h"
#include "handler/handlers.h"
#include "handler/item_page.h"
#include "handler/moderation_answers.h"
#include "handler/pages.h"
#include "http/uri.h"
#include "view/form_view.h"

namespace afterword {
namespace {

/// The fields `id` and `version` of a comment's own page.
std::optional<Target> read_target(const Form& form) {
  const auto id = parse_id<CommentId>(form.get("id"));
  const auto version = parse_positive(form.get("version"));
  if (!id || !version) return std::nullopt;
  return Target{*id, *version};
}

struct Typed {
  std::optional<std::string> text;
  std::optional<std::string> reply;
};

/// The comment's page again with what was typed, and what is wrong with it.
Response show_again(App& app, const Request& request, const ModeratorPost& post, CommentId id,
                    Typed typed, std::string_view problem, std::vector<Stale> stale, Instant now) {
  auto frame = make_frame(app, request, post.moderator, ModerationSection::item, now);
  if (!frame) return refusal(app, request, Refusal::unavailable);
  frame->problem = problem;
  frame->stale = std::move(stale);
  auto model = load_item(app, *std::move(frame), id);
  if (!model) return refusal(app, request, Refusal::unavailable);
  if (!*model) return show_kept_text(app, request, post.form, now);
  (*model)->typed_text = std::move(typed.text);
  (*model)->typed_reply = std::move(typed.reply);
  return moderation_page(app, problem.empty() ? 409 : 422, render_item_page(app.view(), **model));
}

Response to_item(App& app, const Request& request, const ModeratorPost& post, CommentId id,
                 const ActOutcome& outcome, Instant now) {
  if (wants_json(request)) return after_action(app, request, post, outcome, now);
  Response response{303, {}, {}};
  response.headers.emplace_back(
      "Location", fmt::format("{}/moderate/comment/{}{}", app.site.view.mount, id.value,
                              outcome.batch != 0 ? fmt::format("?done={}", outcome.batch) : ""));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

/// The content that a form has, checked as a visitor's would be, but for what the comment already
/// lacks (an imported one may have no e-mail).
Result<Content, FieldErrors> read_content(const App& app, const Form& form, const Comment& before) {
  SubmissionRules rules = app.site.submission;
  if (before.email.empty() || before.author.empty()) rules.require_name_email = false;
  auto valid = validate({form.get("author"), form.get("email"), form.get("url"), form.get("text"),
                         std::string_view("0")},
                        rules);
  if (!valid) return Failure{valid.error()};
  return Content{valid->author, normalized_email(valid->email), valid->url, valid->text};
}

}  // namespace

Response resume_edit(App& app, const Request& request, const Form& form, const SignedIn& moderator,
                     Instant now) {
  const auto id = parse_id<CommentId>(form.get("kept_id"));
  auto frame = make_frame(app, request, moderator, ModerationSection::item, now);
  if (!id || !frame) return show_kept_text(app, request, form, now);
  frame->problem = "kept";
  auto model = load_item(app, *std::move(frame), *id);
  if (!model || !*model) return show_kept_text(app, request, form, now);
  if (!form.get("kept_text").empty()) (*model)->typed_text = form.get("kept_text");
  if (!form.get("kept_reply").empty()) (*model)->typed_reply = form.get("kept_reply");
  return moderation_page(app, 200, render_item_page(app.view(), **model));
}

Response moderate_edit(App& app, const Request& request, std::string_view, Instant now) {
  const auto post = begin_post(app, request, now);
  if (!post) return post.error();
  const auto target = read_target(post->form);
  if (!target) return refusal(app, request, Refusal::malformed);
  const Typed typed{std::string(post->form.get("text")), {}};
  const auto before = app.store().find_comment(target->comment);
  if (!before) return refusal(app, request, Refusal::unavailable);
  if (!*before) return show_kept_text(app, request, post->form, now);

  const auto content = read_content(app, post->form, **before);
  if (!content)
    return show_again(app, request, *post, target->comment, typed,
                      describe(content.error().front()).message, {}, now);
  const auto outcome = app.stores().moderation.edit(post->actor, *target, *content, "edit", now);
  if (!outcome) return refusal(app, request, Refusal::unavailable);
  if (!outcome->stale.empty())
    return show_again(app, request, *post, target->comment, typed, "", outcome->stale, now);
  return to_item(app, request, *post, target->comment, *outcome, now);
}

Response moderate_redact(App& app, const Request& request, std::string_view, Instant now) {
  const auto post = begin_post(app, request, now);
  if (!post) return post.error();
  const auto target = read_target(post->form);
  if (!target) return refusal(app, request, Refusal::malformed);
  const auto before = app.store().find_comment(target->comment);
  if (!before) return refusal(app, request, Refusal::unavailable);
  if (!*before) return show_kept_text(app, request, post->form, now);

  // Every place where the passage stands, so that none is overlooked.
  const std::string passage = clean_text(post->form.get("passage"));
  std::string text = (*before)->text;
  const std::string instead = render_redaction(app.view());
  std::size_t places = 0;
  for (std::size_t at = passage.empty() ? std::string::npos : text.find(passage);
       at != std::string::npos; at = text.find(passage, at + instead.size())) {
    text.replace(at, passage.size(), instead);
    ++places;
  }
  if (places == 0)
    return show_again(app, request, *post, target->comment, {}, "passage_not_found", {}, now);
  const Content content{(*before)->author, (*before)->email, (*before)->url, text};
  const auto outcome = app.stores().moderation.edit(post->actor, *target, content, "redact", now);
  if (!outcome) return refusal(app, request, Refusal::unavailable);
  if (!outcome->stale.empty())
    return show_again(app, request, *post, target->comment, {}, "", outcome->stale, now);
  return to_item(app, request, *post, target->comment, *outcome, now);
}

Response moderate_reply(App& app, const Request& request, std::string_view, Instant now) {
  const auto post = begin_post(app, request, now);
  if (!post) return post.error();
  const auto target = read_target(post->form);
  if (!target) return refusal(app, request, Refusal::malformed);
  const Typed typed{{}, std::string(post->form.get("reply"))};
  const auto valid =
      validate({post->moderator.name, "", "", post->form.get("reply"), std::string_view("0")},
               {.require_name_email = false, .format = app.site.submission.format});
  if (!valid)
    return show_again(app, request, *post, target->comment, typed,
                      describe(valid.error().front()).message, {}, now);
  const StaffReply reply{*target,     post->moderator.name, post->moderator.email,
                         valid->text, valid->format,        post->form.has("pin")};
  const auto result = app.stores().moderation.reply(post->actor, reply, now);
  if (!result) return refusal(app, request, Refusal::unavailable);
  if (!result->id)
    return show_again(app, request, *post, target->comment, typed, "", result->outcome.stale, now);
  return to_item(app, request, *post, target->comment, result->outcome, now);
}

Response moderate_move(App& app, const Request& request, std::string_view, Instant now) {
  const auto post = begin_post(app, request, now);
  if (!post) return post.error();
  const auto target = read_target(post->form);
  if (!target) return refusal(app, request, Refusal::malformed);
  const auto page = parse_page_path(trim(post->form.get("page")));
  if (!page || !is_known_page(app.site, *page))
    return show_again(app, request, *post, target->comment, {}, "unknown_page", {}, now);
  const auto outcome =
      app.stores().moderation.move(post->actor, *target, page->key, page->path, now);
  if (!outcome) return refusal(app, request, Refusal::unavailable);
  if (!outcome->stale.empty())
    return show_again(app, request, *post, target->comment, {}, "", outcome->stale, now);
  return to_item(app, request, *post, target->comment, *outcome, now);
}

}  // namespace afterword
