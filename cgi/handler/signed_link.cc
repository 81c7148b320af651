// GET and POST /link/TOKEN: what a link in a mail allows. GET and HEAD only show; the button acts,
// once: any change gives the comment another version than the link's. A writer's own link shows the
// text and changes it only as long as nobody else has changed anything about the comment.
#include <fmt/format.h>

#include "base/signed_link.h"
#include "base/text.h"
#include "comment/submission.h"
#include "handler/answers.h"
#include "handler/care_phrases.h"
#include "handler/handlers.h"
#include "handler/moderation_answers.h"
#include "handler/own_comment.h"
#include "http/address.h"
#include "http/form.h"
#include "view/link_view.h"

namespace afterword {
namespace {

const Actor the_writer{"the writer", {}};

Response link_page(const App& app, int status, LinkModel model) {
  // A writer whose comment waits still finds it on the page.
  if (model.item && model.action == LinkAction::own && model.refusal != RewriteRefusal::changed) {
    const Comment& comment = model.item->comment;
    const std::string hash = own_comment_hash(app.key(), comment);
    if (comment.status != Status::approved && may_show_own(app.key(), comment, hash, model.now))
      model.back_query = fmt::format("unapproved={}&moderation-hash={}", comment.id.value, hash);
  }
  Response response = moderation_page(app, status, render_link(app.view(), model));
  // The address itself is the right to act, so it goes nowhere; the forms here need no origin.
  for (auto& [name, value] : response.headers)
    if (name == "Referrer-Policy") value = "no-referrer";
  return response;
}

/// Nothing is left that the link is about.
Response gone_page(const App& app, LinkModel model) {
  model.step = LinkStep::gone;
  model.item.reset();
  return link_page(app, 410, model);
}

/// What a moderator's link decides; nullopt for a commenter's.
std::optional<ModerationAction> decision_of(LinkAction action) {
  switch (action) {
    case LinkAction::approve:
      return ModerationAction::approve;
    case LinkAction::spam:
      return ModerationAction::spam;
    case LinkAction::trash:
      return ModerationAction::trash;
    case LinkAction::confirm:
    case LinkAction::unsubscribe:
    case LinkAction::own:
      break;
  }
  return std::nullopt;
}

/// A decision that somebody else was first with.
Response already_page(App& app, LinkModel model, CommentId id) {
  model.step = LinkStep::already;
  const auto record = app.stores().queue.record_of(id);
  if (record && !record->empty())
    model.stale = Stale{id, record->front().actor, record->front().action, record->front().at};
  return link_page(app, 200, model);
}

/// A link that can be used, or the answer that says why not. What a writer's link cannot do any
/// more is in LinkModel::refusal: withdrawing the comment may still be possible.
Result<LinkModel, Response> open_link(App& app, const Request& request, std::string_view rest,
                                      Instant now) {
  if (!app.ready(now)) return Failure{refusal(app, request, Refusal::unavailable)};
  LinkModel model;
  model.now = now;
  model.token = rest.substr(std::min<std::size_t>(1, rest.size()));
  const auto right = parse_link_token(app.key(), model.token, now);
  if (!right) {
    switch (right.error()) {
      case LinkFault::malformed:
        return Failure{refusal(app, request, Refusal::not_found)};
      case LinkFault::wrong:
        model.step = LinkStep::wrong;
        return Failure{link_page(app, 403, model)};
      case LinkFault::expired:
        model.step = LinkStep::expired;
        return Failure{link_page(app, 410, model)};
    }
  }
  model.action = right->action;
  model.version = right->version;
  model.expires = right->expires;
  const CommentId id{right->comment};
  const auto item = app.stores().queue.item(id);
  if (!item) return Failure{refusal(app, request, Refusal::unavailable)};
  model.item = *item;
  const bool gone = !model.item || model.item->comment.status == Status::deleted;
  if (gone) model.item.reset();
  if (decision_of(model.action)) {
    if (gone || right->version != model.item->comment.version)
      return Failure{already_page(app, std::move(model), id)};
    return model;
  }
  if (gone) return Failure{gone_page(app, std::move(model))};
  if (model.action != LinkAction::own) {
    const std::string& email = model.item->comment.email;
    if (email.empty() || right->version != address_version(app.key(), email))
      return Failure{gone_page(app, std::move(model))};
    return model;
  }
  const auto refused =
      app.store().rewrite_refusal({id, right->version}, app.site.close_after_days, now);
  if (!refused) return Failure{refusal(app, request, Refusal::unavailable)};
  if (*refused == RewriteRefusal::gone) return Failure{gone_page(app, std::move(model))};
  model.refusal = *refused;
  return model;
}

Response decide(App& app, const Request& request, LinkModel model, ModerationAction action,
                Instant now) {
  const Comment& comment = model.item->comment;
  const auto outcome = app.stores().moderation.act({"a mail link", {}}, action,
                                                   {{comment.id, comment.version}}, "", now);
  if (!outcome) return refusal(app, request, Refusal::unavailable);
  model.step = LinkStep::done;
  if (!outcome->stale.empty()) {
    model.step = LinkStep::already;
    model.stale = outcome->stale.front();
  }
  return link_page(app, 200, model);
}

Response set_consent(App& app, const Request& request, LinkModel model, bool given, Instant now) {
  if (!app.stores().outbox.set_consent(model.item->comment.email, given, now))
    return refusal(app, request, Refusal::unavailable);
  model.step = LinkStep::done;
  return link_page(app, 200, model);
}

/// Why a writer's change was not stored, with their text given back.
Response refuse_rewrite(const App& app, LinkModel model, RewriteRefusal why) {
  model.refusal = why;
  switch (why) {
    case RewriteRefusal::gone:
      return gone_page(app, std::move(model));
    case RewriteRefusal::changed:
      return link_page(app, 409, model);
    case RewriteRefusal::page_closed:
    case RewriteRefusal::locked:
    case RewriteRefusal::too_often:
      return link_page(app, 403, model);
    case RewriteRefusal::flood:
    case RewriteRefusal::unavailable:
      break;
  }
  // It can be sent again as it is.
  const ErrorText& error =
      describe(why == RewriteRefusal::flood ? Refusal::flood : Refusal::not_saved);
  model.refusal.reset();
  model.problem = app.templates.message(error);
  Response response = link_page(app, error.status, model);
  add_retry_after(app, {error}, response);
  return response;
}

Response withdraw_own(App& app, const Request& request, LinkModel model, Instant now) {
  const Target target{model.item->comment.id, model.version};
  const auto done = app.stores().moderation.withdraw(the_writer, target, now);
  if (!done) return refusal(app, request, Refusal::unavailable);
  if (!*done) return gone_page(app, std::move(model));
  model.step = LinkStep::done;
  model.outcome = "withdraw";
  return link_page(app, 200, model);
}

/// The writer's change is checked and judged as a new comment would be.
Response change_own(App& app, const Request& request, LinkModel model, const Form& form,
                    Instant now) {
  const Comment before = model.item->comment;
  model.typed = form.get("text");
  if (model.refusal) {
    const RewriteRefusal why = *model.refusal;
    return refuse_rewrite(app, std::move(model), why);
  }
  SubmissionRules rules = app.site.submission;
  rules.require_name_email = false;
  rules.format = before.format;
  auto valid = validate({before.author, before.email, before.url, form.get("text"), "0"}, rules);
  if (!valid) {
    model.problem = app.templates.message(describe(valid.error().front()));
    return link_page(app, 422, model);
  }
  Rewrite rewrite{.target = {before.id, model.version},
                  .changed = std::move(valid).value(),
                  .network = truncated_network(client_address(request, app.site.trusted_proxies)),
                  .now = now,
                  .flood_seconds = app.site.flood_seconds,
                  .close_after_days = app.site.close_after_days};
  const Judge judge_again = [&, policy = policy_of(app)](const RuleSet& rule_set,
                                                         bool known_author) {
    Circumstances circumstances;
    circumstances.known_author = known_author;
    circumstances.network = rewrite.network;
    circumstances.user_agent = before.user_agent;
    return judge(rewrite.changed, circumstances, rule_set, policy);
  };
  const auto changed = app.store().rewrite(the_writer, rewrite, judge_again);
  if (!changed) return refuse_rewrite(app, std::move(model), changed.error());

  // The link is used up; the page has one for the comment as it is now, good for no longer.
  model.item->comment = *changed;
  model.version = changed->version;
  model.token = format_link_token(
      app.key(), {LinkAction::own, changed->id.value, changed->version, model.expires});
  model.typed.reset();
  model.step = LinkStep::done;
  model.outcome = changed->status == Status::approved ? "save" : "held";
  return link_page(app, 200, model);
}

}  // namespace

Response show_link(App& app, const Request& request, std::string_view rest, Instant now) {
  auto model = open_link(app, request, rest, now);
  if (!model) return model.error();
  return link_page(app, 200, *model);
}

Response use_link(App& app, const Request& request, std::string_view rest, Instant now) {
  // 1. A right that still holds.
  auto model = open_link(app, request, rest, now);
  if (!model) return model.error();
  const auto form = Form::parse(request);
  if (!form) return refusal(app, request, Refusal::malformed);

  // 2. What it allows, and nothing else.
  if (const auto action = decision_of(model->action))
    return decide(app, request, *std::move(model), *action, now);
  if (model->action == LinkAction::own && form->get("do") == "withdraw")
    return withdraw_own(app, request, *std::move(model), now);
  if (model->action == LinkAction::own)
    return change_own(app, request, *std::move(model), *form, now);
  const bool given = model->action == LinkAction::confirm;
  return set_consent(app, request, *std::move(model), given, now);
}

}  // namespace afterword
