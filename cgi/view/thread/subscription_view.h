// Renders the form to follow a conversation, and the pages of links about subscriptions in mails.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/signed_link.h"
#include "domain/account/subscription.h"
#include "domain/errors.h"
#include "view/thread/thread_view.h"

namespace ctemplate {
class TemplateDictionary;
}

namespace afterword {

struct FollowModel {
  PagePath page;
  std::string_view email = {};
  MailSchedule schedule = MailSchedule::each;
  ErrorTexts errors = {};  // of what was sent
};

/// Fills the dictionary of templates/follow.tpl.
void fill_follow_form(const ViewTools& tools, const FollowModel& model,
                      ctemplate::TemplateDictionary& form);

/// Renders the response to the form: the form again if it has errors, otherwise that a message may
/// have been sent.
std::string render_followed(const ViewTools& tools, const FollowModel& model);

enum class SubscriptionStep { ask, done };

/// `action` is one of a subscription: confirm, unsubscribe, leave, refuse, manage.
struct SubscriptionModel {
  SubscriptionStep step = SubscriptionStep::ask;
  LinkAction action = LinkAction::manage;
  std::string token;
  std::optional<SubscriptionId> named;      // by the link
  std::vector<Subscription> subscriptions;  // that the page lists
  bool has_refused = false;                 // the owner does not want to be asked
};

std::string render_subscriptions(const ViewTools& tools, const SubscriptionModel& model);

}  // namespace afterword
