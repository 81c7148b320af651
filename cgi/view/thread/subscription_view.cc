#include "view/thread/subscription_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include <ctemplate/template_dictionary.h>

#include "markers/follow.h"
#include "markers/followed.h"
#include "markers/subscriptions.h"
#include "view/moderation/moderation_words.h"
#include "view/template_string.h"
#include "view/text_direction.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

TemplateString section_of(MailSchedule schedule) {
  switch (schedule) {
    case MailSchedule::each:
      break;
    case MailSchedule::daily:
      return ks_DAILY;
    case MailSchedule::weekly:
      return ks_WEEKLY;
  }
  return ks_EACH;
}

void fill_subject(const Subscription& subscription, Dictionary& row) {
  row.ShowSection(subscription.kind == SubscriptionKind::thread ? ks_WHOLE : ks_REPLIES);
  row.SetValue(ks_PAGE,
               subscription.page_title.empty() ? subscription.page_path : subscription.page_title);
  row.SetIntValue(ks_ID, subscription.id.value);
}

void fill_managed(const ViewTools& tools, const Subscription& subscription, Dictionary& form) {
  Dictionary& row = *form.AddSectionDictionary(ks_MANAGED);
  fill_subject(subscription, row);
  const bool waits = subscription.state == SubscriptionState::asked;
  Dictionary& state = *row.AddSectionDictionary(waits ? ks_WAITING : ks_ACTIVE);
  state.ShowSection(section_of(subscription.schedule));
  state.SetValue(ks_DATE, tools.zone.format(subscription.confirmed.value_or(subscription.asked),
                                            tools.settings.date_format));
}

void fill_list(const SubscriptionModel& model, Dictionary& page) {
  if (model.subscriptions.empty()) return;
  Dictionary& list = *page.AddSectionDictionary(ks_LIST);
  for (const Subscription& each : model.subscriptions)
    fill_subject(each, *list.AddSectionDictionary(ks_ITEM));
}

void fill_done(const SubscriptionModel& model, Dictionary& page) {
  Dictionary& done = *page.AddSectionDictionary(ks_DONE);
  switch (model.action) {
    case LinkAction::confirm:
      done.ShowSection(ks_ON);
      return fill_list(model, page);
    case LinkAction::leave:
      return done.ShowSection(ks_ENDED_ALL);
    case LinkAction::refuse:
      return done.ShowSection(ks_ENDED_FOR_GOOD);
    case LinkAction::unsubscribe:
    case LinkAction::manage:
    case LinkAction::approve:
    case LinkAction::spam:
    case LinkAction::trash:
    case LinkAction::own:
      break;
  }
  done.ShowSection(ks_ENDED_ONE);
}

void fill_confirm(const SubscriptionModel& model, Dictionary& page, Dictionary& form) {
  page.ShowSection(ks_CONFIRM);
  for (const Subscription& each : model.subscriptions) {
    Dictionary& choice = *form.AddSectionDictionary(ks_CHOICE);
    fill_subject(each, choice);
    if (each.id == model.named) choice.ShowSection(ks_CHOSEN);
  }
  form.ShowSection(ks_CONFIRM_BUTTON);
}

void fill_manage(const ViewTools& tools, const SubscriptionModel& model, Dictionary& page,
                 Dictionary& form) {
  Dictionary& manage = *page.AddSectionDictionary(ks_MANAGE);
  if (model.step == SubscriptionStep::done) manage.ShowSection(ks_SAVED);
  if (model.subscriptions.empty()) manage.ShowSection(ks_NONE);
  if (model.has_refused) manage.ShowSection(ks_REFUSED);
  for (const Subscription& each : model.subscriptions) fill_managed(tools, each, form);
  const bool has_active =
      std::any_of(model.subscriptions.begin(), model.subscriptions.end(),
                  [](const Subscription& each) { return each.state == SubscriptionState::on; });
  if (has_active) form.ShowSection(ks_SAVE_BUTTON);
  form.ShowSection(model.has_refused ? ks_ALLOW_BUTTON : ks_END_BUTTONS);
}

void fill_ask(const ViewTools& tools, const SubscriptionModel& model, Dictionary& page) {
  Dictionary& form = *page.AddSectionDictionary(ks_FORM);
  form.SetValue(ks_ACTION, fmt::format("{}/link/{}", tools.settings.mount, model.token));
  if (model.action == LinkAction::manage) return fill_manage(tools, model, page, form);
  if (model.action == LinkAction::confirm) return fill_confirm(model, page, form);
  Dictionary& ask = *page.AddSectionDictionary(ks_UNSUBSCRIBE);
  const bool is_one = model.action == LinkAction::unsubscribe;
  ask.ShowSection(is_one                               ? ks_FROM_ONE
                  : model.action == LinkAction::refuse ? ks_FOR_GOOD
                                                       : ks_FROM_ALL);
  if (is_one) fill_list(model, page);
  form.ShowSection(ks_UNSUBSCRIBE_BUTTON);
}

}  // namespace

void fill_follow_form(const ViewTools& tools, const FollowModel& model, Dictionary& form) {
  tools.templates.include("follow.tpl", form);
  form.SetValue(kf_ACTION, tools.settings.mount + "/subscribe");
  // Encoded, because the program decodes the field once.
  form.SetValue(kf_PAGE, page_href(model.page.path));
  form.SetValue(kf_EMAIL_VALUE, template_string(model.email));
  switch (model.schedule) {
    case MailSchedule::each:
      form.ShowSection(kf_EACH);
      break;
    case MailSchedule::daily:
      form.ShowSection(kf_DAILY);
      break;
    case MailSchedule::weekly:
      form.ShowSection(kf_WEEKLY);
      break;
  }
  if (!model.errors.empty())
    form.AddSectionDictionary(kf_EMAIL_ERROR)
        ->SetValue(kf_MESSAGE, tools.templates.message(model.errors.front()));
}

std::string render_followed(const ViewTools& tools, const FollowModel& model) {
  Dictionary page("followed");
  page.SetValue(kf_BACK_HREF,
                tools.settings.address.link_to_page(page_href(model.page.path, {}, "comments")));
  if (model.errors.empty()) {
    page.ShowSection(kf_ASKED);
  } else {
    Dictionary& again = *page.AddSectionDictionary(kf_AGAIN);
    fill_follow_form(tools, model, *again.AddIncludeDictionary(kf_FORM));
  }
  return tools.templates.expand("followed.tpl", page);
}

std::string render_subscriptions(const ViewTools& tools, const SubscriptionModel& model) {
  Dictionary page("subscriptions");
  page.SetValue(ks_LANGUAGE, tools.settings.language);
  page.SetValue(ks_DIRECTION, template_string(direction_of(tools.settings.language)));
  page.SetValue(ks_SITE, tools.settings.site_name);
  page.SetValue(ks_STYLE_HREF, moderation_style_href(tools));
  std::string href = "/";
  for (const Subscription& each : model.subscriptions)
    if (each.id == model.named) href = page_href(each.page_path, {}, "comments");
  page.SetValue(ks_BACK_HREF, tools.settings.address.link_to_page(href));
  if (model.step == SubscriptionStep::done && model.action != LinkAction::manage)
    fill_done(model, page);
  else
    fill_ask(tools, model, page);
  return tools.templates.expand("subscriptions.tpl", page);
}

}  // namespace afterword
