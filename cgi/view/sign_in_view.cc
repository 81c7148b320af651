#include "view/sign_in_view.h"

#include <fmt/format.h>

#include <cstring>

#include <ctemplate/template_dictionary.h>

#include "markers/moderate_sign_in.h"
#include "view/moderation_words.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;

void fill_form(const SignInModel& model, Dictionary& page) {
  Dictionary& form = *page.AddSectionDictionary(kmsi_FORM);
  form.SetValue(kmsi_NAME, model.name);
  form.SetValue(kmsi_NEXT, model.next);
  if (!model.kept) return;
  form.SetValueAndShowSection(kmsi_KEPT_ID, model.kept_id, kmsi_KEPT);
  if (!model.kept_text.empty())
    form.SetValueAndShowSection(kmsi_KEPT_TEXT_VALUE, in_textarea(model.kept_text), kmsi_KEPT_TEXT);
  if (!model.kept_reply.empty())
    form.SetValueAndShowSection(kmsi_KEPT_REPLY_VALUE, in_textarea(model.kept_reply),
                                kmsi_KEPT_REPLY);
}

}  // namespace

std::string render_sign_in(const ViewTools& tools, const SignInModel& model) {
  const std::string base = moderation_base(tools);
  Dictionary page("sign_in");
  page.SetValue(kmsi_LANGUAGE, tools.settings.language);
  page.SetValue(kmsi_SITE, tools.settings.site_name);
  page.SetValue(kmsi_BASE, base);
  page.SetValue(kmsi_STYLE_HREF,
                fmt::format("{}/style.css?v={}", base, tools.templates.moderation_style().version));
  page.ShowSection(model.comment_gone ? kmsi_GONE : kmsi_THERE);
  if (model.comment_gone) {
    const std::string& text = model.kept_text.empty() ? model.kept_reply : model.kept_text;
    page.SetValueAndShowSection(kmsi_KEPT_TEXT_VALUE, in_textarea(text), kmsi_GONE_TEXT);
    return tools.templates.expand("moderate_sign_in.tpl", page);
  }
  if (model.ended) page.ShowSection(model.kept ? kmsi_ENDED : kmsi_ENDED_PLAIN);
  if (model.wrong) page.ShowSection(kmsi_WRONG);
  if (model.wait_seconds > 0)
    page.SetValueAndShowSection(kmsi_SECONDS, std::to_string(model.wait_seconds), kmsi_WAIT);
  if (model.nobody_yet)
    page.SetValueAndShowSection(kmsi_SET_UP_HREF, tools.settings.mount + "/set-up", kmsi_NOBODY);
  fill_form(model, page);
  return tools.templates.expand("moderate_sign_in.tpl", page);
}

}  // namespace afterword
