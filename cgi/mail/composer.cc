#include "mail/composer.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/page_path.h"
#include "base/signed_link.h"
#include "base/url.h"
#include "domain/account/reset_token.h"
#include "domain/comment/submission.h"
#include "mail/message_id.h"
#include "view/mail/mail_view.h"

namespace afterword {
namespace {

/// The complete address of a route.
std::string program_url(const ComposerTools& tools, std::string_view route) {
  const ViewSettings& settings = tools.view.settings;
  return settings.address.program_url(settings.mount + std::string(route));
}

std::string link(const ComposerTools& tools, const LinkClaims& claims) {
  return program_url(tools, "/link/" + format_link_token(tools.key, claims));
}

MailItem make_item(const ComposerTools& tools, QueueItem item, Instant now) {
  MailItem mail;
  const Comment& comment = item.comment;
  mail.page_url = tools.view.settings.address.page_url(page_href(item.page_path));
  mail.comment_url = program_url(tools, comment_route(comment.id));
  mail.open_url = program_url(tools, fmt::format("/moderate/comment/{}", comment.id.value));
  const auto about = [&](LinkAction action, std::int64_t version) {
    return link(tools, {action, comment.id.value, version, Instant{now.ms + link_ms}});
  };
  mail.approve_url = about(LinkAction::approve, comment.version);
  mail.spam_url = about(LinkAction::spam, comment.version);
  mail.trash_url = about(LinkAction::trash, comment.version);
  if (const Instant end = own_link_end(tools.view, comment); end > now)
    if (const auto own = own_link_route(tools.view, comment)) {
      mail.own_url = program_url(tools, *own);
      mail.own_until = end;
    }
  mail.item = std::move(item);
  return mail;
}

MailText words_of(const ComposerTools& tools, MailPurpose purpose, const MailItem& item,
                  const SubscriberLinks& links) {
  switch (purpose) {
    case MailPurpose::care:
      return render_care_mail(tools.view, item, false);
    case MailPurpose::care_unread:
      return render_care_mail(tools.view, item, true);
    case MailPurpose::approved:
      return render_comment_mail(tools.view, "mail_approved.tpl", item);
    case MailPurpose::edited:
      return render_comment_mail(tools.view, "mail_edited.tpl", item);
    case MailPurpose::published:
      return render_comment_mail(tools.view, "mail_published.tpl", item, links);
    case MailPurpose::reply:
      return render_comment_mail(tools.view, "mail_reply.tpl", item, links);
    case MailPurpose::followed:
      return render_comment_mail(tools.view, "mail_followed.tpl", item, links);
    case MailPurpose::reported:
      return render_comment_mail(tools.view, "mail_reported.tpl", item);
    case MailPurpose::report_closed:
      return render_report_closed_mail(tools.view, &item);
    case MailPurpose::confirm:
    case MailPurpose::digest_daily:
    case MailPurpose::digest_weekly:
    case MailPurpose::waiting:
    case MailPurpose::password:
    case MailPurpose::test:
      break;
  }
  return render_test_mail(tools.view);
}

/// The names of the moderators with an address, each with a link for a new password.
Result<std::vector<std::pair<std::string, std::string>>, StoreError> accounts_of(
    Stores& stores, const ComposerTools& tools, std::string_view email, Instant now) {
  const auto moderators = stores.moderators.list();
  if (!moderators) return Failure{moderators.error()};
  std::vector<std::pair<std::string, std::string>> accounts;
  for (const Moderator& each : *moderators)
    if (each.email == email)
      accounts.emplace_back(
          each.name, program_url(tools, "/moderate/reset/" +
                                            format_reset_token(tools.key, each.id,
                                                               Instant{now.ms + reset_link_ms},
                                                               each.password_hash, each.email)));
  return accounts;
}

std::string sending_domain(const ComposerTools& tools) {
  return ascii_email(tools.settings.from).substr(tools.settings.from.find('@') + 1);
}

std::string message_id(const ComposerTools& tools, const MessageClaims& claims,
                       std::string_view recipient) {
  return format_message_id(tools.key, claims, recipient) + '@' + sending_domain(tools);
}

Message envelope(const ComposerTools& tools, const PendingMail& pending, Instant now) {
  Message message;
  message.from = tools.settings.from;
  message.from_name = tools.view.settings.site_name;
  message.to = pending.recipient;
  message.date = now;
  message.message_id =
      message_id(tools, {MessageSubject::mail, pending.id.value}, pending.recipient);
  return message;
}

SubscriberLinks links_of(const ComposerTools& tools, SubscriptionId subscription,
                         LinkAction unsubscribe, Instant now) {
  const auto about = [&](LinkAction action, Instant expires = {}) {
    return link(tools, {.action = action, .expires = expires, .subscription = subscription.value});
  };
  return {.confirm_url = about(LinkAction::confirm),
          .refuse_url = about(LinkAction::refuse),
          .unsubscribe_url = about(unsubscribe),
          .manage_url = about(LinkAction::manage, Instant{now.ms + manage_link_ms})};
}

void add_list_headers(const ComposerTools& tools, const SubscriberLinks& links, Message& message) {
  message.list_id = "comments." + sending_domain(tools);
  message.unsubscribe = links.unsubscribe_url;
}

/// Lets mail programs show the mails to one recipient about a thread as a conversation: each has
/// the id of its comment, and refers to the ids of the comments above it.
Result<void, StoreError> add_conversation(Stores& stores, const ComposerTools& tools,
                                          const Comment& comment, Message& message) {
  constexpr std::size_t most_references = 10;
  auto above = stores.outbox.ancestors(comment.id);
  if (!above) return Failure{above.error()};
  if (above->size() > most_references)
    above->erase(above->begin() + 1, above->end() - (most_references - 1));
  message.message_id = message_id(tools, {MessageSubject::comment, comment.id.value}, message.to);
  message.references.push_back(
      message_id(tools, {MessageSubject::thread, comment.thread.value}, message.to));
  for (const CommentId each : *above)
    message.references.push_back(
        message_id(tools, {MessageSubject::comment, each.value}, message.to));
  message.in_reply_to = message.references.back();
  return {};
}

/// A pending mail, with what its content and its links depend on.
struct Ready {
  PendingMail mail;
  std::optional<MailItem> item;  // the comment that it is about
  std::optional<Subscription> reason;
};

/// Reads what pending mails are about, without those that are obsolete.
Result<std::vector<Ready>, StoreError> read_pending(Stores& stores, const ComposerTools& tools,
                                                    const std::vector<PendingMail>& pending,
                                                    Instant now) {
  std::vector<Ready> found;
  for (const PendingMail& mail : pending) {
    Ready ready{mail, {}, {}};
    std::optional<QueueItem> item;
    if (mail.comment) {
      auto read = stores.queue.item(*mail.comment);
      if (!read) return Failure{read.error()};
      if (!*read) continue;
      item = *std::move(read);
    }
    auto reason = stores.subscriptions.reason_for(mail, item ? &item->comment : nullptr, now);
    const auto suppressed = is_to_visitor(mail.purpose)
                                ? stores.subscriptions.is_suppressed(mail.recipient, now)
                                : Result<bool, StoreError>(false);
    if (!reason || !suppressed) return Failure{StoreError::unavailable};
    if (*suppressed || !is_still_true(mail, item ? &*item : nullptr, reason->has_value())) continue;
    if (item) ready.item = make_item(tools, *std::move(item), now);
    ready.reason = *std::move(reason);
    found.push_back(std::move(ready));
  }
  return found;
}

Result<MailText, StoreError> waiting_words(Stores& stores, const ComposerTools& tools,
                                           const std::vector<Ready>& ready, Message& message) {
  const auto rules = stores.rules.list();
  const auto counts = stores.queue.counts();
  if (!rules || !counts) return Failure{StoreError::unavailable};
  std::vector<MailItem> items;
  for (const Ready& each : ready) items.push_back(*each.item);
  const std::string& writer = items.front().item.comment.email;
  if (items.size() == 1 && is_email(writer)) message.reply_to = writer;
  return render_waiting_mail(tools.view, items, *rules, counts->waiting,
                             program_url(tools, "/moderate/"));
}

MailText digest_words(const ComposerTools& tools, const std::vector<Ready>& ready, Message& message,
                      Instant now) {
  constexpr std::size_t most_entries = 20;
  const SubscriptionId first = ready.front().reason->id;
  const bool is_of_one = std::all_of(ready.begin(), ready.end(),
                                     [&](const Ready& each) { return each.reason->id == first; });
  const SubscriberLinks links =
      links_of(tools, first, is_of_one ? LinkAction::unsubscribe : LinkAction::leave, now);
  add_list_headers(tools, links, message);
  std::vector<MailItem> items;
  for (std::size_t i = 0; i < std::min(ready.size(), most_entries); ++i)
    items.push_back(*ready[i].item);
  return render_digest_mail(tools.view, items, static_cast<int>(ready.size()), links);
}

/// The words of a mail about one comment, and the headers that depend on it.
Result<MailText, StoreError> comment_words(Stores& stores, const ComposerTools& tools,
                                           const Ready& ready, Message& message, Instant now) {
  const MailItem& item = *ready.item;
  const Comment& comment = item.item.comment;
  const MailPurpose purpose = ready.mail.purpose;
  const bool to_page_author = purpose == MailPurpose::approved || purpose == MailPurpose::edited;
  if (to_page_author && is_email(comment.email)) message.reply_to = comment.email;
  if (!ready.reason) return words_of(tools, purpose, item, {});
  const SubscriberLinks links = links_of(tools, ready.reason->id, LinkAction::unsubscribe, now);
  add_list_headers(tools, links, message);
  if (const auto added = add_conversation(stores, tools, comment, message); !added)
    return Failure{added.error()};
  return words_of(tools, purpose, item, links);
}

}  // namespace

bool is_still_true(const PendingMail& pending, const QueueItem* item, bool is_wanted) {
  switch (pending.purpose) {
    case MailPurpose::waiting:
      return item != nullptr && item->comment.status == Status::waiting;
    case MailPurpose::care:
      return item != nullptr && item->comment.care == CareState::open;
    case MailPurpose::care_unread:
      return item != nullptr && item->comment.care == CareState::open && !item->care_read &&
             item->care_holder.empty();
    case MailPurpose::approved:
    case MailPurpose::edited:
      return item != nullptr && item->comment.status == Status::approved;
    case MailPurpose::confirm:
      return is_wanted && (item == nullptr || item->comment.status == Status::approved ||
                           item->comment.status == Status::waiting);
    case MailPurpose::published:
    case MailPurpose::reply:
    case MailPurpose::followed:
    case MailPurpose::digest_daily:
    case MailPurpose::digest_weekly:
      return is_wanted && item != nullptr && item->comment.status == Status::approved;
    case MailPurpose::reported:
      return item != nullptr && !item->reports.empty();
    case MailPurpose::report_closed:
      // Undone decisions make reports open again.
      return item == nullptr ||
             std::none_of(item->reports.begin(), item->reports.end(),
                          [&](const Report& report) { return report.email == pending.recipient; });
    case MailPurpose::password:
    case MailPurpose::test:
      break;
  }
  return true;
}

Result<Composed, StoreError> compose(Stores& stores, const ComposerTools& tools,
                                     const std::vector<PendingMail>& pending, Instant now) {
  const auto ready = read_pending(stores, tools, pending, now);
  if (!ready) return Failure{ready.error()};
  if (ready->empty()) return Composed{};
  const Ready& first = ready->front();
  const MailPurpose purpose = first.mail.purpose;
  Message message = envelope(tools, pending.front(), now);
  Result<MailText, StoreError> words = MailText{};
  if (purpose == MailPurpose::waiting) {
    words = waiting_words(stores, tools, *ready, message);
  } else if (purpose == MailPurpose::password) {
    const auto accounts = accounts_of(stores, tools, first.mail.recipient, now);
    if (!accounts) return Failure{accounts.error()};
    if (accounts->empty()) return Composed{};
    words = render_password_mail(tools.view, *accounts);
  } else if (purpose == MailPurpose::confirm) {
    words = render_confirm_mail(tools.view, first.item ? &*first.item : nullptr,
                                links_of(tools, first.reason->id, LinkAction::unsubscribe, now));
  } else if (is_digest(purpose)) {
    words = digest_words(tools, *ready, message, now);
  } else if (first.item) {
    words = comment_words(stores, tools, first, message, now);
  } else if (purpose == MailPurpose::report_closed) {
    words = render_report_closed_mail(tools.view, nullptr);
  } else {
    words = render_test_mail(tools.view);
  }
  if (!words) return Failure{words.error()};
  message.subject = std::move(words->subject);
  message.body = std::move(words->body);
  return Composed{std::move(message)};
}

}  // namespace afterword
