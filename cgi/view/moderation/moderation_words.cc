#include "view/moderation/moderation_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include <ctemplate/template_dictionary.h>

#include "base/ascii.h"
#include "base/text.h"
#include "markers/moderate_age.h"
#include "markers/moderate_keys.h"
#include "markers/moderate_lines.h"
#include "markers/moderate_object.h"
#include "markers/moderate_sentence.h"
#include "view/moderation/policy_words.h"
#include "view/template_string.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

/// The comment or page of an entry. `named` is false on the comment's own page.
std::string render_object(const ViewTools& tools, const AuditLine& line, bool named) {
  Dictionary object("object");
  if (line.comment && !named) {
    object.ShowSection(kmo_THIS);
    return std::string(trim(tools.templates.expand("moderate_object.tpl", object)));
  }
  if (line.comment) {
    Dictionary& comment = *object.AddSectionDictionary(kmo_COMMENT);
    Dictionary& link = *comment.AddSectionDictionary(line.author.empty() ? kmo_NO_LINK : kmo_LINK);
    link.SetValue(kmo_HREF,
                  fmt::format("{}/comment/{}", moderation_base(tools), line.comment->value));
    if (!line.author.empty()) comment.SetValueAndShowSection(kmo_AUTHOR, line.author, kmo_BY);
    if (!line.page_path.empty()) comment.ShowSection(kmo_SOMEWHERE);
  }
  if (!line.page_path.empty()) {
    Dictionary& page = *object.AddSectionDictionary(kmo_PAGE);
    if (!line.comment) page.ShowSection(kmo_ALONE);
    page.SetValue(kmo_PATH, line.page_path);
    page.SetValue(kmo_TITLE, line.page_title.empty() ? line.page_path : line.page_title);
    page.SetValue(kmo_PAGE_HREF, UrlQuery()
                                     .add("view", "all")
                                     .add("page", line.page_path)
                                     .link(moderation_base(tools) + "/"));
  }
  return std::string(trim(tools.templates.expand("moderate_object.tpl", object)));
}

/// What a change is about, besides a comment and a page: a rule, a moderator, a reason.
std::string detail_of(const ViewTools& tools, const AuditLine& line) {
  if (const auto* report = std::get_if<audit::Reported>(&line.change))
    return report_words(tools, report->reason);
  if (const auto* mode = std::get_if<audit::CareModeChange>(&line.change))
    return text_of_key(tools, fmt::format("care_mode_{}", to_text(mode->after)));
  return line.detail;
}

/// The titles before and after; either may be none.
void fill_titles(const AuditLine& line, Dictionary& sentence) {
  const auto* change = std::get_if<audit::TitleChange>(&line.change);
  if (change == nullptr) return;
  Dictionary& titles = *sentence.AddSectionDictionary(change->before.text.empty()  ? kms_TITLED
                                                      : change->after.text.empty() ? kms_UNTITLED
                                                                                   : kms_RENAMED);
  titles.SetValue(kms_BEFORE, change->before.text);
  titles.SetValue(kms_AFTER, change->after.text);
}

/// The addresses of a page that was moved, merged or got another name.
void fill_addresses(const AuditLine& line, Dictionary& sentence) {
  std::string before;
  std::string after;
  if (const auto* moved = std::get_if<audit::AddressChange>(&line.change)) {
    before = moved->before.path;
    after = moved->after.path;
  } else if (const auto* merged = std::get_if<audit::Merge>(&line.change)) {
    before = merged->from.path;
    after = merged->into.path;
  } else if (const auto* alias = std::get_if<audit::AliasChange>(&line.change)) {
    after = alias->page;
  }
  if (after.empty()) return;
  Dictionary& addresses = *sentence.AddSectionDictionary(kms_MOVED);
  addresses.SetValue(kms_BEFORE, before);
  addresses.SetValue(kms_AFTER, after);
}

/// "approved a comment by Kim on “Hello”"
std::string render_sentence(const ViewTools& tools, const AuditLine& line, bool named) {
  const auto expand = [&](std::string_view key) {
    Dictionary words("sentence");
    Dictionary& sentence = *words.AddSectionDictionary(template_string(key));
    sentence.SetValue(kms_OBJECT_HTML, render_object(tools, line, named));
    if (line.comment || !line.page_path.empty()) sentence.ShowSection(kms_ON);
    if (const std::string what = detail_of(tools, line); !what.empty())
      sentence.SetValueAndShowSection(kms_TEXT, what, kms_WHAT);
    fill_titles(line, sentence);
    fill_addresses(line, sentence);
    if (const auto* count = std::get_if<audit::CommentCount>(&line.change))
      sentence.AddSectionDictionary(kms_COUNTED)->SetIntValue(kms_N, count->comments);
    if (const auto* change = std::get_if<audit::ModeratorChange>(&line.change);
        change && change->after)
      sentence.ShowSection(*change->after == Role::owner ? kms_IS_OWNER : kms_IS_MODERATOR);
    return std::string(trim(tools.templates.expand("moderate_sentence.tpl", words)));
  };
  std::string sentence = expand(line.action);
  return sentence.empty() ? expand("other") : sentence;
}

/// The new status, for actions whose name does not say it.
std::string status_words(const ViewTools& tools, const AuditLine& line) {
  const auto* change = std::get_if<audit::StateChange>(&line.change);
  if (change == nullptr || !change->after.status) return {};
  if (line.action != audit_action::undo && line.action != to_text(ModerationAction::restore))
    return {};
  return text_of_key(tools, fmt::format("status_{}", to_text(*change->after.status)));
}

}  // namespace

std::string text_of_key(const ViewTools& tools, std::string_view key) {
  Dictionary dictionary("words");
  dictionary.ShowSection(template_string(key));
  return std::string(trim(tools.templates.expand("moderate_words.tpl", dictionary)));
}

void fill_actor(const ViewTools& tools, const Actor& actor, const TemplateString& marker,
                const TemplateString& of_moderator, Dictionary& dictionary) {
  const bool named = actor.kind == ActorKind::moderator;
  if (named) dictionary.ShowSection(of_moderator);
  dictionary.SetValue(
      marker,
      named ? actor.name : text_of_key(tools, fmt::format("actor_{}", to_text(actor.kind))));
}

std::string label_of(const ViewTools& tools, const ActionRow& row) {
  return text_of_key(tools, fmt::format("do_{}", row.name));
}

std::string report_words(const ViewTools& tools, ReportReason reason) {
  return text_of_key(tools, fmt::format("report_{}", to_text(reason)));
}

std::string render_keys(const ViewTools& tools) {
  std::vector<std::pair<std::string_view, std::string>> keys;
  for (const ActionRow& row : moderation_actions()) {
    if (row.key.empty()) continue;
    const std::string words = text_of_key(tools, fmt::format("key_{}", row.name));
    const auto same = std::find_if(keys.begin(), keys.end(),
                                   [&](const auto& key) { return key.first == row.key; });
    if (same == keys.end())
      keys.emplace_back(row.key, words);
    else
      same->second += "; " + words;
  }
  Dictionary sheet("keys");
  std::string all;
  for (const auto& [key, words] : keys) {
    Dictionary& line = *sheet.AddSectionDictionary(kmk_ACTION);
    line.SetValue(kmk_KEY, template_string(key));
    line.SetValue(kmk_WORDS, words);
    all += fmt::format("{}{}", all.empty() ? "" : ", ", key);
  }
  sheet.SetValue(kmk_KEYS, all);
  return tools.templates.expand("moderate_keys.tpl", sheet);
}

std::string in_textarea(std::string_view text) {
  const bool begins_with_break = text.starts_with('\n') || text.starts_with('\r');
  return (begins_with_break ? "\n" : "") + std::string(text);
}

std::string age(const ViewTools& tools, Instant then, Instant now) {
  const std::int64_t minutes = (now.ms - then.ms) / minute_ms;
  const std::int64_t hours = minutes / 60;
  const std::int64_t days = hours / 24;
  Dictionary dictionary("age");
  const auto count = [&](std::int64_t n, const TemplateString& one, const TemplateString& many) {
    if (n == 1) return dictionary.ShowSection(one);
    dictionary.SetIntValue(kma_N, n);
    dictionary.ShowSection(many);
  };
  if (minutes < 1 && minutes > -60)
    dictionary.ShowSection(kma_MOMENT);
  else if (days > 31 || minutes < 0)
    dictionary.SetValueAndShowSection(kma_TEXT, tools.zone.format(then, tools.settings.date_format),
                                      kma_DATE);
  else if (days >= 1)
    count(days, kma_DAY, kma_DAYS);
  else if (hours >= 1)
    count(hours, kma_HOUR, kma_HOURS);
  else
    count(minutes, kma_MINUTE, kma_MINUTES);
  return std::string(trim(tools.templates.expand("moderate_age.tpl", dictionary)));
}

std::string conflict_sentence(const ViewTools& tools, const Conflict& conflict) {
  AuditLine line;
  line.action = conflict.action;
  line.comment = conflict.comment;
  return render_sentence(tools, line, false);
}

std::string moderation_base(const ViewTools& tools) { return tools.settings.mount + "/moderate"; }

std::string moderation_style_href(const ViewTools& tools) {
  return fmt::format("{}/style.css?v={}", moderation_base(tools),
                     tools.templates.asset_version("moderate.css"));
}

std::vector<ReasonWords> explain_reasons(const ViewTools& tools, const Comment& comment,
                                         const std::vector<Rule>& rules) {
  std::vector<ReasonWords> reasons;
  for (std::string_view codes = comment.reason; !codes.empty();) {
    const std::string_view code = take_part(codes, ' ');
    if (code.empty()) continue;
    ReasonWords reason{explain_reason(tools.templates, code), {}, code.starts_with("care")};
    const std::size_t colon = code.find(':');
    const auto id =
        colon == std::string_view::npos ? std::nullopt : parse_id<RuleId>(code.substr(colon + 1));
    for (const Rule& rule : rules)
      if (id && rule.id == *id && !code.starts_with("links")) reason.pattern = rule.pattern;
    reasons.push_back(std::move(reason));
  }
  return reasons;
}

std::string render_lines(const ViewTools& tools, const std::vector<AuditLine>& lines,
                         bool name_comments) {
  Dictionary list("lines");
  for (const AuditLine& line : lines) {
    Dictionary& row = *list.AddSectionDictionary(kml_LINE);
    row.SetValue(kml_DATETIME, format_rfc3339(line.at));
    row.SetValue(kml_DATE, tools.zone.format(line.at, tools.settings.date_format));
    fill_actor(tools, line.actor, kml_ACTOR, kml_OF_MODERATOR, row);
    row.SetValue(kml_SENTENCE_HTML, render_sentence(tools, line, name_comments));
    if (line.undone) {
      row.ShowSection(kml_UNDONE);
      row.ShowSection(kml_TAKEN_BACK);
    }
    if (const std::string now = status_words(tools, line); !now.empty())
      row.SetValueAndShowSection(kml_STATUS, now, kml_NOW);
    if (!line.note.empty()) row.SetValueAndShowSection(kml_TEXT, line.note, kml_NOTE);
  }
  return tools.templates.expand("moderate_lines.tpl", list);
}

}  // namespace afterword
