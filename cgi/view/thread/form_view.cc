#include "view/thread/form_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include <ctemplate/template_dictionary.h>

#include "domain/markup/markup.h"
#include "markers/form.h"
#include "markers/preview.h"
#include "markers/rejected.h"
#include "view/template_string.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

/// Shows the section of a field's first error, with its message.
void fill_field_error(const ViewTools& tools, const FormModel& model, std::string_view field,
                      const TemplateString& section, Dictionary& form) {
  const auto error = std::find_if(model.errors.begin(), model.errors.end(),
                                  [&](const ErrorText& each) { return each.field == field; });
  if (error == model.errors.end()) return;
  // A template may show the section in several places; one dictionary fills all of them.
  form.AddSectionDictionary(section)->SetValue(kf_MESSAGE, tools.templates.message(*error));
}

void fill_errors(const ViewTools& tools, const FormModel& model, Dictionary& form) {
  if (model.errors.empty()) return;
  Dictionary& summary = *form.AddSectionDictionary(kf_ERRORS);
  for (const ErrorText& error : model.errors) {
    Dictionary& row = *summary.AddSectionDictionary(kf_ERROR);
    const std::string& message = tools.templates.message(error);
    row.SetValue(kf_CODE, template_string(error.code));
    Dictionary& line = *row.AddSectionDictionary(error.field.empty() ? kf_NO_FIELD : kf_FIELD);
    line.SetValue(kf_MESSAGE, message);
    line.SetValue(kf_FIELD_ID, template_string(error.field));
  }
  fill_field_error(tools, model, "comment", kf_COMMENT_ERROR, form);
  fill_field_error(tools, model, "author", kf_AUTHOR_ERROR, form);
  fill_field_error(tools, model, "email", kf_EMAIL_ERROR, form);
  fill_field_error(tools, model, "url", kf_URL_ERROR, form);
}

void fill_site(const ViewTools& tools, const FormModel& model, Dictionary& form) {
  const ViewSettings& settings = tools.settings;
  form.SetValue(kf_ACTION, settings.mount + "/post");
  if (!settings.intro.empty()) form.SetValueAndShowSection(kf_INTRO_TEXT, settings.intro, kf_INTRO);
  if (!settings.guidelines_url.empty())
    form.SetValueAndShowSection(kf_GUIDELINES_URL, settings.guidelines_url, kf_GUIDELINES);
  if (settings.avatars == AvatarKind::gravatar) form.ShowSection(kf_GRAVATAR_NOTE);
  if (settings.require_name) form.ShowSection(kf_NAME_REQUIRED);
  if (settings.require_email) form.ShowSection(kf_EMAIL_REQUIRED);
  form.ShowSection(settings.markdown ? kf_MARKDOWN : kf_PLAIN);
  form.ShowSection(settings.website_field ? kf_WEBSITE : kf_NO_WEBSITE);
  if (settings.offer_mail) {
    Dictionary& mail = *form.AddSectionDictionary(kf_OFFER_MAIL);
    mail.ShowSection(!model.mail                                ? kf_NO_MAIL
                     : *model.mail == SubscriptionKind::replies ? kf_REPLIES
                                                                : kf_WHOLE_THREAD);
  }
  if (!model.help_html.empty()) form.SetValueAndShowSection(kf_HELP_HTML, model.help_html, kf_HELP);
}

}  // namespace

void fill_form(const ViewTools& tools, const FormModel& model, Dictionary& form) {
  tools.templates.include("form.tpl", form);
  fill_site(tools, model, form);
  fill_errors(tools, model, form);
  if (model.reply_to)
    form.SetValueAndShowSection(kf_PARENT_AUTHOR, template_string(model.reply_to->author),
                                kf_TO_COMMENT);
  else
    form.ShowSection(kf_TO_PAGE);
  const std::string respond = page_href(model.page.path, {}, "respond");
  form.SetValue(kf_CANCEL_HREF,
                model.in_document ? tools.settings.address.link_to_page(respond) : respond);
  // Encoded, because the program decodes the field once.
  form.SetValue(kf_PAGE, page_href(model.page.path));
  form.SetValue(kf_TITLE, template_string(model.title));
  form.SetValue(kf_REDIRECT_TO, template_string(model.redirect_to));
  const std::string parent =
      model.reply_to ? std::to_string(model.reply_to->id.value) : std::string(model.parent);
  form.SetValue(kf_PARENT, parent.empty() ? "0" : parent);
  form.SetValue(kf_AUTHOR_VALUE, template_string(model.author));
  form.SetValue(kf_EMAIL_VALUE, template_string(model.email));
  form.SetValue(kf_URL_VALUE, template_string(model.url));
  // Browsers drop a line break directly after <textarea>; an additional one preserves the typed
  // one.
  const bool begins_with_break = model.comment.starts_with('\n') || model.comment.starts_with('\r');
  form.SetValue(kf_COMMENT_VALUE, (begins_with_break ? "\n" : "") + std::string(model.comment));
}

std::string render_preview(const ViewTools& tools, const Submission& submission) {
  Dictionary preview("preview");
  if (!submission.author.empty()) {
    Dictionary& writer = *preview.AddSectionDictionary(kp_WRITER);
    writer.SetValue(kp_AUTHOR, template_string(submission.author));
    if (submission.url.empty())
      writer.ShowSection(kp_UNLINKED);
    else
      writer.SetValueAndShowSection(kp_URL, template_string(submission.url), kp_LINKED);
  }
  preview.SetValue(kp_TEXT_HTML, render_markup(submission.text, submission.format).html);
  return tools.templates.expand("preview.tpl", preview);
}

std::string render_form_again(const ViewTools& tools, const FormModel& model) {
  Dictionary rejected("rejected");
  if (!model.preview_html.empty())
    rejected.SetValueAndShowSection(kr_PREVIEW_HTML, model.preview_html, kr_PREVIEW);
  const bool correctable =
      std::all_of(model.errors.begin(), model.errors.end(), [](const ErrorText& error) {
        return error.status == 422 || error.status == 429 || error.status == 503;
      });
  const bool is_preview = model.errors.empty();
  rejected.ShowSection(is_preview ? kr_CHECKED : correctable ? kr_CORRECTABLE : kr_REFUSED);
  if (!model.page.path.empty())
    rejected.SetValueAndShowSection(
        kr_BACK_HREF, tools.settings.address.link_to_page(page_href(model.page.path)), kr_BACK);
  fill_form(tools, model, *rejected.AddIncludeDictionary(kr_FORM));
  return tools.templates.expand("rejected.tpl", rejected);
}

}  // namespace afterword
