#include "mail/composer.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/page_path.h"
#include "base/signed_link.h"
#include "base/url.h"
#include "domain/account/reset_token.h"
#include "domain/comment/submission.h"
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

MailItem make_item(const ComposerTools& tools, QueueItem item, std::string_view recipient,
                   Instant now) {
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
  const std::int64_t address = address_version(tools.key, recipient);
  mail.confirm_url = about(LinkAction::confirm, address);
  mail.unsubscribe_url = about(LinkAction::unsubscribe, address);
  mail.item = std::move(item);
  return mail;
}

MailText words_of(const ComposerTools& tools, MailPurpose purpose, const MailItem& item) {
  switch (purpose) {
    case MailPurpose::care:
      return render_care_mail(tools.view, item, false);
    case MailPurpose::care_unread:
      return render_care_mail(tools.view, item, true);
    case MailPurpose::approved:
      return render_comment_mail(tools.view, "mail_approved.tpl", item);
    case MailPurpose::edited:
      return render_comment_mail(tools.view, "mail_edited.tpl", item);
    case MailPurpose::confirm:
      return render_comment_mail(tools.view, "mail_confirm.tpl", item);
    case MailPurpose::published:
      return render_comment_mail(tools.view, "mail_published.tpl", item);
    case MailPurpose::reply:
      return render_comment_mail(tools.view, "mail_reply.tpl", item);
    case MailPurpose::reported:
      return render_comment_mail(tools.view, "mail_reported.tpl", item);
    case MailPurpose::report_closed:
      return render_report_closed_mail(tools.view, &item);
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

Message envelope(const ComposerTools& tools, const PendingMail& pending, Instant now) {
  Message message;
  message.from = tools.settings.from;
  message.from_name = tools.view.settings.site_name;
  message.to = pending.recipient;
  message.date = now;
  // Stable per pending mail, so that a duplicate after a crash is recognised as one.
  message.message_id = fmt::format("{}.{}@{}", pending.id.value,
                                   tools.key.hash("message id", std::to_string(pending.id.value)),
                                   tools.settings.from.substr(tools.settings.from.find('@') + 1));
  return message;
}

/// For a reply, the recipient is the parent's commenter, so the link refers to the parent.
std::string unsubscribe_url(const ComposerTools& tools, const PendingMail& pending,
                            const MailItem& item, Instant now) {
  if (pending.purpose != MailPurpose::reply || !item.item.parent) return item.unsubscribe_url;
  return link(tools, {LinkAction::unsubscribe, item.item.parent->id.value,
                      address_version(tools.key, pending.recipient), Instant{now.ms + link_ms}});
}

}  // namespace

bool is_still_true(const PendingMail& pending, const QueueItem& item, std::string_view consent) {
  const Comment& comment = item.comment;
  switch (pending.purpose) {
    case MailPurpose::waiting:
      return comment.status == Status::waiting;
    case MailPurpose::care:
      return comment.care == CareState::open;
    case MailPurpose::care_unread:
      return comment.care == CareState::open && !item.care_read && item.care_holder.empty();
    case MailPurpose::approved:
    case MailPurpose::edited:
      return comment.status == Status::approved;
    case MailPurpose::confirm:
      return consent == "asked" &&
             (comment.status == Status::approved || comment.status == Status::waiting);
    case MailPurpose::published:
    case MailPurpose::reply:
      return comment.status == Status::approved && consent == "given";
    case MailPurpose::reported:
      return !item.reports.empty();
    case MailPurpose::report_closed:
      // Undone decisions make reports open again.
      return std::none_of(item.reports.begin(), item.reports.end(),
                          [&](const Report& report) { return report.email == pending.recipient; });
    case MailPurpose::password:
    case MailPurpose::test:
      break;
  }
  return true;
}

Result<Composed, StoreError> compose(Stores& stores, const ComposerTools& tools,
                                     const std::vector<PendingMail>& pending, Instant now) {
  const PendingMail& first = pending.front();
  const auto consent = stores.outbox.consent(first.recipient);
  if (!consent) return Failure{consent.error()};
  std::vector<MailItem> items;
  for (const PendingMail& mail : pending) {
    if (!mail.comment) continue;
    auto item = stores.queue.item(*mail.comment);
    if (!item) return Failure{item.error()};
    if (*item && is_still_true(mail, **item, *consent))
      items.push_back(make_item(tools, **item, first.recipient, now));
  }
  const bool without_comment = first.purpose == MailPurpose::test ||
                               first.purpose == MailPurpose::password ||
                               (first.purpose == MailPurpose::report_closed && !first.comment);
  if (items.empty() && !without_comment) return Composed{};

  Message message = envelope(tools, first, now);
  MailText words;
  if (first.purpose == MailPurpose::waiting) {
    const auto rules = stores.rules.list();
    const auto counts = stores.queue.counts();
    if (!rules || !counts) return Failure{StoreError::unavailable};
    words = render_waiting_mail(tools.view, items, *rules, counts->waiting,
                                program_url(tools, "/moderate/"));
    const std::string& writer = items.front().item.comment.email;
    if (items.size() == 1 && is_email(writer)) message.reply_to = writer;
  } else if (first.purpose == MailPurpose::password) {
    const auto accounts = accounts_of(stores, tools, first.recipient, now);
    if (!accounts) return Failure{accounts.error()};
    if (accounts->empty()) return Composed{};
    words = render_password_mail(tools.view, *accounts);
  } else if (first.purpose == MailPurpose::test) {
    words = render_test_mail(tools.view);
  } else if (items.empty()) {
    words = render_report_closed_mail(tools.view, nullptr);
  } else {
    MailItem& item = items.front();
    item.unsubscribe_url = unsubscribe_url(tools, first, item, now);
    words = words_of(tools, first.purpose, item);
    const bool to_page_author =
        first.purpose == MailPurpose::approved || first.purpose == MailPurpose::edited;
    if (to_page_author && is_email(item.item.comment.email))
      message.reply_to = item.item.comment.email;
    if (first.purpose == MailPurpose::published || first.purpose == MailPurpose::reply)
      message.unsubscribe = item.unsubscribe_url;
  }
  message.subject = std::move(words.subject);
  message.body = std::move(words.body);
  return Composed{std::move(message)};
}

}  // namespace afterword
