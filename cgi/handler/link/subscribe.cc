#include "handler/link/subscribe.h"

#include "base/text.h"
#include "domain/comment/submission.h"
#include "domain/policy/moderation_policy.h"
#include "handler/responses.h"
#include "handler/thread/posted_page.h"
#include "http/ip_address.h"
#include "view/thread/subscription_view.h"

namespace afterword {
namespace {

/// "none" is the name of "each" in a form for readers.
MailSchedule sent_schedule(const Form& form) {
  return parse_mail_schedule(form.get("digest")).value_or(MailSchedule::each);
}

std::optional<FieldError> email_error(std::string_view email) {
  if (email.empty()) return FieldError::email_missing;
  if (count_characters(email) > longest_email) return FieldError::email_too_long;
  return is_email(email) ? std::nullopt : std::optional(FieldError::email_invalid);
}

/// Whether a page takes no more comments, so that there is nothing to follow.
Result<bool, StoreError> is_closed(Context& context, const PagePath& page) {
  const auto thread = context.stores().comments.find_thread(page.key);
  if (!thread) return Failure{thread.error()};
  if (!*thread) return false;
  const auto opened = (*thread)->version > 0 ? std::optional((*thread)->created) : std::nullopt;
  return (*thread)->closed || (*thread)->memorial ||
         is_too_old(opened, context.site().moderation, context.now);
}

Response follow_page(const Context& context, int status, const FollowModel& model) {
  const ViewTools tools = context.app.view();
  return html_response(status, render_document(tools, tools.settings.site_name,
                                               render_followed(tools, model), false));
}

}  // namespace

HandlerResult subscribe(Context& context) {
  // 1. Determine the page.
  if (!context.site().view.offer_mail) return Failure{Refusal::not_found};
  const auto page = known_posted_page(context);
  if (!page) return Failure{page.error()};
  const auto closed = is_closed(context, *page);
  if (!closed) return unavailable;
  if (*closed) return Failure{Refusal::page_closed};

  // 2. Validate the address.
  const std::string_view typed = trim(context.form.get("email"));
  FollowModel model{*page, typed, sent_schedule(context.form), {}};
  if (const auto error = email_error(typed)) {
    model.errors = {describe(*error)};
    if (wants_json(context.request)) return errors_as_json(context.app, model.errors);
    return follow_page(context, model.errors.front().status, model);
  }

  // 3. Ask the owner of the address. The response is the same whatever is known of it.
  const std::string email = normalized_email(typed);
  const std::string address_prefix =
      address_prefix_of(client_address(context.request, context.site().trusted_proxies));
  const bool is_trapped = !context.form.get("aw_subject").empty();
  if (!is_trapped &&
      !context.stores().subscriptions.follow(
          *page, {.email = email, .schedule = model.schedule, .address_prefix = address_prefix},
          context.now))
    return unavailable;
  if (wants_json(context.request)) return json_response(202, JsonObject().add("status", "asked"));
  return follow_page(context, 200, model);
}

}  // namespace afterword
