#include "view/moderation/moderation_layout.h"

#include <ctemplate/template_dictionary.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

#include "base/ascii.h"
#include "markers/moderate_attention.h"
#include "markers/moderate_document.h"
#include "markers/moderate_notice.h"
#include "markers/moderate_notices.h"
#include "view/moderation/moderation_words.h"
#include "view/template_string.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

struct SectionRow {
  ModerationSection section;
  std::string_view title;                        // of moderate_words.tpl
  const ctemplate::StaticTemplateString* entry;  // of the menu in moderate_document.tpl
};

const SectionRow& row_of(ModerationSection section) {
  static const std::array<SectionRow, 11> rows{{
      {ModerationSection::queue, "page_queue", &kmd_AT_QUEUE},
      {ModerationSection::item, "page_item", &kmd_AT_QUEUE},
      {ModerationSection::confirm, "page_confirm", &kmd_AT_QUEUE},
      {ModerationSection::threads, "page_threads", &kmd_AT_THREADS},
      {ModerationSection::moves, "page_moves", &kmd_AT_THREADS},
      {ModerationSection::rules, "page_rules", &kmd_AT_RULES},
      {ModerationSection::care, "page_care", &kmd_AT_CARE},
      {ModerationSection::audit_log, "page_audit_log", &kmd_AT_AUDIT_LOG},
      {ModerationSection::mail, "page_mail", &kmd_AT_MAIL},
      {ModerationSection::people, "page_people", &kmd_AT_PEOPLE},
      {ModerationSection::check, "page_check", &kmd_AT_CHECK},
  }};
  return *std::find_if(rows.begin(), rows.end(),
                       [&](const SectionRow& row) { return row.section == section; });
}

/// The section of moderate_notice.tpl for a notice.
TemplateString sentence_of(const Notice& notice) {
  if (notice.action == audit_action::undo) return kmn_UNDID;
  if (notice.pages > 1) return kmn_PAGES;
  if (notice.comments == 0 && !notice.subject) return kmn_OTHER;
  if (notice.comments == 0) return notice.title_removed ? kmn_UNTITLED : kmn_ABOUT_PAGE;
  if (notice.action == audit_action::reply) return kmn_REPLIED;
  // The others say what happened to the comment itself.
  if (notice.action == to_text(ModerationAction::close_reports)) return kmn_REPORTS_CLOSED;
  if (notice.comments > 1) return kmn_MANY;
  return notice.subject ? kmn_ABOUT : kmn_ONE;
}

/// "The comment by Kim on “Hello” was marked as spam."
std::string render_notice(const ViewTools& tools, const Notice& notice) {
  Dictionary line("notice");
  Dictionary& sentence = *line.AddSectionDictionary(sentence_of(notice));
  sentence.SetValue(kmn_VERB, text_of_key(tools, notice.action));
  sentence.SetIntValue(kmn_COUNT, notice.pages > 1 ? notice.pages : notice.comments);
  if (notice.pages > 1)
    sentence.ShowSection(kmn_SEVERAL_PAGES);
  else if (notice.comments > 1)
    sentence.ShowSection(kmn_SEVERAL);
  else if (!notice.subject)
    sentence.ShowSection(kmn_SINGLE);
  if (notice.subject) {
    sentence.ShowSection(notice.subject->comment ? kmn_SUBJECT : kmn_PAGE_ALONE);
    sentence.SetValue(kmn_PAGE, notice.subject->page_title);
    if (!notice.subject->author.empty())
      sentence.SetValueAndShowSection(kmn_AUTHOR, notice.subject->author, kmn_BY);
  }
  return std::string(trim(tools.templates.expand("moderate_notice.tpl", line)));
}

void fill_undo(const ModerationLayout& layout, const Notice& notice, std::string_view return_query,
               Dictionary& undo) {
  undo.SetIntValue(kmn_BATCH, notice.batch);
  undo.SetValue(kmn_CSRF, layout.csrf);
  undo.SetValue(kmn_RETURN, template_string(return_query));
}

void fill_notice(const ViewTools& tools, const ModerationLayout& layout,
                 std::string_view return_query, Dictionary& notices) {
  if (!layout.notice) return;
  const Notice& notice = *layout.notice;
  Dictionary& shown = *notices.AddSectionDictionary(kmn_NOTICE);
  shown.SetValue(kmn_SENTENCE_HTML, render_notice(tools, notice));
  if (notice.undone) shown.ShowSection(kmn_UNDONE);
  if (notice.can_undo)
    return fill_undo(layout, notice, return_query, *shown.AddSectionDictionary(kmn_UNDO));
  if (!layout.earlier) return;
  shown.SetValueAndShowSection(kmn_BEFORE_HTML, render_notice(tools, *layout.earlier), kmn_BEFORE);
  Dictionary& undo = *shown.AddSectionDictionary(kmn_UNDO);
  undo.ShowSection(kmn_TOO);
  fill_undo(layout, *layout.earlier, return_query, undo);
}

void fill_conflict(const ViewTools& tools, const ModerationLayout& layout, Dictionary& notices) {
  const std::size_t named = std::min(layout.conflicts.size(), most_named_conflicts);
  for (const Conflict& conflicts : std::span(layout.conflicts).first(named)) {
    Dictionary& row = *notices.AddSectionDictionary(kmn_CONFLICT);
    Dictionary& line = *row.AddSectionDictionary(conflicts.actor ? kmn_KNOWN : kmn_UNKNOWN);
    line.SetIntValue(kmn_ID, conflicts.comment.value);
    if (conflicts.actor) fill_actor(tools, *conflicts.actor, kmn_ACTOR, kmn_OF_MODERATOR, line);
    line.SetValue(kmn_SENTENCE_HTML, conflict_sentence(tools, conflicts));
    line.SetValue(kmn_AGE, age(tools, conflicts.at, layout.now));
  }
  const auto others =
      static_cast<std::int64_t>(layout.conflicts.size() - named) + layout.more_conflicts;
  if (others == 0) return;
  Dictionary& more = *notices.AddSectionDictionary(kmn_MORE_CONFLICTS);
  more.ShowSection(others == 1 ? kmn_ONE : kmn_SEVERAL);
  more.SetIntValue(kmn_COUNT, others);
}

std::string sentence_of(const ViewTools& tools, const ErrorText& error) {
  std::string own = text_of_key(tools, error.message);
  return own.empty() ? tools.templates.message(error) : own;
}

void fill_notices(const ViewTools& tools, const ModerationLayout& layout,
                  std::string_view return_query, Dictionary& notices) {
  notices.SetValue(kmn_BASE, moderation_base(tools));
  if (layout.flash) {
    Dictionary& flash =
        *notices.AddSectionDictionary(status_of(layout.flash) < 400 ? kmn_SUCCESS : kmn_PROBLEM);
    flash.SetValue(kmn_SENTENCE, flash_message(tools, *layout.flash));
    if (!layout.flash_detail.empty())
      flash.SetValueAndShowSection(kmn_TEXT, layout.flash_detail, kmn_DETAIL);
  }
  fill_notice(tools, layout, return_query, notices);
  fill_conflict(tools, layout, notices);
}

void fill_attention(const ViewTools& tools, const ModerationLayout& layout,
                    std::string_view return_query, Dictionary& notices) {
  notices.SetValue(kma_BASE, moderation_base(tools));
  if (layout.oldest_unread_care)
    notices.SetValueAndShowSection(kma_AGE, age(tools, *layout.oldest_unread_care, layout.now),
                                   kma_UNREAD_CARE);
  if (layout.mail_missing) notices.ShowSection(kma_MAIL_MISSING);
  if (layout.mail_failed > 0)
    notices.AddSectionDictionary(kma_MAIL_FAILED)->SetIntValue(kma_COUNT, layout.mail_failed);
  if (layout.help_missing) {
    Dictionary& missing = *notices.AddSectionDictionary(kma_HELP_MISSING);
    if (layout.is_owner) missing.SetValueAndShowSection(kma_CSRF, layout.csrf, kma_OWNER);
  }
  if (layout.help_outdated > 0)
    notices.AddSectionDictionary(kma_HELP_OUTDATED)->SetIntValue(kma_COUNT, layout.help_outdated);
  if (!layout.earlier || layout.notice) return;
  Dictionary& earlier = *notices.AddSectionDictionary(kma_EARLIER);
  earlier.SetValue(kma_SENTENCE_HTML, render_notice(tools, *layout.earlier));
  fill_undo(layout, *layout.earlier, return_query, earlier);
}

}  // namespace

std::string render_notices(const ViewTools& tools, const ModerationLayout& layout,
                           std::string_view return_query) {
  Dictionary notices("notices");
  fill_notices(tools, layout, return_query, notices);
  return tools.templates.expand("moderate_notices.tpl", notices);
}

std::string render_attention(const ViewTools& tools, const ModerationLayout& layout,
                             std::string_view return_query) {
  Dictionary notices("attention");
  fill_attention(tools, layout, return_query, notices);
  return tools.templates.expand("moderate_attention.tpl", notices);
}

std::string flash_message(const ViewTools& tools, const FormMessage& message) {
  const auto* error = std::get_if<FieldError>(&message);
  if (error == nullptr) {
    const Flash flash = std::get<Flash>(message);
    const auto refusal = refusal_of(flash);
    return refusal ? sentence_of(tools, describe(*refusal)) : text_of_key(tools, to_text(flash));
  }
  return sentence_of(tools, describe(*error));
}

std::string render_redaction(const ViewTools& tools) { return text_of_key(tools, "redaction"); }

std::string render_moderation_document(const ViewTools& tools, const ModerationLayout& layout,
                                       std::string_view return_query, const std::string& body) {
  const std::string base = moderation_base(tools);
  Dictionary document("document");
  document.SetValue(kmd_LANGUAGE, tools.settings.language);
  document.SetValue(kmd_TITLE, text_of_key(tools, row_of(layout.section).title));
  document.SetValue(kmd_SITE, tools.settings.site_name);
  document.SetValue(kmd_BASE, base);
  document.SetValue(kmd_STYLE_HREF, moderation_style_href(tools));
  document.SetValue(kmd_SCRIPT_SRC, fmt::format("{}/script.js?v={}", base,
                                                tools.templates.asset_version("moderate.js")));
  document.SetValue(kmd_CSRF, layout.csrf);
  document.SetValue(kmd_MODERATOR, layout.moderator);
  document.ShowSection(layout.is_owner ? kmd_OWNER : kmd_NOT_OWNER);
  // If detection is off, only owners see the link to the Care page.
  if (layout.care != CareMode::off || layout.is_owner || layout.section == ModerationSection::care)
    document.ShowSection(kmd_HAS_CARE);
  document.ShowSection(*row_of(layout.section).entry);
  Dictionary& notices = *document.AddIncludeDictionary(kmd_NOTICES);
  tools.templates.include("moderate_notices.tpl", notices);
  fill_notices(tools, layout, return_query, notices);
  Dictionary& attention = *document.AddIncludeDictionary(kmd_ATTENTION);
  tools.templates.include("moderate_attention.tpl", attention);
  fill_attention(tools, layout, return_query, attention);
  document.SetValue(kmd_BODY_HTML, body);
  return tools.templates.expand("moderate_document.tpl", document);
}

}  // namespace afterword
