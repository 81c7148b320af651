#include "view/moderation/item_view.h"

#include <ctemplate/template_dictionary.h>
#include <fmt/format.h>

#include <cstring>

#include "domain/moderation/text_diff.h"
#include "domain/policy/rule_values.h"
#include "markers/moderate_item.h"
#include "view/moderation/moderation_entry.h"
#include "view/moderation/moderation_layout.h"
#include "view/moderation/moderation_words.h"
#include "view/template_string.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

/// The field `return` of the page's forms: this page, which leads back to the queue with its
/// filter.
std::string address_of_item(const ItemModel& model) {
  UrlQuery query;
  if (!model.return_query.empty()) query.add("back", model.return_query);
  return query.link(fmt::format("comment/{}", model.item.comment.id.value));
}

/// Fills the buttons of one panel.
void fill_panel(const ViewTools& tools, const ItemModel& model, ActionPanel panel,
                const TemplateString& section, Dictionary& into) {
  const Comment& comment = model.item.comment;
  for (const ActionRow* row : panel_actions(panel, model.item, model.layout.role())) {
    Dictionary& button = *into.AddSectionDictionary(section);
    button.SetValue(kmi_NAME, template_string(row->name));
    button.SetValue(kmi_LABEL, label_of(tools, *row));
    button.SetValue(kmi_TARGET, to_text(Target{comment.id, comment.version}));
  }
}

void fill_care(const ViewTools& tools, const ItemModel& model, Dictionary& page) {
  const Comment& comment = model.item.comment;
  if (comment.care != CareState::open) return;
  Dictionary& care = *page.AddSectionDictionary(kmi_CARE);
  fill_panel(tools, model, ActionPanel::care, kmi_CARE_ACTION, care);
  if (comment.email.empty()) return;
  Dictionary& email_link = *care.AddSectionDictionary(kmi_EMAIL_LINK);
  email_link.SetValue(kmi_ADDRESS, comment.email);
  // ctemplate removes "mailto:" from URLs. A validated email address is safe without its escaping.
  email_link.SetValue(kmi_MAILTO, encode_parameter(comment.email));
}

void fill_item_reports(const ViewTools& tools, const ItemModel& model, Dictionary& page) {
  if (model.reports.empty()) return;
  Dictionary& reports = *page.AddSectionDictionary(kmi_REPORTS);
  for (const Report& report : model.reports) {
    Dictionary& row = *reports.AddSectionDictionary(kmi_REPORT);
    row.SetValue(kmi_REASON, report_words(tools, report.reason));
    row.SetValue(kmi_AGE, age(tools, report.at, model.layout.now));
    if (report.closed) row.ShowSection(kmi_CLOSED);
    if (!report.note.empty()) row.SetValueAndShowSection(kmi_NOTE_TEXT, report.note, kmi_NOTE);
    if (!report.email.empty() && !report.closed) row.ShowSection(kmi_MAIL);
  }
}

void fill_forms(const ViewTools& tools, const ItemModel& model, Dictionary& page) {
  const Comment& comment = model.item.comment;
  const std::string back = address_of_item(model);
  page.SetValue(kmi_RETURN, back);
  page.SetValue(kmi_SEEN, to_text(model.layout.seen));
  page.SetValue(
      kmi_REPLY_FORM_HTML,
      render_reply_form(tools, {model.layout, &comment, back, model.typed_reply}, model.drafts));
  page.SetValue(kmi_EDIT_FORM_HTML,
                render_edit_form(tools, {model.layout, &comment, back, model.typed_text}));
  page.SetValue(kmi_TYPED_PASSAGE, model.typed_passage);
  page.SetValue(kmi_TYPED_PAGE, model.typed_page);
  page.ShowSection(comment.status == Status::approved ? kmi_PUBLISHED : kmi_WAITING);
  if (model.open == "reply" || model.typed_reply) page.ShowSection(kmi_OPEN_REPLY);
  if (model.open == "edit" || model.typed_text) page.ShowSection(kmi_OPEN_EDIT);
  if (!model.typed_page.empty()) page.ShowSection(kmi_OPEN_PAGE);
  if (!model.typed_passage.empty() || !model.contact_details.empty())
    page.ShowSection(kmi_OPEN_REDACT);
  if (model.contact_details.empty()) return;
  Dictionary& contact = *page.AddSectionDictionary(kmi_CONTACT);
  for (const std::string& passage : model.contact_details)
    contact.AddSectionDictionary(kmi_DETAIL)->SetValue(kmi_PASSAGE, passage);
}

void fill_blocks(const ViewTools& tools, const Comment& comment, Dictionary& page) {
  for (const RuleValue& each : rule_values(comment)) {
    Dictionary& block = *page.AddSectionDictionary(kmi_BLOCK);
    block.SetValue(kmi_PATTERN, each.value);
    block.SetValue(kmi_LABEL, text_of_key(tools, fmt::format("block_{}", each.field)));
  }
}

/// Link to the item page that lists the revisions before `replacement`; 0 means the latest ones.
std::string revisions_href(const ViewTools& tools, CommentId comment, RevisionId replacement,
                           bool whole) {
  UrlQuery query;
  if (whole) query.add("whole", "yes");
  if (replacement.value != 0) query.add("before", replacement.value);
  return query.link(fmt::format("{}/comment/{}", moderation_base(tools), comment.value),
                    "revisions");
}

void fill_revision(const ViewTools& tools, const ItemModel& model, const Revision& before,
                   const Revision& after, Dictionary& revisions) {
  Dictionary& row = *revisions.AddSectionDictionary(kmi_REVISION);
  fill_actor(tools, before.replaced_by, kmi_BY, kmi_OF_MODERATOR, row);
  row.SetValue(kmi_AGE, age(tools, before.replaced, model.layout.now));
  std::vector<DiffPart> parts = diff_texts(before.text, after.text);
  if (!model.whole_revision && shorten_diff(parts))
    row.SetValueAndShowSection(kmi_WHOLE_HREF,
                               revisions_href(tools, model.item.comment.id, after.id, true),
                               kmi_SHORTENED);
  for (const DiffPart& part : parts) {
    Dictionary& piece = *row.AddSectionDictionary(kmi_PART);
    const bool same = part.kind == DiffPart::Kind::same;
    const bool gone = part.kind == DiffPart::Kind::gone;
    piece.SetValueAndShowSection(kmi_PART_TEXT, part.text,
                                 same   ? kmi_SAME
                                 : gone ? kmi_GONE
                                        : kmi_NEW);
  }
  const auto field = [&](std::string_view key, const std::string& a, const std::string& b) {
    if (a == b) return;
    Dictionary& line = *row.AddSectionDictionary(kmi_FIELD);
    line.SetValue(kmi_NAME, text_of_key(tools, key));
    line.SetValue(kmi_BEFORE, a);
    line.SetValue(kmi_AFTER, b);
  };
  field("field_author", before.author, after.author);
  field("field_email", before.email, after.email);
  field("field_url", before.url, after.url);
}

void fill_revisions(const ViewTools& tools, const ItemModel& model, Dictionary& page) {
  if (model.revisions.empty()) return;
  Dictionary& revisions = *page.AddSectionDictionary(kmi_REVISIONS);
  const Comment& comment = model.item.comment;
  Revision after = model.replacement.value_or(
      Revision{comment.author, comment.email, comment.url, comment.text, {}, {}, {}});
  for (const Revision& before : model.revisions) {
    fill_revision(tools, model, before, after, revisions);
    after = before;
  }
  if (model.more_revisions)
    revisions.SetValueAndShowSection(kmi_OLDER_HREF,
                                     revisions_href(tools, comment.id, after.id, false), kmi_OLDER);
  if (model.replacement || model.whole_revision) revisions.ShowSection(kmi_OPEN_REVISIONS);
  if (model.replacement || model.whole_revision)
    revisions.SetValueAndShowSection(
        kmi_NEWEST_HREF, revisions_href(tools, comment.id, RevisionId{}, false), kmi_NEWEST);
}

}  // namespace

std::string render_item_page(const ViewTools& tools, const ItemModel& model) {
  const Comment& comment = model.item.comment;
  Dictionary page("item");
  page.SetValue(kmi_BASE, moderation_base(tools));
  page.SetValue(kmi_BACK_HREF, UrlQuery(model.return_query).link(moderation_base(tools) + "/"));
  page.SetValue(kmi_CSRF, model.layout.csrf);
  page.SetIntValue(kmi_ID, comment.id.value);
  page.SetIntValue(kmi_VERSION, comment.version);
  if (!comment.user_agent.empty())
    page.SetValueAndShowSection(kmi_USER_AGENT, comment.user_agent, kmi_BROWSER);
  if (!comment.address_prefix.empty())
    page.SetValueAndShowSection(kmi_ADDRESS_PREFIX, comment.address_prefix, kmi_PREFIX);
  page.SetValue(kmi_ENTRY_HTML, render_entry(tools, model.item, model.rules, EntryUse::item,
                                             model.layout, model.return_query));
  for (const ReasonWords& reason : explain_reasons(tools, comment, model.rules))
    if (reason.care)
      page.AddSectionDictionary(kmi_PHRASE)
          ->SetValue(kmi_TEXT, reason.pattern.empty() ? reason.words : reason.pattern);
  fill_panel(tools, model, ActionPanel::more, kmi_MORE_ACTION, page);
  fill_panel(tools, model, ActionPanel::page, kmi_PAGE_ACTION, page);
  fill_care(tools, model, page);
  fill_item_reports(tools, model, page);
  fill_forms(tools, model, page);
  fill_blocks(tools, comment, page);
  if (model.item.page_closed) page.ShowSection(kmi_PAGE_CLOSED);
  fill_revisions(tools, model, page);
  if (!model.audit_log.empty())
    page.SetValueAndShowSection(kmi_LINES_HTML, render_lines(tools, model.audit_log, false),
                                kmi_AUDIT_LOG);
  page.SetValue(kmi_KEYS_HTML, render_keys(tools));
  return render_moderation_document(tools, model.layout, address_of_item(model),
                                    tools.templates.expand("moderate_item.tpl", page));
}

}  // namespace afterword
