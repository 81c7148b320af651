// The links about subscriptions in mails. Opening one only shows; a button, or the one-click
// request of a mail program (RFC 8058), acts.
#pragma once

#include "handler/context.h"

namespace afterword {

/// Handle the links of a subscription (LinkClaims::subscription).
HandlerResult show_subscription_link(Context& context);
HandlerResult use_subscription_link(Context& context);

}  // namespace afterword
