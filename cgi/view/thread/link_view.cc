#include "view/thread/link_view.h"

#include <fmt/format.h>

#include <cstring>

#include <ctemplate/template_dictionary.h>

#include "markers/link.h"
#include "view/moderation/moderation_words.h"
#include "view/template_string.h"
#include "view/text_direction.h"
#include "view/thread/comment_dates.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

TemplateString section_of(LinkAction action) {
  switch (action) {
    case LinkAction::approve:
      return kl_APPROVE;
    case LinkAction::spam:
      return kl_SPAM;
    case LinkAction::trash:
      return kl_TRASH;
    case LinkAction::confirm:
      return kl_CONFIRM;
    case LinkAction::unsubscribe:
      return kl_UNSUBSCRIBE;
    case LinkAction::own:
    case LinkAction::leave:
    case LinkAction::refuse:
    case LinkAction::manage:
      break;
  }
  return kl_OWN;
}

TemplateString done_section_of(const LinkModel& model) {
  switch (model.action) {
    case LinkAction::approve:
      return kl_DONE_APPROVE;
    case LinkAction::spam:
      return kl_DONE_SPAM;
    case LinkAction::trash:
      return kl_DONE_TRASH;
    case LinkAction::confirm:
      return kl_DONE_CONFIRM;
    case LinkAction::unsubscribe:
      return kl_DONE_UNSUBSCRIBE;
    case LinkAction::own:
    case LinkAction::leave:
    case LinkAction::refuse:
    case LinkAction::manage:
      break;
  }
  switch (model.outcome) {
    case OwnOutcome::withdrawn:
      return kl_DONE_WITHDRAW;
    case OwnOutcome::held:
      return kl_DONE_HELD;
    case OwnOutcome::saved:
      break;
  }
  return kl_DONE_SAVE;
}

std::string sentence_of(const ViewTools& tools, Refusal refusal) {
  return tools.templates.message(describe(refusal));
}

/// Fills the commenter's edit form. If the text can no longer be changed it is not displayed, so
/// that an old link does not reveal text that was removed from it.
void fill_edit(const ViewTools& tools, const LinkModel& model, Dictionary& page, Dictionary& ask) {
  ask.ShowSection(kl_WITHDRAW);
  page.SetValueAndShowSection(kl_DATES_HTML, dates_alone(tools, model.item->comment), kl_WRITTEN);
  if (model.refusal) {
    page.SetValueAndShowSection(kl_SENTENCE, sentence_of(tools, *model.refusal), kl_REFUSED);
    if (model.typed) page.SetValueAndShowSection(kl_TEXT, in_textarea(*model.typed), kl_UNSAVED);
    return;
  }
  page.ShowSection(kl_OWN_HINT);
  Dictionary& edit = *ask.AddSectionDictionary(kl_EDIT);
  ask.ShowSection(kl_SAVE);
  edit.SetValue(kl_TEXT, in_textarea(model.typed.value_or(model.item->comment.text)));
}

void fill_ask(const ViewTools& tools, const LinkModel& model, Dictionary& page) {
  if (model.step == LinkStep::ask) page.ShowSection(section_of(model.action));
  Dictionary& ask = *page.AddSectionDictionary(kl_ASK);
  ask.SetValue(kl_ACTION, fmt::format("{}/link/{}", tools.settings.mount, model.token));
  if (model.action == LinkAction::own) return fill_edit(tools, model, page, ask);
  Dictionary& button = *ask.AddSectionDictionary(kl_ACTION_BUTTON);
  const std::string name(to_text(model.action));
  button.SetValue(kl_NAME, name);
  button.SetValue(kl_LABEL, text_of_key(tools, "do_" + name));
}

void fill_already(const ViewTools& tools, const LinkModel& model, Dictionary& page) {
  Dictionary& already = *page.AddSectionDictionary(kl_ALREADY);
  if (!model.conflict || !model.conflict->actor) return already.ShowSection(kl_UNKNOWN);
  Dictionary& known = *already.AddSectionDictionary(kl_KNOWN);
  fill_actor(tools, *model.conflict->actor, kl_ACTOR, kl_OF_MODERATOR, known);
  known.SetValue(kl_SENTENCE_HTML, conflict_sentence(tools, *model.conflict));
  known.SetValue(kl_AGE, age(tools, model.conflict->at, model.now));
}

/// The question before a withdrawal, with the text if the link still permits to see it.
void fill_withdrawal(const ViewTools& tools, const LinkModel& model, Dictionary& page) {
  page.ShowSection(kl_ASK_WITHDRAW);
  Dictionary& ask = *page.AddSectionDictionary(kl_ASK);
  ask.SetValue(kl_ACTION, fmt::format("{}/link/{}", tools.settings.mount, model.token));
  Dictionary& sure = *ask.AddSectionDictionary(kl_SURE);
  if (model.typed) sure.SetValueAndShowSection(kl_TEXT, in_textarea(*model.typed), kl_TYPED);
}

bool shows_comment(const LinkModel& model) {
  if (!model.item) return false;
  if (model.step == LinkStep::withdraw) return !model.refusal;
  const bool decides = model.action == LinkAction::approve || model.action == LinkAction::spam ||
                       model.action == LinkAction::trash;
  return decides && model.step == LinkStep::ask;
}

/// The page, and the comment on it if the reader will find it there; the site's first page if there
/// is no comment.
std::string back_href(const LinkModel& model) {
  if (!model.item) return "/";
  const std::string& path = model.item->page_path;
  const CommentId id = model.item->comment.id;
  if (!model.back_query.empty()) return page_href(path, model.back_query, comment_fragment(id));
  const bool is_withdrawn = model.step == LinkStep::done && model.outcome == OwnOutcome::withdrawn;
  const bool is_there = model.item->comment.status == Status::approved && !is_withdrawn;
  if (model.action == LinkAction::own && !is_there) return page_href(path, {}, "comments");
  return comment_href(path, id, unresolved_place());
}

}  // namespace

std::string render_link(const ViewTools& tools, const LinkModel& model) {
  Dictionary page("link");
  page.SetValue(kl_LANGUAGE, tools.settings.language);
  page.SetValue(kl_DIRECTION, template_string(direction_of(tools.settings.language)));
  page.SetValue(kl_SITE, tools.settings.site_name);
  page.SetValue(kl_STYLE_HREF, moderation_style_href(tools));
  page.SetValue(kl_BACK_HREF, tools.settings.address.link_to_page(back_href(model)));
  if (!model.problem.empty()) page.SetValueAndShowSection(kl_SENTENCE, model.problem, kl_PROBLEM);
  switch (model.step) {
    case LinkStep::ask:
      fill_ask(tools, model, page);
      break;
    case LinkStep::withdraw:
      fill_withdrawal(tools, model, page);
      break;
    case LinkStep::done:
      page.AddSectionDictionary(kl_DONE)->ShowSection(done_section_of(model));
      if (model.action == LinkAction::own && model.outcome != OwnOutcome::withdrawn)
        fill_ask(tools, model, page);
      break;
    case LinkStep::already:
      fill_already(tools, model, page);
      break;
    case LinkStep::refused:
      if (model.refusal)
        page.SetValueAndShowSection(kl_SENTENCE, sentence_of(tools, *model.refusal), kl_NO_USE);
      break;
  }
  if (shows_comment(model)) {
    const Comment& comment = model.item->comment;
    Dictionary& shown = *page.AddSectionDictionary(kl_COMMENT);
    shown.SetValue(kl_AUTHOR, comment.author);
    shown.SetValue(kl_PAGE,
                   model.item->page_title.empty() ? model.item->page_path : model.item->page_title);
    shown.SetValue(kl_TEXT_HTML, render_markup(comment.text, comment.format).html);
  }
  return tools.templates.expand("link.tpl", page);
}

}  // namespace afterword
