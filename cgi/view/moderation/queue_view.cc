#include "view/moderation/queue_view.h"

#include <ctemplate/template_dictionary.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "markers/moderate_confirm.h"
#include "markers/moderate_queue.h"
#include "view/moderation/moderation_entry.h"
#include "view/moderation/moderation_layout.h"
#include "view/moderation/moderation_words.h"
#include "view/template_string.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

int count_of(const QueueCounts& counts, QueueView view) {
  switch (view) {
    case QueueView::care:
      return counts.care;
    case QueueView::reported:
      return counts.reported;
    case QueueView::waiting:
      return counts.waiting;
    case QueueView::approved:
      return counts.approved;
    case QueueView::spam:
      return counts.spam;
    case QueueView::trash:
      return counts.trash;
    case QueueView::all:
      return counts.all;
  }
  return 0;
}

std::string queue_href(const ViewTools& tools, const UrlQuery& query) {
  return query.link(moderation_base(tools) + "/");
}

void fill_views(const ViewTools& tools, const QueueModel& model, Dictionary& queue) {
  for (const QueueView view : queue_views()) {
    // Views of what the site does not use are shown if there is something in them.
    const bool unused = (view == QueueView::care && model.layout.care == CareMode::off) ||
                        (view == QueueView::reported && !tools.settings.report_link);
    if (unused && model.filter.view != view && count_of(model.layout.counts, view) == 0) continue;
    Dictionary& tab = *queue.AddSectionDictionary(kmq_VIEW);
    tab.SetValue(kmq_NAME, template_string(to_text(view)));
    tab.SetValue(kmq_LABEL, text_of_key(tools, fmt::format("view_{}", to_text(view))));
    tab.SetValue(kmq_HREF, queue_href(tools, UrlQuery().add("view", to_text(view))));
    const int count = count_of(model.layout.counts, view);
    tab.SetIntValue(kmq_COUNT, count);
    if (view == model.filter.view) tab.ShowSection(kmq_CURRENT);
    if ((view == QueueView::care || view == QueueView::reported) && count > 0)
      tab.ShowSection(kmq_URGENT);
  }
}

bool is_filtered(const QueueFilter& filter) {
  return !(filter.search.empty() && filter.page.empty() && filter.author.empty() &&
           filter.email.empty() && filter.address_prefix.empty());
}

/// The page of a filter by its title, with the path as a hint; by its path if it has none.
void name_page(const QueueModel& model, Dictionary& chip) {
  chip.SetValue(kmq_TEXT, model.page_title.empty() ? model.page_path : model.page_title);
  if (!model.page_title.empty()) chip.SetValueAndShowSection(kmq_PATH, model.page_path, kmq_TITLED);
}

void fill_filter(const ViewTools& tools, const QueueModel& model, Dictionary& queue) {
  const QueueFilter& filter = model.filter;
  queue.SetValue(kmq_VIEW_NAME, template_string(to_text(filter.view)));
  queue.SetValue(kmq_SEARCH, filter.search);
  queue.SetValue(kmq_PAGE, filter.page);
  queue.SetValue(kmq_AUTHOR, filter.author);
  queue.SetValue(kmq_EMAIL, filter.email);
  queue.SetValue(kmq_ADDRESS_PREFIX, filter.address_prefix);
  if (filter.oldest_first) queue.ShowSection(kmq_OLDEST);
  const std::array<std::pair<std::string_view, std::string_view>, 5> parts{
      {{"q", filter.search},
       {"page", filter.page},
       {"author", filter.author},
       {"email", filter.email},
       {"network", filter.address_prefix}}};
  Dictionary* chips = nullptr;
  for (const auto& [name, value] : parts) {
    if (value.empty()) continue;
    if (chips == nullptr) chips = queue.AddSectionDictionary(kmq_CHIPS);
    Dictionary& chip = *chips->AddSectionDictionary(kmq_CHIP);
    chip.SetValue(kmq_TEXT, template_string(value));
    if (name == "page" && !model.page_path.empty()) name_page(model, chip);
    chip.SetValue(kmq_HREF, queue_href(tools, UrlQuery(model.filter_query).remove(name)));
  }
  if (chips != nullptr) queue.ShowSection(kmq_FILTERED);
}

void fill_pages(const ViewTools& tools, const QueueModel& model, Dictionary& queue) {
  if (!model.more && !model.previous) return;
  Dictionary& pages = *queue.AddSectionDictionary(kmq_PAGES);
  if (model.previous) {
    // Without a comment to count from, the previous page is the first.
    UrlQuery query(model.filter_query);
    if (!model.items.empty()) query.add("before", model.items.front().comment.id.value);
    pages.SetValueAndShowSection(kmq_HREF, queue_href(tools, query), kmq_PREVIOUS);
  }
  if (model.more)
    pages.SetValueAndShowSection(
        kmq_HREF,
        queue_href(tools,
                   UrlQuery(model.filter_query).add("after", model.items.back().comment.id.value)),
        kmq_MORE);
}

/// The comments that the confirmation shows: for an action that needs opened texts those with an
/// unopened one, otherwise all; at most the first.
std::vector<const QueueItem*> shown_in(const ConfirmModel& model) {
  constexpr std::size_t most_shown = 50;
  const bool unread = shows_unread_care(row_of(model.action));
  std::vector<const QueueItem*> shown;
  for (const QueueItem& item : model.items)
    if (shown.size() < most_shown && (!unread || is_unread_care(item))) shown.push_back(&item);
  return shown;
}

/// What the confirmation of a removal asks for.
void fill_removal(const ConfirmModel& model, Dictionary& confirm) {
  Dictionary& removal = *confirm.AddSectionDictionary(kmc_REMOVAL);
  removal.ShowSection(row_of(model.action).can_undo ? kmc_PUT_AWAY : kmc_PERMANENT);
  if (model.reason_required) removal.ShowSection(kmc_REASON_REQUIRED);
}

/// The button of an action after its texts, and which texts were opened with these.
void fill_unread(const ViewTools& tools, const ConfirmModel& model,
                 const std::vector<const QueueItem*>& shown, Dictionary& confirm) {
  Dictionary& unread = *confirm.AddSectionDictionary(kmc_UNREAD);
  unread.ShowSection(shown.size() == 1 ? kmc_ONE : kmc_SEVERAL);
  unread.SetValue(kmc_LABEL, label_of(tools, row_of(model.action)));
  std::string opened;
  const auto add = [&](CommentId id) {
    opened += fmt::format("{}{}", opened.empty() ? "" : ",", id.value);
  };
  for (const CommentId id : model.opened) add(id);
  for (const QueueItem* item : shown) add(item->comment.id);
  unread.SetValue(kmc_OPENED, opened);
}

/// How many comments of the action the page does not show: hidden texts that are yet to be opened,
/// and others.
void fill_others(const ConfirmModel& model, std::size_t shown, Dictionary& confirm) {
  const auto add = [&](const TemplateString& section, std::size_t count) -> Dictionary* {
    if (count == 0) return nullptr;
    Dictionary& line = *confirm.AddSectionDictionary(section);
    Dictionary& words = *line.AddSectionDictionary(count == 1 ? kmc_ONE : kmc_SEVERAL);
    words.SetIntValue(kmc_COUNT, static_cast<int>(count));
    return &words;
  };
  if (!shows_unread_care(row_of(model.action))) {
    if (Dictionary* words = add(kmc_OTHERS, model.items.size() - shown))
      words->ShowSection(kmc_NOT_SHOWN);
    return;
  }
  const auto unread = static_cast<std::size_t>(
      std::count_if(model.items.begin(), model.items.end(), is_unread_care));
  add(kmc_UNREAD_LATER, unread - shown);
  add(kmc_OTHERS, model.items.size() - unread);
}

}  // namespace

std::string render_queue_item(const ViewTools& tools, const QueueModel& model,
                              const QueueItem& item) {
  return render_entry(tools, item, model.rules, EntryUse::queue, model.layout, model.return_query);
}

std::string render_queue(const ViewTools& tools, const QueueModel& model) {
  Dictionary queue("queue");
  queue.SetValue(kmq_BASE, moderation_base(tools));
  queue.SetValue(kmq_CSRF, model.layout.csrf);
  queue.SetValue(kmq_RETURN, model.return_query);
  fill_views(tools, model, queue);
  fill_filter(tools, model, queue);
  if (model.items.empty()) {
    Dictionary& none = *queue.AddSectionDictionary(kmq_NONE);
    none.SetValue(kmq_VIEW_HREF,
                  queue_href(tools, UrlQuery().add("view", to_text(model.filter.view))));
    if (is_filtered(model.filter))
      none.ShowSection(kmq_NO_MATCH);
    else if (model.filter.after)
      none.ShowSection(kmq_NO_MORE);
    else
      none.ShowSection(model.filter.view == QueueView::waiting ? kmq_NONE_WAITING : kmq_NONE_HERE);
  } else {
    Dictionary& any = *queue.AddSectionDictionary(kmq_ANY);
    any.SetIntValue(kmq_ON_PAGE, std::ssize(model.items));
    if (model.whole > std::ssize(model.items)) {
      Dictionary& whole = *any.AddSectionDictionary(kmq_WHOLE);
      whole.ShowSection(model.whole_is_cut ? kmq_FIRST_OF_THEM : kmq_ALL_OF_THEM);
      whole.SetIntValue(kmq_COUNT, model.whole);
    }
    for (const ActionRow* row : bulk_actions(model.filter.view, model.layout.role())) {
      Dictionary& button = *any.AddSectionDictionary(kmq_BULK);
      button.SetValue(kmq_NAME, template_string(row->name));
      button.SetValue(kmq_KEY, template_string(row->key));
      button.SetValue(kmq_LABEL, label_of(tools, *row));
      if (shows_unread_care(*row)) button.ShowSection(kmq_UNVEILS);
    }
    std::string entries;
    for (const QueueItem& item : model.items) entries += render_queue_item(tools, model, item);
    any.SetValue(kmq_ENTRIES_HTML, entries);
  }
  fill_pages(tools, model, queue);
  queue.SetValue(kmq_SEEN, to_text(model.layout.seen));
  queue.SetValue(kmq_REPLY_FORM_HTML, render_reply_form(tools, {model.layout}, model.drafts));
  queue.SetValue(kmq_EDIT_FORM_HTML, render_edit_form(tools, {model.layout}));
  queue.SetValue(kmq_KEYS_HTML, render_keys(tools));
  return render_moderation_document(tools, model.layout, model.return_query,
                                    tools.templates.expand("moderate_queue.tpl", queue));
}

JsonObject page_links(const ViewTools& tools, std::string_view csrf, Role role,
                      const ListBounds& seen, const std::vector<QueueItem>& items) {
  JsonObject comments;
  for (const QueueItem& item : items) {
    JsonArray actions;
    for (const ActionRow* row : listed_actions(item, role))
      actions.add(JsonObject().add("name", row->name).add("label", label_of(tools, *row)));
    comments.add(std::to_string(item.comment.id.value),
                 JsonObject().add("version", item.comment.version).add("actions", actions));
  }
  return JsonObject()
      .add("csrf", csrf)
      .add("open", text_of_key(tools, "do_open"))
      .add("undo", text_of_key(tools, "do_undo"))
      .add("seen", to_text(seen))
      .add("comments", comments);
}

std::string render_confirm(const ViewTools& tools, const ConfirmModel& model) {
  const std::vector<const QueueItem*> shown = shown_in(model);
  const bool unread = shows_unread_care(row_of(model.action));
  Dictionary confirm("confirm");
  confirm.SetValue(kmc_BASE, moderation_base(tools));
  confirm.SetValue(kmc_CSRF, model.layout.csrf);
  confirm.SetValue(kmc_RETURN, template_string(model.return_query));
  confirm.SetValue(kmc_BACK_HREF, queue_href(tools, UrlQuery(model.return_query)));
  confirm.SetValue(kmc_ACTION, template_string(to_text(model.action)));
  if (unread)
    fill_unread(tools, model, shown, confirm);
  else
    fill_removal(model, confirm);
  confirm.SetValue(kmc_SEEN, template_string(model.seen));
  if (model.whole) confirm.ShowSection(kmc_WHOLE);
  for (const Target& target : model.targets)
    confirm.AddSectionDictionary(kmc_TARGET)->SetValue(kmc_VALUE, to_text(target));
  fill_others(model, shown.size(), confirm);
  std::string entries;
  for (const QueueItem* item : shown)
    entries +=
        render_entry(tools, *item, {}, unread ? EntryUse::text : EntryUse::quote, model.layout, "");
  confirm.SetValue(kmc_ENTRIES_HTML, entries);
  return render_moderation_document(tools, model.layout, model.return_query,
                                    tools.templates.expand("moderate_confirm.tpl", confirm));
}

}  // namespace afterword
