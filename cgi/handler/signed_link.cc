// GET and POST /link/TOKEN: what a link in a mail allows. GET and HEAD only show; the button acts,
// once: any change gives the comment another version than the link's.
#include <fmt/format.h>

#include "base/signed_link.h"
#include "base/text.h"
#include "comment/submission.h"
#include "handler/answers.h"
#include "handler/care_phrases.h"
#include "handler/handlers.h"
#include "handler/moderation_answers.h"
#include "handler/own_comment.h"
#include "http/form.h"
#include "view/link_view.h"

namespace afterword {
namespace {

Response link_page(const App& app, int status, const LinkModel& model) {
  Response response = moderation_page(app, status, render_link(app.view(), model));
  // The address itself is the right to act, so it goes nowhere; the forms here need no origin.
  for (auto& [name, value] : response.headers)
    if (name == "Referrer-Policy") value = "no-referrer";
  return response;
}

/// A link that can be used, or the answer that says why not.
Result<LinkModel, Response> open_link(App& app, const Request& request, std::string_view rest,
                                      Instant now) {
  if (!app.ready(now)) return Failure{refusal(app, request, Fault::unavailable)};
  LinkModel model;
  model.now = now;
  model.token = rest.substr(std::min<std::size_t>(1, rest.size()));
  const auto right = parse_link_token(app.key(), model.token, now);
  if (!right) {
    switch (right.error()) {
      case LinkFault::malformed:
        return Failure{refusal(app, request, Fault::not_found)};
      case LinkFault::wrong:
        model.step = LinkStep::wrong;
        return Failure{link_page(app, 403, model)};
      case LinkFault::expired:
        model.step = LinkStep::expired;
        return Failure{link_page(app, 410, model)};
    }
  }
  model.action = right->action;
  const CommentId id{right->comment};
  const auto item = app.stores().queue.item(id);
  if (!item) return Failure{refusal(app, request, Fault::unavailable)};
  model.item = *item;
  const bool gone = !model.item || model.item->comment.status == Status::deleted;
  if (gone) model.item.reset();
  if (gone || (right->version != 0 && right->version != model.item->comment.version)) {
    model.step = LinkStep::already;
    const auto record = app.stores().queue.record_of(id);
    if (record && !record->empty())
      model.stale = Stale{id, record->front().actor, record->front().action, record->front().at};
    return Failure{link_page(app, 200, model)};
  }
  return model;
}

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

Response decide(App& app, const Request& request, LinkModel model, ModerationAction action,
                Instant now) {
  const Comment& comment = model.item->comment;
  const auto outcome = app.stores().moderation.act({"a mail link", {}}, action,
                                                   {{comment.id, comment.version}}, "", now);
  if (!outcome) return refusal(app, request, Fault::unavailable);
  model.step = LinkStep::done;
  if (!outcome->stale.empty()) {
    model.step = LinkStep::already;
    model.stale = outcome->stale.front();
  }
  return link_page(app, 200, model);
}

Response set_consent(App& app, const Request& request, LinkModel model, bool given, Instant now) {
  if (!app.stores().outbox.set_consent(model.item->comment.email, given, now))
    return refusal(app, request, Fault::unavailable);
  model.step = LinkStep::done;
  return link_page(app, 200, model);
}

/// The writer's change is checked and judged as a new comment would be.
Response change_own(App& app, const Request& request, LinkModel model, const Form& form,
                    Instant now) {
  const Comment before = model.item->comment;
  ModerationStore& moderation = app.stores().moderation;
  const Target target{before.id, before.version};
  const Actor writer{"the writer", {}};
  model.step = LinkStep::done;
  if (form.get("do") == "withdraw") {
    model.outcome = "withdraw";
    if (!moderation.withdraw(writer, target, now)) return refusal(app, request, Fault::unavailable);
    return link_page(app, 200, model);
  }
  SubmissionRules rules = app.site.submission;
  rules.require_name_email = false;
  const auto valid =
      validate({before.author, before.email, before.url, form.get("text"), "0"}, rules);
  if (!valid) {
    model.step = LinkStep::ask;
    model.typed = form.get("text");
    model.problem = app.templates.message(valid.error().front());
    return link_page(app, 422, model);
  }
  NewComment changed = *valid;
  const Judge judge_again = [&](const RuleSet& rule_set, bool known_author) {
    Circumstances circumstances;
    circumstances.known_author = known_author || before.status == Status::approved;
    circumstances.network = before.network;
    circumstances.user_agent = before.user_agent;
    return judge(changed, circumstances, rule_set, policy_of(app.site));
  };
  const auto status = app.store().rewrite(writer, target, changed, judge_again, now);
  if (!status) return refusal(app, request, Fault::unavailable);
  model.outcome = *status == Status::approved ? "save" : "held";
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
  if (!form) return refusal(app, request, Fault::malformed);

  // 2. What it allows, and nothing else.
  if (const auto action = decision_of(model->action))
    return decide(app, request, *std::move(model), *action, now);
  if (model->action == LinkAction::own)
    return change_own(app, request, *std::move(model), *form, now);
  const bool given = model->action == LinkAction::confirm;
  return set_consent(app, request, *std::move(model), given, now);
}

}  // namespace afterword
