#include "view/moderation/moderation_entry.h"

#include <ctemplate/template_dictionary.h>
#include <fmt/format.h>

#include <array>
#include <cstring>

#include "base/text.h"
#include "domain/policy/contact_details.h"
#include "markers/moderate_entry.h"
#include "view/moderation/moderation_layout.h"
#include "view/moderation/moderation_words.h"
#include "view/template_string.h"
#include "view/thread/comment_dates.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

constexpr std::size_t excerpt_characters = 300;

void fill_facts(const ViewTools& tools, const QueueItem& item, Instant now, Dictionary& entry) {
  const Comment& comment = item.comment;
  entry.SetValue(kme_AUTHOR, comment.author);
  if (comment.moderator) entry.ShowSection(kme_STAFF);
  entry.SetValue(kme_DATES_HTML, dates_with_age(tools, comment, now));
  entry.SetValue(kme_PAGE_HREF, tools.settings.address.link_to_page(
                                    comment_href(item.page_path, comment.id, unresolved_place())));
  entry.SetValue(kme_PATH, item.page_path);
  entry.SetValue(kme_PAGE, item.page_title.empty() ? item.page_path : item.page_title);
  const std::string queue = moderation_base(tools) + "/";
  const UrlQuery all = UrlQuery().add("view", "all");
  if (!comment.email.empty()) {
    const std::string filter = UrlQuery(all).add("email", comment.email).link(queue);
    Dictionary& email = *entry.AddSectionDictionary(kme_EMAIL);
    email.SetValue(kme_EMAIL_FILTER, filter);
    email.SetValue(kme_ADDRESS, comment.email);
    Dictionary& others = *entry.AddSectionDictionary(item.others > 0 ? kme_OTHERS : kme_FIRST);
    others.SetValue(kme_EMAIL_FILTER, filter);
    others.ShowSection(item.others == 1 ? kme_ONE : kme_SEVERAL);
    others.SetIntValue(kme_COUNT, item.others);
    others.SetIntValue(kme_APPROVED, item.others_approved);
  }
  if (!comment.url.empty()) entry.SetValueAndShowSection(kme_URL, comment.url, kme_WEBSITE);
  if (!comment.address_prefix.empty()) {
    Dictionary& address_prefix = *entry.AddSectionDictionary(kme_ADDRESS_PREFIX);
    address_prefix.SetValue(kme_ADDRESS, comment.address_prefix);
    address_prefix.SetValue(kme_ADDRESS_PREFIX_FILTER,
                            UrlQuery(all).add("network", comment.address_prefix).link(queue));
  }
}

/// The number of open reports and their reasons: "3 reports: abuse (2), spam".
void fill_reports(const ViewTools& tools, const QueueItem& item, Dictionary& entry) {
  if (item.reports.empty()) return;
  Dictionary& badge = *entry.AddSectionDictionary(kme_REPORTS);
  badge.ShowSection(item.reports.size() == 1 ? kme_ONE : kme_SEVERAL);
  badge.SetIntValue(kme_COUNT, std::ssize(item.reports));
  std::string reasons;
  for (const ReportReason reason : report_reasons()) {
    const auto count = std::count_if(item.reports.begin(), item.reports.end(),
                                     [&](const Report& each) { return each.reason == reason; });
    if (count == 0) continue;
    reasons += (reasons.empty() ? "" : ", ") + report_words(tools, reason);
    if (count > 1) reasons += fmt::format(" ({})", count);
  }
  badge.SetValue(kme_REASONS, reasons);
}

void fill_badges(const ViewTools& tools, const QueueItem& item, const std::vector<Rule>& rules,
                 Dictionary& entry) {
  const Comment& comment = item.comment;
  entry.SetValue(kme_STATUS_WORD,
                 text_of_key(tools, fmt::format("status_{}", to_text(comment.status))));
  if (comment.care == CareState::open) {
    entry.ShowSection(kme_CARE);
    std::string topics;
    for (const CareTopic topic : care_topics())
      if (comment.care_topics.find(to_text(topic)) != std::string::npos)
        topics += (topics.empty() ? ": " : ", ") +
                  text_of_key(tools, fmt::format("topic_{}", to_text(topic)));
    entry.SetValueAndShowSection(kme_TOPICS, topics, kme_CARE_OPEN);
  }
  if (comment.care == CareState::marked) entry.ShowSection(kme_CARE_MARKED);
  if (comment.care == CareState::resolved) entry.ShowSection(kme_CARE_RESOLVED);
  fill_reports(tools, item, entry);
  if (!item.care_holder.empty())
    entry.SetValueAndShowSection(kme_NAME, item.care_holder, kme_HOLDER);
  if (!find_contact_details(comment.text).empty()) entry.ShowSection(kme_CONTACT);
  for (const ReasonWords& reason : explain_reasons(tools, comment, rules)) {
    // The matched phrases are technical details, shown on the comment's own page only.
    if (reason.care) continue;
    Dictionary& badge = *entry.AddSectionDictionary(kme_REASON);
    badge.SetValue(kme_WORDS, reason.words);
    if (!reason.pattern.empty())
      badge.SetValueAndShowSection(kme_TEXT, reason.pattern, kme_PATTERN);
  }
  if (comment.kind == CommentKind::pingback) entry.ShowSection(kme_PINGBACK);
  if (comment.kind == CommentKind::trackback) entry.ShowSection(kme_TRACKBACK);
  if (comment.pinned) entry.ShowSection(kme_PINNED);
  if (comment.locked) entry.ShowSection(kme_LOCKED);
  if (comment.edited) entry.ShowSection(kme_EDITED);
}

void fill_text(const QueueItem& item, EntryUse use, Dictionary& entry) {
  if (item.parent) {
    Dictionary& parent = *entry.AddSectionDictionary(kme_PARENT);
    parent.SetValue(kme_PARENT_AUTHOR, item.parent->author);
    parent.SetValue(kme_EXCERPT, first_characters(item.parent->text, excerpt_characters));
  }
  // A distressing text is hidden until the moderator opens it.
  const bool in_list = use == EntryUse::queue || use == EntryUse::quote;
  const bool veiled = item.comment.care == CareState::open && in_list;
  Dictionary& text = *entry.AddSectionDictionary(veiled ? kme_VEILED : kme_PLAIN);
  if (veiled && use == EntryUse::queue) text.ShowSection(kme_OPENED);
  text.SetValue(kme_TEXT_HTML,
                render_markup(item.comment.text, item.comment.format, Spoilers::open).html);
}

}  // namespace

std::string render_entry(const ViewTools& tools, const QueueItem& item,
                         const std::vector<Rule>& rules, EntryUse use,
                         const ModerationLayout& layout, std::string_view filter_query) {
  const Comment& comment = item.comment;
  Dictionary entry("entry");
  entry.SetIntValue(kme_ID, comment.id.value);
  entry.SetValue(kme_STATUS, template_string(to_text(comment.status)));
  entry.SetValue(kme_TARGET, to_text(Target{comment.id, comment.version}));
  entry.SetIntValue(kme_VERSION, comment.version);
  entry.SetValue(kme_SEEN, to_text(layout.seen));
  entry.SetValue(kme_FORM, template_string(use == EntryUse::queue ? "queue" : "one"));
  fill_facts(tools, item, layout.now, entry);
  fill_badges(tools, item, rules, entry);
  fill_text(item, use, entry);
  UrlQuery back;
  if (!filter_query.empty()) back.add("back", filter_query);
  const std::string open =
      back.link(fmt::format("{}/comment/{}", moderation_base(tools), comment.id.value));
  if (use == EntryUse::queue) entry.ShowSection(kme_SELECT);
  const bool read_only = use == EntryUse::quote || use == EntryUse::text;
  Dictionary& end = *entry.AddSectionDictionary(read_only ? kme_LINK_ONLY : kme_ACTIONS);
  if (read_only) end.SetValue(kme_OPEN_HREF, open);
  if (use == EntryUse::queue) {
    Dictionary& links = *end.AddSectionDictionary(kme_LINKS);
    const std::string item = fmt::format("{}/comment/{}", moderation_base(tools), comment.id.value);
    links.SetValue(kme_OPEN_HREF, open);
    links.SetValue(kme_REPLY_HREF, UrlQuery(back).add("open", "reply").link(item, "reply-panel"));
    links.SetValue(kme_EDIT_HREF, UrlQuery(back).add("open", "edit").link(item, "edit-panel"));
  }
  if (read_only) return tools.templates.expand("moderate_entry.tpl", entry);
  for (const ActionRow* row : listed_actions(item, layout.role())) {
    Dictionary& button = *end.AddSectionDictionary(kme_ACTION);
    button.SetValue(kme_NAME, template_string(row->name));
    button.SetValue(kme_KEY, template_string(row->key));
    button.SetValue(kme_LABEL, label_of(tools, *row));
    if (row->likeliest.contains(comment.status)) button.ShowSection(kme_STRONG);
    if (shows_unread_care(*row)) button.ShowSection(kme_UNVEILS);
  }
  return tools.templates.expand("moderate_entry.tpl", entry);
}

}  // namespace afterword
