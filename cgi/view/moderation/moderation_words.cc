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
#include "view/moderation/policy_words.h"
#include "view/template_string.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

/// One side of a change in readable form: "status waiting;pinned true".
std::string readable(const JsonFields& side) {
  std::string text;
  for (const auto& [name, value] : side.values()) {
    text += fmt::format("{}{} ", text.empty() ? "" : ";", name);
    std::visit([&](const auto& each) { text += fmt::format("{}", each); }, value);
  }
  return text;
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

std::string moderation_base(const ViewTools& tools) { return tools.settings.mount + "/moderate"; }

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
    row.SetValue(kml_VERB, text_of_key(tools, line.action));
    if (line.undone) {
      row.ShowSection(kml_UNDONE);
      row.ShowSection(kml_TAKEN_BACK);
    }
    if (name_comments && line.comment) {
      Dictionary& comment = *row.AddSectionDictionary(kml_COMMENT);
      comment.SetIntValue(kml_ID, line.comment->value);
      comment.SetValue(kml_HREF,
                       fmt::format("{}/comment/{}", moderation_base(tools), line.comment->value));
    }
    if (name_comments && !line.page_path.empty())
      row.SetValueAndShowSection(kml_PATH, line.page_path, kml_PAGE);
    if (!std::holds_alternative<audit::Nothing>(line.change)) {
      const audit::Sides sides = audit::encode(line.change);
      Dictionary& change = *row.AddSectionDictionary(kml_CHANGE);
      change.SetValue(kml_BEFORE, readable(sides.before));
      change.SetValue(kml_AFTER, readable(sides.after));
    }
    if (!line.note.empty()) row.SetValueAndShowSection(kml_TEXT, line.note, kml_NOTE);
  }
  return tools.templates.expand("moderate_lines.tpl", list);
}

}  // namespace afterword
