#include "view/moderation/comment_forms.h"

#include <ctemplate/template_dictionary.h>

#include <cstring>

#include "markers/moderate_edit_form.h"
#include "markers/moderate_reply_form.h"
#include "view/moderation/moderation_words.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;

/// The fields that both forms have.
void fill_target(const ViewTools& tools, const CommentFormModel& model, Dictionary& form) {
  form.SetValue(kmrf_BASE, moderation_base(tools));
  form.SetValue(kmrf_CSRF, model.layout.csrf);
  form.SetValue(kmrf_RETURN, model.return_query);
  if (model.comment == nullptr) return form.ShowSection(kmrf_ANY);
  form.SetIntValue(kmrf_ID, model.comment->id.value);
  form.SetIntValue(kmrf_VERSION, model.comment->version);
}

}  // namespace

std::string render_reply_form(const ViewTools& tools, const CommentFormModel& model,
                              const ReplyDrafts& drafts) {
  Dictionary form("reply");
  fill_target(tools, model, form);
  form.SetValue(kmrf_MODERATOR, model.layout.moderator);
  form.SetValue(kmrf_TYPED_REPLY, in_textarea(model.typed.value_or("")));
  if (model.comment != nullptr)
    form.ShowSection(model.comment->status == Status::approved ? kmrf_PUBLISHED : kmrf_WAITING);
  if (!drafts.empty()) {
    Dictionary& list = *form.AddSectionDictionary(kmrf_DRAFTS);
    for (const auto& [title, text] : drafts) {
      Dictionary& draft = *list.AddSectionDictionary(kmrf_DRAFT);
      draft.SetValue(kmrf_DRAFT_TITLE, title);
      draft.SetValue(kmrf_DRAFT_TEXT, text);
    }
  }
  return tools.templates.expand("moderate_reply_form.tpl", form);
}

std::string render_edit_form(const ViewTools& tools, const CommentFormModel& model) {
  Dictionary form("edit");
  fill_target(tools, model, form);
  if (model.comment != nullptr) {
    form.SetValue(kmef_TEXT, in_textarea(model.typed.value_or(model.comment->text)));
    form.SetValue(kmef_AUTHOR, model.comment->author);
    form.SetValue(kmef_EMAIL, model.comment->email);
    form.SetValue(kmef_URL, model.comment->url);
  }
  return tools.templates.expand("moderate_edit_form.tpl", form);
}

}  // namespace afterword
