#include "handler/link/mail_link.h"

#include <fmt/format.h>

#include "base/text.h"
#include "domain/comment/submission.h"
#include "domain/comment/submission_fields.h"
#include "handler/link/subscription_link.h"
#include "handler/refusals.h"
#include "handler/responses.h"
#include "handler/thread/own_comment.h"
#include "http/ip_address.h"
#include "store/comment/submission_store.h"
#include "view/moderation/care_view.h"
#include "view/thread/comment_rows.h"
#include "view/thread/link_view.h"

namespace afterword {
namespace {

const Actor the_writer{ActorKind::writer};

/// The response to a script about a commenter's own comment: its text for the editor or, after a
/// change, the comment as the thread shows it to its writer.
Response own_json(const App& app, int status, const LinkModel& model) {
  JsonObject body;
  if (model.outcome == OwnOutcome::withdrawn)
    return json_response(status, body.add("status", "withdrawn"));
  const Comment& comment = model.item->comment;
  body.add("id", comment.id.value)
      .add("status", comment.status == Status::approved ? "approved" : "waiting")
      .add("text", comment.text);
  if (model.step == LinkStep::ask) return json_response(status, body);
  body.add("link", fmt::format("{}/link/{}", app.site.view.mount, model.token));
  if (const auto page = parse_page_path(model.item->page_path))
    body.add("html", render_comment(app.view(), *page, comment, unresolved_place(), 1));
  if (comment.status != Status::approved && !model.back_query.empty())
    body.add("url",
             page_href(model.item->page_path, model.back_query, comment_fragment(comment.id)));
  if (comment.care == CareState::open)
    if (const auto help = app.stores().care.help())
      body.add("care_html", render_care_answer(app.view(), *help));
  return json_response(status, body);
}

bool is_for_script(const Context& context) {
  return context.link.action == LinkAction::own && wants_json(context.request);
}

Response link_page(const Context& context, int status, LinkModel model) {
  const App& app = context.app;
  if (is_for_script(context) && model.refusal && model.step != LinkStep::done)
    return errors_as_json(app, {describe(*model.refusal)});
  // The link back shows a waiting comment to its commenter, and the link to change it again.
  const bool is_withdrawn = model.step == LinkStep::done && model.outcome == OwnOutcome::withdrawn;
  if (model.item && model.action == LinkAction::own && !is_withdrawn &&
      model.refusal != Refusal::comment_changed) {
    const Comment& comment = model.item->comment;
    const std::string hash = own_comment_hash(app.key(), comment);
    if (may_show_own(app.key(), comment, hash, model.now))
      model.back_query = own_comment_query(app.key(), comment);
  }
  if (is_for_script(context)) return own_json(app, status, model);
  return html_response(status, render_link(app.view(), model));
}

/// The page of a link that cannot be used.
Response refused_page(const Context& context, LinkModel model, Refusal refusal) {
  model.step = LinkStep::refused;
  model.refusal = refusal;
  model.item.reset();
  return link_page(context, describe(refusal).status, std::move(model));
}

/// The action of a moderator's link; nullopt for a commenter's link.
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
    case LinkAction::leave:
    case LinkAction::refuse:
    case LinkAction::manage:
      break;
  }
  return std::nullopt;
}

/// Somebody else has already decided about the comment.
Response already_page(const Context& context, LinkModel model, CommentId id) {
  model.step = LinkStep::already;
  const auto audit_log = context.stores().audit_log.of_comment(id);
  if (audit_log && !audit_log->empty())
    model.conflict =
        Conflict{id, audit_log->front().actor, audit_log->front().action, audit_log->front().at};
  return link_page(context, 200, std::move(model));
}

LinkModel model_of(const Context& context) {
  LinkModel model;
  model.now = context.now;
  model.token = context.rest.substr(1);
  model.action = context.link.action;
  model.version = context.link.version;
  model.expires = context.link.expires;
  return model;
}

/// Loads what a link refers to if the link is usable; otherwise returns the response.
/// LinkModel::refusal tells what a commenter's link no longer permits; withdrawing may still be
/// possible.
Result<LinkModel, HandlerResult> open_link(Context& context) {
  App& app = context.app;
  const LinkClaims& claims = context.link;
  LinkModel model = model_of(context);
  const CommentId id{claims.comment};
  const auto item = context.stores().queue.item(id);
  if (!item) return Failure<HandlerResult>{unavailable};
  model.item = *item;
  const bool gone = !model.item || model.item->comment.status == Status::deleted;
  if (gone) model.item.reset();
  if (decision_of(model.action)) {
    if (gone || claims.version != model.item->comment.version)
      return Failure<HandlerResult>{already_page(context, std::move(model), id)};
    return model;
  }
  if (gone)
    return Failure<HandlerResult>{refused_page(context, std::move(model), Refusal::link_gone)};
  if (model.action != LinkAction::own) {
    const std::string& email = model.item->comment.email;
    if (email.empty() || claims.version != address_version(app.key(), email))
      return Failure<HandlerResult>{refused_page(context, std::move(model), Refusal::link_gone)};
    return model;
  }
  const auto refused = context.stores().submissions.rewrite_refusal(
      {id, claims.version}, context.site().moderation, context.now);
  if (!refused) return Failure<HandlerResult>{unavailable};
  if (*refused == Refusal::link_gone || *refused == Refusal::link_expired)
    return Failure<HandlerResult>{refused_page(context, std::move(model), **refused)};
  model.refusal = *refused;
  return model;
}

HandlerResult decide(Context& context, LinkModel model, ModerationAction action) {
  const Comment& comment = model.item->comment;
  const auto outcome = context.stores().moderation.act(
      {ActorKind::mail_link}, action, {{comment.id, comment.version}}, "", context.now);
  if (!outcome) return unavailable;
  model.step = LinkStep::done;
  if (!outcome->conflicts.empty()) {
    model.step = LinkStep::already;
    model.conflict = outcome->conflicts.front();
  }
  return link_page(context, 200, model);
}

/// By a link of an earlier version, which is about an address and not about a subscription.
HandlerResult set_consent(Context& context, LinkModel model) {
  SubscriptionStore& store = context.stores().subscriptions;
  const std::string& email = model.item->comment.email;
  const auto done = model.action == LinkAction::confirm ? store.confirm_earlier(email, context.now)
                                                        : store.refuse(email, context.now);
  if (!done) return unavailable;
  model.step = LinkStep::done;
  return link_page(context, 200, model);
}

/// Explains why a commenter's change was not stored, and returns the text.
Response refuse_rewrite(const Context& context, LinkModel model, Refusal why) {
  const App& app = context.app;
  if (why == Refusal::link_gone || why == Refusal::link_expired)
    return refused_page(context, std::move(model), why);
  const ErrorText& error = describe(why);
  if (wants_json(context.request)) return errors_as_json(app, {error});
  // After a temporary error the same form can be sent again.
  model.refusal = error.retry == Retry::no ? std::optional(why) : std::nullopt;
  if (!model.refusal) model.problem = app.templates.message(error);
  Response response = link_page(context, error.status, std::move(model));
  add_retry_after(app, {error}, response);
  return response;
}

HandlerResult withdraw_own(Context& context, LinkModel model) {
  const Target target{model.item->comment.id, model.version};
  const auto done = context.stores().moderation.withdraw(the_writer, target, context.now);
  if (!done) return unavailable;
  if (*done == Change::gone) return refused_page(context, std::move(model), Refusal::link_gone);
  model.step = LinkStep::done;
  model.outcome = OwnOutcome::withdrawn;
  return link_page(context, 200, model);
}

/// Asks before a withdrawal, or returns to the form. Both keep what was typed.
Response ask_own(const Context& context, LinkModel model, LinkStep step) {
  model.step = step;
  if (const std::string_view typed = context.form.get("text"); !typed.empty()) model.typed = typed;
  return link_page(context, 200, std::move(model));
}

/// Validates and evaluates a commenter's change like a new comment.
HandlerResult change_own(Context& context, LinkModel model) {
  App& app = context.app;
  const Form& form = context.form;
  const Comment before = model.item->comment;
  model.typed = form.get("text");
  if (model.refusal) {
    const Refusal why = *model.refusal;
    return refuse_rewrite(context, std::move(model), why);
  }
  auto valid = validate_text(form.get("text"), before.format);
  if (!valid) {
    const ErrorText& error = describe(valid.error());
    if (wants_json(context.request)) return errors_as_json(app, {error});
    model.problem = app.templates.message(error);
    return link_page(context, error.status, std::move(model));
  }
  valid->author = before.author;
  valid->email = before.email;
  valid->url = before.url;
  valid->address_prefix =
      address_prefix_of(client_address(context.request, app.site.trusted_proxies));
  valid->user_agent = before.user_agent;
  const Rewrite rewrite{{before.id, model.version}, std::move(valid).value()};
  const auto changed =
      app.stores().submissions.rewrite(the_writer, rewrite, app.policy_source(), context.now);
  if (!changed) return refuse_rewrite(context, std::move(model), changed.error());

  // The change invalidated the link. The page continues with a link for the new version and the
  // same expiry.
  model.item->comment = *changed;
  model.version = changed->version;
  model.token = format_link_token(
      app.key(), {LinkAction::own, changed->id.value, changed->version, model.expires});
  model.typed.reset();
  model.step = LinkStep::done;
  model.outcome = changed->status == Status::approved ? OwnOutcome::saved : OwnOutcome::held;
  return link_page(context, 200, std::move(model));
}

}  // namespace

Response refuse_link(Context& context, Refusal refusal) {
  if (refusal != Refusal::link_invalid && refusal != Refusal::link_expired &&
      refusal != Refusal::link_gone)
    return refuse_request(context, refusal);
  if (wants_json(context.request)) return refuse_as_json(context, refusal);
  return refused_page(context, model_of(context), refusal);
}

HandlerResult show_link(Context& context) {
  if (context.link.subscription != 0) return show_subscription_link(context);
  auto model = open_link(context);
  if (!model) return model.error();
  return link_page(context, 200, *model);
}

HandlerResult use_link(Context& context) {
  if (context.link.subscription != 0) return use_subscription_link(context);
  auto model = open_link(context);
  if (!model) return model.error();
  // Performs only the action that the link permits.
  if (const auto action = decision_of(model->action))
    return decide(context, *std::move(model), *action);
  if (model->action != LinkAction::own) return set_consent(context, *std::move(model));
  const std::string_view wanted = context.form.get("do");
  if (wanted == "ask-withdraw") return ask_own(context, *std::move(model), LinkStep::withdraw);
  if (wanted == "keep") return ask_own(context, *std::move(model), LinkStep::ask);
  if (wanted == "withdraw") return withdraw_own(context, *std::move(model));
  return change_own(context, *std::move(model));
}

}  // namespace afterword
