#include "view/moderation/moderation_layout.h"

#include <fmt/format.h>

#include <cstring>

#include <ctemplate/template_dictionary.h>

#include "markers/moderate_document.h"
#include "markers/moderate_notices.h"
#include "view/moderation/moderation_words.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

TemplateString text_of(std::string_view text) { return {text.data(), text.size()}; }

std::string title_of(const ViewTools& tools, ModerationSection section) {
  switch (section) {
    case ModerationSection::queue:
      return word(tools, "page_queue");
    case ModerationSection::item:
      return word(tools, "page_item");
    case ModerationSection::confirm:
      return word(tools, "page_confirm");
    case ModerationSection::rules:
      return word(tools, "page_rules");
    case ModerationSection::care:
      return word(tools, "page_care");
    case ModerationSection::record:
      return word(tools, "page_record");
    case ModerationSection::mail:
      return word(tools, "page_mail");
    case ModerationSection::people:
      return word(tools, "page_people");
    case ModerationSection::check:
      return word(tools, "page_check");
  }
  return "";
}

void show_place(ModerationSection section, Dictionary& document) {
  switch (section) {
    case ModerationSection::queue:
    case ModerationSection::item:
    case ModerationSection::confirm:
      return document.ShowSection(kmd_AT_QUEUE);
    case ModerationSection::rules:
      return document.ShowSection(kmd_AT_RULES);
    case ModerationSection::care:
      return document.ShowSection(kmd_AT_CARE);
    case ModerationSection::record:
      return document.ShowSection(kmd_AT_RECORD);
    case ModerationSection::mail:
      return document.ShowSection(kmd_AT_MAIL);
    case ModerationSection::people:
      return document.ShowSection(kmd_AT_PEOPLE);
    case ModerationSection::check:
      return document.ShowSection(kmd_AT_CHECK);
  }
}

void fill_notice(const ViewTools& tools, const ModerationFrame& frame,
                 std::string_view return_query, Dictionary& notices) {
  if (!frame.notice) return;
  const Notice& notice = *frame.notice;
  Dictionary& shown = *notices.AddSectionDictionary(kmn_NOTICE);
  Dictionary& sentence = *shown.AddSectionDictionary(notice.comments == 0   ? kmn_OTHER
                                                     : notice.comments == 1 ? kmn_ONE
                                                                            : kmn_MANY);
  sentence.SetValue(kmn_VERB, word(tools, notice.action));
  sentence.SetIntValue(kmn_COUNT, notice.comments);
  if (notice.undone) shown.ShowSection(kmn_UNDONE);
  if (!notice.can_undo) return;
  Dictionary& undo = *shown.AddSectionDictionary(kmn_UNDO);
  undo.SetIntValue(kmn_BATCH, notice.batch);
  undo.SetValue(kmn_CSRF, frame.csrf);
  undo.SetValue(kmn_RETURN, text_of(return_query));
}

void fill_stale(const ViewTools& tools, const ModerationFrame& frame, Dictionary& notices) {
  for (const Stale& stale : frame.stale) {
    Dictionary& row = *notices.AddSectionDictionary(kmn_STALE);
    Dictionary& line = *row.AddSectionDictionary(stale.actor.empty() ? kmn_UNKNOWN : kmn_KNOWN);
    line.SetIntValue(kmn_ID, stale.comment.value);
    line.SetValue(kmn_ACTOR, stale.actor);
    line.SetValue(kmn_VERB, word(tools, stale.action));
    line.SetValue(kmn_AGE, age(tools, stale.at, frame.now));
  }
}

void fill_notices(const ViewTools& tools, const ModerationFrame& frame,
                  std::string_view return_query, Dictionary& notices) {
  notices.SetValue(kmn_BASE, moderation_base(tools));
  if (frame.flash) {
    Dictionary& flash = *notices.AddSectionDictionary(kmn_PROBLEM);
    flash.SetValue(kmn_SENTENCE, flash_message(tools, *frame.flash));
    if (!frame.flash_detail.empty())
      flash.SetValueAndShowSection(kmn_TEXT, frame.flash_detail, kmn_DETAIL);
  }
  fill_notice(tools, frame, return_query, notices);
  fill_stale(tools, frame, notices);
  if (frame.oldest_unread_care)
    notices.SetValueAndShowSection(kmn_AGE, age(tools, *frame.oldest_unread_care, frame.now),
                                   kmn_UNREAD_CARE);
  if (frame.mail_missing) notices.ShowSection(kmn_MAIL_MISSING);
  if (frame.mail_failed > 0)
    notices.AddSectionDictionary(kmn_MAIL_FAILED)->SetIntValue(kmn_COUNT, frame.mail_failed);
  if (frame.help_missing) {
    Dictionary& missing = *notices.AddSectionDictionary(kmn_HELP_MISSING);
    if (frame.is_owner) missing.SetValueAndShowSection(kmn_CSRF, frame.csrf, kmn_OWNER);
  }
  if (frame.help_outdated > 0)
    notices.AddSectionDictionary(kmn_HELP_OUTDATED)->SetIntValue(kmn_COUNT, frame.help_outdated);
}

}  // namespace

std::string render_notices(const ViewTools& tools, const ModerationFrame& frame,
                           std::string_view return_query) {
  Dictionary notices("notices");
  fill_notices(tools, frame, return_query, notices);
  return tools.templates.expand("moderate_notices.tpl", notices);
}

std::string flash_message(const ViewTools& tools, Flash flash) {
  return word(tools, to_text(flash));
}

std::string render_redaction(const ViewTools& tools) { return word(tools, "redaction"); }

std::string render_moderation_document(const ViewTools& tools, const ModerationFrame& frame,
                                       std::string_view return_query, const std::string& body) {
  const std::string base = moderation_base(tools);
  Dictionary document("document");
  document.SetValue(kmd_LANGUAGE, tools.settings.language);
  document.SetValue(kmd_TITLE, title_of(tools, frame.section));
  document.SetValue(kmd_SITE, tools.settings.site_name);
  document.SetValue(kmd_BASE, base);
  document.SetValue(kmd_STYLE_HREF, fmt::format("{}/style.css?v={}", base,
                                                tools.templates.moderation_style().version));
  document.SetValue(kmd_SCRIPT_SRC, fmt::format("{}/script.js?v={}", base,
                                                tools.templates.moderation_script().version));
  document.SetValue(kmd_CSRF, frame.csrf);
  document.SetValue(kmd_MODERATOR, frame.moderator);
  document.ShowSection(frame.is_owner ? kmd_OWNER : kmd_NOT_OWNER);
  // Where the site does not look for such comments, the page of help lines is the owners' alone.
  if (frame.care != CareMode::off || frame.is_owner || frame.section == ModerationSection::care)
    document.ShowSection(kmd_HAS_CARE);
  show_place(frame.section, document);
  Dictionary& notices = *document.AddIncludeDictionary(kmd_NOTICES);
  notices.SetFilename("moderate_notices.tpl");
  fill_notices(tools, frame, return_query, notices);
  document.SetValue(kmd_BODY_HTML, body);
  return tools.templates.expand("moderate_document.tpl", document);
}

}  // namespace afterword
