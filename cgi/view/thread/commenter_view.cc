#include "view/thread/commenter_view.h"

#include <cstring>

#include <ctemplate/template_dictionary.h>

#include "markers/person.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;

std::string date(const ViewTools& tools, Instant instant) {
  return tools.zone.format(instant, tools.settings.date_format);
}

void fill_comment(const ViewTools& tools, const PersonComment& found, Dictionary& row) {
  const Comment& comment = found.comment;
  row.SetIntValue(kp_ID, comment.id.value);
  row.SetValue(kp_PATH, found.path);
  row.SetValue(kp_DATE, date(tools, comment.created));
  row.SetValue(kp_STATUS, std::string(to_text(comment.status)));
  row.SetValue(kp_AUTHOR, comment.author);
  row.SetValue(kp_URL, comment.url);
  row.SetValue(kp_NETWORK, comment.network);
  row.SetValue(kp_USER_AGENT, comment.user_agent);
  row.SetValue(kp_TEXT, comment.text);
  for (const Revision& revision : found.revisions) {
    Dictionary& before = *row.AddSectionDictionary(kp_REVISION);
    before.SetValue(kp_DATE, date(tools, revision.replaced));
    before.SetValue(kp_TEXT, revision.text);
  }
}

}  // namespace

std::string render_person(const ViewTools& tools, const PersonData& person, Instant now) {
  Dictionary page("person");
  page.SetValue(kp_SITE, tools.settings.site_name);
  page.SetValue(kp_EMAIL, person.email);
  page.SetValue(kp_DATE, date(tools, now));
  if (!person.consent.empty())
    page.SetValueAndShowSection(kp_CONSENT_TEXT, person.consent, kp_CONSENT);
  if (person.comments.empty()) page.ShowSection(kp_NOTHING);
  for (const PersonComment& found : person.comments)
    fill_comment(tools, found, *page.AddSectionDictionary(kp_COMMENT));
  if (!person.mail.empty()) {
    Dictionary& mail = *page.AddSectionDictionary(kp_MAIL);
    for (const PersonMail& message : person.mail) {
      Dictionary& row = *mail.AddSectionDictionary(kp_MESSAGE);
      row.SetValue(kp_DATE, date(tools, message.created));
      row.SetValue(kp_PURPOSE, message.purpose);
      row.SetValue(kp_STATUS, message.status);
    }
  }
  return tools.templates.expand("person.tpl", page);
}

}  // namespace afterword
