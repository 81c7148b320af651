// Renders the text of mails from templates/mail_*.tpl. The first line is the subject.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/moderation/moderation.h"
#include "domain/policy/rule_set.h"
#include "view/thread/thread_view.h"

namespace afterword {

struct MailText {
  std::string subject;
  std::string body;
};

/// A comment in a mail, with links to act on it. Links that the mail does not use are empty.
struct MailItem {
  QueueItem item;
  std::string page_url;
  std::string comment_url;
  std::string open_url;
  std::string approve_url;
  std::string spam_url;
  std::string trash_url;
  std::string own_url;
  Instant own_until;  // when own_url expires
};

/// The links of a mail to a visitor. Links that the mail does not use are empty.
struct SubscriberLinks {
  std::string confirm_url;
  std::string refuse_url;
  std::string unsubscribe_url;
  std::string manage_url;
};

MailText render_waiting_mail(const ViewTools& tools, const std::vector<MailItem>& items,
                             const std::vector<Rule>& rules, int waiting,
                             const std::string& queue_url);
MailText render_care_mail(const ViewTools& tools, const MailItem& item, bool unread);
/// Renders a mail about one comment. `name` is the template, such as "mail_approved.tpl".
MailText render_comment_mail(const ViewTools& tools, std::string_view name, const MailItem& item,
                             const SubscriberLinks& links = {});
/// `item` is null for a question that no comment was written with. Contains no text of a visitor.
MailText render_confirm_mail(const ViewTools& tools, const MailItem* item,
                             const SubscriberLinks& links);
/// `items` are the first of `count` new comments.
MailText render_digest_mail(const ViewTools& tools, const std::vector<MailItem>& items, int count,
                            const SubscriberLinks& links);
/// `item` is null if the comment was permanently deleted.
MailText render_report_closed_mail(const ViewTools& tools, const MailItem* item);
/// `accounts` are the names of the recipient's accounts and the links for their passwords.
MailText render_password_mail(const ViewTools& tools,
                              const std::vector<std::pair<std::string, std::string>>& accounts);
MailText render_test_mail(const ViewTools& tools);

}  // namespace afterword
