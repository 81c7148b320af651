#include "view/mail/mail_view.h"

#include "markers/mail_password.h"

#include <cstring>

#include <ctemplate/template_dictionary.h>

#include "base/text.h"
#include "view/moderation/moderation_words.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;

// Mails share their markers, so these are named once. ctemplate ignores markers that a template
// does not have and leaves unfilled ones empty; tests check for both.
constexpr char site[] = "SITE";

constexpr std::size_t excerpt_characters = 1'000;
constexpr std::size_t digest_characters = 300;

std::string page_name(const QueueItem& item) {
  return item.page_title.empty() ? item.page_path : item.page_title;
}

void fill_comment(const ViewTools& tools, const MailItem& item, Dictionary& mail) {
  mail.SetValue("AUTHOR", item.item.comment.author);
  mail.SetValue("TEXT", item.item.comment.text);
  mail.SetValue("PAGE", page_name(item.item));
  mail.SetValue("PAGE_URL", item.page_url);
  mail.SetValue("COMMENT_URL", item.comment_url);
  mail.SetValue("OPEN_URL", item.open_url);
  mail.SetValue("APPROVE_URL", item.approve_url);
  mail.SetValue("SPAM_URL", item.spam_url);
  mail.SetValue("TRASH_URL", item.trash_url);
  if (!item.own_url.empty()) {
    Dictionary& own = *mail.AddSectionDictionary("OWN");
    own.SetValue("OWN_URL", item.own_url);
    own.SetValue("OWN_UNTIL", tools.zone.format(item.own_until, tools.settings.date_format));
  }
}

void fill_links(const SubscriberLinks& links, Dictionary& mail) {
  mail.SetValue("CONFIRM_URL", links.confirm_url);
  mail.SetValue("REFUSE_URL", links.refuse_url);
  mail.SetValue("UNSUBSCRIBE_URL", links.unsubscribe_url);
  mail.SetValue("MANAGE_URL", links.manage_url);
}

/// The beginning of a comment, for mails that readers of the whole thread get.
std::string excerpt(const std::string& text, std::size_t characters) {
  std::string first = first_characters(text, characters);
  return first.size() < text.size() ? first + " …" : first;
}

/// Separates the subject, the first line, from the body.
MailText split(const std::string& text) {
  constexpr std::string_view prefix = "Subject: ";
  // Page titles contain no line break, because clean_line removes them.
  const std::size_t end = text.find('\n');
  MailText mail;
  if (end == std::string::npos || !text.starts_with(prefix)) return {"", text};
  mail.subject = text.substr(prefix.size(), end - prefix.size());
  const std::size_t body = text.find_first_not_of('\n', end);
  mail.body = body == std::string::npos ? "" : text.substr(body);
  return mail;
}

MailText expand(const ViewTools& tools, std::string_view name, Dictionary& mail) {
  mail.SetValue(site, tools.settings.site_name);
  return split(tools.templates.expand(name, mail));
}

}  // namespace

MailText render_waiting_mail(const ViewTools& tools, const std::vector<MailItem>& items,
                             const std::vector<Rule>& rules, int waiting,
                             const std::string& queue_url) {
  Dictionary mail("mail");
  mail.ShowSection(items.size() == 1 ? "ONE" : "MANY");
  mail.SetIntValue("COUNT", static_cast<long>(items.size()));
  mail.SetIntValue("WAITING", waiting);
  mail.SetValue("QUEUE_URL", queue_url);
  if (!items.empty()) mail.SetValue("PAGE", page_name(items.front().item));
  for (const MailItem& item : items) {
    Dictionary& row = *mail.AddSectionDictionary("COMMENT");
    fill_comment(tools, item, row);
    const Comment& comment = item.item.comment;
    if (!comment.email.empty()) row.SetValueAndShowSection("ADDRESS", comment.email, "EMAIL");
    if (!comment.url.empty()) row.SetValueAndShowSection("ADDRESS", comment.url, "WEBSITE");
    for (const ReasonWords& reason : explain_reasons(tools, comment, rules))
      row.AddSectionDictionary("REASON")->SetValue(
          "WORDS", reason.words + (reason.pattern.empty() ? "" : " (" + reason.pattern + ")"));
  }
  return expand(tools, "mail_waiting.tpl", mail);
}

MailText render_care_mail(const ViewTools& tools, const MailItem& item, bool unread) {
  Dictionary mail("mail");
  // Contains neither the comment nor its author.
  mail.SetValue("PAGE", page_name(item.item));
  mail.SetValue("OPEN_URL", item.open_url);
  const bool published = item.item.comment.status == Status::approved;
  mail.ShowSection(unread ? "UNREAD" : published ? "PUBLISHED" : "FIRST");
  return expand(tools, "mail_care.tpl", mail);
}

MailText render_comment_mail(const ViewTools& tools, std::string_view name, const MailItem& item,
                             const SubscriberLinks& links) {
  Dictionary mail("mail");
  fill_comment(tools, item, mail);
  fill_links(links, mail);
  mail.SetValue("EXCERPT", excerpt(item.item.comment.text, excerpt_characters));
  for (const Report& report : item.item.reports) {
    Dictionary& row = *mail.AddSectionDictionary("REPORT");
    row.SetValue("REASON", report_words(tools, report.reason));
    if (!report.note.empty()) row.SetValueAndShowSection("NOTE_TEXT", report.note, "NOTE");
  }
  return expand(tools, name, mail);
}

MailText render_confirm_mail(const ViewTools& tools, const MailItem* item,
                             const SubscriberLinks& links) {
  Dictionary mail("mail");
  fill_links(links, mail);
  if (item == nullptr)
    mail.ShowSection("READER");
  else
    mail.SetValueAndShowSection("OWN_URL", item->own_url, "WRITER");
  return expand(tools, "mail_confirm.tpl", mail);
}

MailText render_digest_mail(const ViewTools& tools, const std::vector<MailItem>& items, int count,
                            const SubscriberLinks& links) {
  Dictionary mail("mail");
  fill_links(links, mail);
  mail.SetIntValue("COUNT", count);
  mail.ShowSection(count == 1 ? "ONE" : "MANY");
  for (const MailItem& item : items) {
    Dictionary& row = *mail.AddSectionDictionary("COMMENT");
    fill_comment(tools, item, row);
    row.SetValue("EXCERPT", excerpt(item.item.comment.text, digest_characters));
  }
  const int left = count - static_cast<int>(items.size());
  if (left == 0) return expand(tools, "mail_digest.tpl", mail);
  Dictionary& more = *mail.AddSectionDictionary("MORE");
  more.SetIntValue("LEFT", left);
  return expand(tools, "mail_digest.tpl", mail);
}

MailText render_report_closed_mail(const ViewTools& tools, const MailItem* item) {
  Dictionary mail("mail");
  if (item != nullptr) mail.SetValueAndShowSection("PAGE_NAME", page_name(item->item), "PAGE");
  const bool kept = item != nullptr && item->item.comment.status == Status::approved;
  mail.ShowSection(kept ? "KEPT" : "REMOVED");
  return expand(tools, "mail_report_closed.tpl", mail);
}

MailText render_password_mail(const ViewTools& tools,
                              const std::vector<std::pair<std::string, std::string>>& accounts) {
  Dictionary mail("mail");
  for (const auto& [name, url] : accounts) {
    Dictionary& account = *mail.AddSectionDictionary(kmp_ACCOUNT);
    account.SetValue(kmp_NAME, name);
    account.SetValue(kmp_URL, url);
  }
  return expand(tools, "mail_password.tpl", mail);
}

MailText render_test_mail(const ViewTools& tools) {
  Dictionary mail("mail");
  return expand(tools, "mail_test.tpl", mail);
}

}  // namespace afterword
