#include "view/thread/commenter_view.h"

#include <cstring>

#include <ctemplate/template_dictionary.h>

#include "markers/commenter.h"
#include "view/template_string.h"
#include "view/text_direction.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;

std::string date(const ViewTools& tools, Instant instant) {
  return tools.zone.format(instant, tools.settings.date_format);
}

void fill_comment(const ViewTools& tools, const CommenterComment& found, Dictionary& row) {
  const Comment& comment = found.comment;
  row.SetIntValue(kc_ID, comment.id.value);
  row.SetValue(kc_PATH, found.path);
  row.SetValue(kc_DATE, date(tools, comment.created));
  row.SetValue(kc_STATUS, std::string(to_text(comment.status)));
  row.SetValue(kc_AUTHOR, comment.author);
  row.SetValue(kc_URL, comment.url);
  row.SetValue(kc_ADDRESS_PREFIX, comment.address_prefix);
  row.SetValue(kc_USER_AGENT, comment.user_agent);
  row.SetValue(kc_TEXT, comment.text);
  for (const Revision& revision : found.revisions) {
    Dictionary& before = *row.AddSectionDictionary(kc_REVISION);
    before.SetValue(kc_DATE, date(tools, revision.replaced));
    before.SetValue(kc_TEXT, revision.text);
  }
}

void fill_subscriptions(const ViewTools& tools, const std::vector<Subscription>& subscriptions,
                        Dictionary& list) {
  for (const Subscription& each : subscriptions) {
    Dictionary& row = *list.AddSectionDictionary(kc_SUBSCRIPTION);
    row.SetValue(kc_PATH, each.page_path);
    row.ShowSection(each.kind == SubscriptionKind::thread ? kc_WHOLE : kc_REPLIES);
    if (each.comment) row.SetIntValue(kc_ID, each.comment->value);
    row.SetValue(kc_STATUS, std::string(to_text(each.state)));
    row.SetValue(kc_SCHEDULE, std::string(to_text(each.schedule)));
    row.SetValue(kc_DATE, date(tools, each.asked));
    if (each.confirmed)
      row.SetValueAndShowSection(kc_CONFIRMED_DATE, date(tools, *each.confirmed), kc_CONFIRMED);
  }
}

}  // namespace

std::string render_commenter(const ViewTools& tools, const CommenterData& commenter, Instant now) {
  Dictionary page("commenter");
  page.SetValue(kc_LANGUAGE, tools.settings.language);
  page.SetValue(kc_DIRECTION, template_string(direction_of(tools.settings.language)));
  page.SetValue(kc_SITE, tools.settings.site_name);
  page.SetValue(kc_EMAIL, commenter.email);
  page.SetValue(kc_DATE, date(tools, now));
  if (commenter.mail_refused)
    page.SetValueAndShowSection(kc_DATE, date(tools, *commenter.mail_refused), kc_MAIL_REFUSED);
  if (!commenter.subscriptions.empty())
    fill_subscriptions(tools, commenter.subscriptions,
                       *page.AddSectionDictionary(kc_SUBSCRIPTIONS));
  if (commenter.comments.empty()) page.ShowSection(kc_NOTHING);
  for (const CommenterComment& found : commenter.comments)
    fill_comment(tools, found, *page.AddSectionDictionary(kc_COMMENT));
  if (!commenter.mail.empty()) {
    Dictionary& mail = *page.AddSectionDictionary(kc_MAIL);
    for (const CommenterMail& message : commenter.mail) {
      Dictionary& row = *mail.AddSectionDictionary(kc_MESSAGE);
      row.SetValue(kc_DATE, date(tools, message.created));
      row.SetValue(kc_PURPOSE, message.purpose);
      row.SetValue(kc_STATUS, message.status);
    }
  }
  if (!commenter.reports.empty()) {
    Dictionary& reports = *page.AddSectionDictionary(kc_REPORTS);
    for (const CommenterReport& report : commenter.reports) {
      Dictionary& row = *reports.AddSectionDictionary(kc_REPORT);
      row.SetIntValue(kc_ID, report.comment.value);
      row.SetValue(kc_DATE, date(tools, report.at));
      row.SetValue(kc_REASON, report.reason);
      row.SetValue(kc_NOTE, report.note);
    }
  }
  return tools.templates.expand("commenter.tpl", page);
}

}  // namespace afterword
