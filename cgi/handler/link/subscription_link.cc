#include "handler/link/subscription_link.h"

#include <fmt/format.h>

#include <algorithm>

#include "handler/responses.h"
#include "view/thread/subscription_view.h"

namespace afterword {
namespace {

bool waits(const Subscription& subscription, Instant now) {
  return subscription.state == SubscriptionState::asked &&
         now.ms - subscription.asked.ms <= unanswered_ms;
}

/// Loads what a link is about. A link that ends subscriptions which have ended shows that.
Result<SubscriptionModel, HandlerResult> open_subscription_link(Context& context) {
  SubscriptionStore& store = context.stores().subscriptions;
  SubscriptionModel model;
  model.action = context.link.action;
  model.token = context.rest.substr(1);
  model.named = SubscriptionId{context.link.subscription};
  const auto found = store.find(*model.named);
  if (!found) return Failure<HandlerResult>{unavailable};
  const auto& named = *found;
  switch (model.action) {
    case LinkAction::unsubscribe:
      if (named) model.subscriptions = {*named};
      if (!named || named->state == SubscriptionState::ended) {
        const auto again = named ? store.is_followed_again(*named) : false;
        if (!again) return Failure<HandlerResult>{unavailable};
        if (!*again) model.step = SubscriptionStep::done;
      }
      return model;
    case LinkAction::leave:
      if (!named) model.step = SubscriptionStep::done;
      return model;
    case LinkAction::refuse:
      // The address is not known any more, so that nothing can be recorded for it.
      if (!named) return Failure<HandlerResult>{Failure{Refusal::link_gone}};
      return model;
    case LinkAction::confirm:
    case LinkAction::manage:
    case LinkAction::approve:
    case LinkAction::spam:
    case LinkAction::trash:
    case LinkAction::own:
      break;
  }
  if (!named) return Failure<HandlerResult>{Failure{Refusal::link_gone}};
  auto all = store.list(named->email);
  const auto refused = store.has_refused(named->email);
  if (!all || !refused) return Failure<HandlerResult>{unavailable};
  model.has_refused = *refused;
  if (model.action == LinkAction::confirm && named->state == SubscriptionState::on) {
    model.step = SubscriptionStep::done;
    model.subscriptions = {*named};
    return model;
  }
  if (model.action == LinkAction::confirm && !waits(*named, context.now))
    return Failure<HandlerResult>{Failure{Refusal::link_gone}};
  for (const Subscription& each : *all)
    if (waits(each, context.now) ||
        (model.action == LinkAction::manage && each.state == SubscriptionState::on))
      model.subscriptions.push_back(each);
  return model;
}

Response subscription_page(const Context& context, const SubscriptionModel& model) {
  return html_response(200, render_subscriptions(context.app.view(), model));
}

/// The address of the link's subscription; nullopt if the database is unavailable.
std::optional<std::string> address_of(Context& context) {
  const auto found = context.stores().subscriptions.find(SubscriptionId{context.link.subscription});
  if (!found) return std::nullopt;
  return *found ? (*found)->email : std::string{};
}

HandlerResult confirm(Context& context, SubscriptionModel model) {
  std::vector<SubscriptionId> chosen;
  for (const auto& [name, value] : context.form.fields())
    if (name == "subscription")
      if (const auto id = parse_id<SubscriptionId>(value)) chosen.push_back(*id);
  if (!context.form.has("subscription")) chosen.push_back(*model.named);
  // Everything was unticked.
  if (chosen.empty()) return subscription_page(context, model);
  std::erase_if(model.subscriptions, [&](const Subscription& each) {
    return std::find(chosen.begin(), chosen.end(), each.id) == chosen.end();
  });
  const auto address = address_of(context);
  if (!address || !context.stores().subscriptions.confirm(*address, chosen, context.now))
    return unavailable;
  model.step = SubscriptionStep::done;
  return subscription_page(context, model);
}

/// The subscription of the page with this number; nullopt for others.
std::optional<Subscription> chosen_by(const SubscriptionModel& model, std::string_view number) {
  const auto id = parse_id<SubscriptionId>(number);
  for (const Subscription& each : model.subscriptions)
    if (id && each.id == *id) return each;
  return std::nullopt;
}

Result<void, StoreError> save_schedules(Context& context, const SubscriptionModel& model) {
  for (const Subscription& each : model.subscriptions) {
    const auto schedule =
        parse_mail_schedule(context.form.get(fmt::format("schedule-{}", each.id.value)));
    if (!schedule || *schedule == each.schedule) continue;
    if (const auto saved = context.stores().subscriptions.set_schedule(each.id, *schedule); !saved)
      return saved;
  }
  return {};
}

Result<void, StoreError> manage(Context& context, const SubscriptionModel& model,
                                const std::string& address) {
  SubscriptionStore& store = context.stores().subscriptions;
  const Form& form = context.form;
  if (const auto ended = chosen_by(model, form.get("end"))) return store.end(*ended, context.now);
  if (const auto confirmed = chosen_by(model, form.get("confirm")))
    return store.confirm(address, {confirmed->id}, context.now);
  const std::string_view wanted = form.get("do");
  if (wanted == "leave") return store.end_all(address, context.now);
  if (wanted == "refuse") return store.refuse(address, context.now);
  if (wanted == "allow") return store.allow(address);
  return save_schedules(context, model);
}

HandlerResult use_manage_link(Context& context, const SubscriptionModel& model) {
  const auto address = address_of(context);
  if (!address || !manage(context, model, *address)) return unavailable;
  auto after = open_subscription_link(context);
  if (!after) return after.error();
  after->step = SubscriptionStep::done;
  return subscription_page(context, *after);
}

/// Whether the button of the page was pressed, or the mail program's (RFC 8058 section 3.1).
bool is_unsubscribing(const Form& form) {
  return form.get("do") == "unsubscribe" || form.get("List-Unsubscribe") == "One-Click";
}

HandlerResult end(Context& context, SubscriptionModel model) {
  SubscriptionStore& store = context.stores().subscriptions;
  const auto address = address_of(context);
  if (!address) return unavailable;
  const Result<void, StoreError> ended =
      model.action == LinkAction::leave    ? store.end_all(*address, context.now)
      : model.action == LinkAction::refuse ? store.refuse(*address, context.now)
                                           : store.end(model.subscriptions.front(), context.now);
  if (!ended) return unavailable;
  model.step = SubscriptionStep::done;
  return subscription_page(context, model);
}

}  // namespace

HandlerResult show_subscription_link(Context& context) {
  const auto model = open_subscription_link(context);
  if (!model) return model.error();
  return subscription_page(context, *model);
}

HandlerResult use_subscription_link(Context& context) {
  auto model = open_subscription_link(context);
  if (!model) return model.error();
  if (model->action == LinkAction::manage) return use_manage_link(context, *model);
  const bool is_pressed = model->action == LinkAction::confirm ? context.form.get("do") == "confirm"
                                                               : is_unsubscribing(context.form);
  if (model->step == SubscriptionStep::done || !is_pressed)
    return subscription_page(context, *model);
  if (model->action == LinkAction::confirm) return confirm(context, *std::move(model));
  return end(context, *std::move(model));
}

}  // namespace afterword
