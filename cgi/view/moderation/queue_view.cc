#include "view/moderation/queue_view.h"

#include <ctemplate/template_dictionary.h>
#include <fmt/format.h>

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
    chip.SetValue(kmq_HREF, queue_href(tools, UrlQuery(model.filter_query).remove(name)));
  }
  if (chips != nullptr) queue.ShowSection(kmq_FILTERED);
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
    if (model.filter.view == QueueView::waiting) none.ShowSection(kmq_NONE_WAITING);
  } else {
    Dictionary& any = *queue.AddSectionDictionary(kmq_ANY);
    for (const ActionRow* row : bulk_actions(model.filter.view, model.layout.role())) {
      Dictionary& button = *any.AddSectionDictionary(kmq_BULK);
      button.SetValue(kmq_NAME, template_string(row->name));
      button.SetValue(kmq_KEY, template_string(row->key));
      button.SetValue(kmq_LABEL, label_of(tools, *row));
    }
    std::string entries;
    for (const QueueItem& item : model.items) entries += render_queue_item(tools, model, item);
    any.SetValue(kmq_ENTRIES_HTML, entries);
  }
  if (model.more)
    queue.SetValueAndShowSection(
        kmq_HREF,
        queue_href(tools,
                   UrlQuery(model.filter_query).add("after", model.items.back().comment.id.value)),
        kmq_MORE);
  queue.SetValue(kmq_KEYS_HTML, render_keys(tools));
  return render_moderation_document(tools, model.layout, model.return_query,
                                    tools.templates.expand("moderate_queue.tpl", queue));
}

std::string render_confirm(const ViewTools& tools, const ConfirmModel& model) {
  Dictionary confirm("confirm");
  confirm.ShowSection(row_of(model.action).can_undo ? kmc_PUT_AWAY : kmc_PERMANENT);
  confirm.SetValue(kmc_BASE, moderation_base(tools));
  confirm.SetValue(kmc_CSRF, model.layout.csrf);
  confirm.SetValue(kmc_RETURN, template_string(model.return_query));
  confirm.SetValue(kmc_BACK_HREF, queue_href(tools, UrlQuery(model.return_query)));
  confirm.SetValue(kmc_ACTION, template_string(to_text(model.action)));
  if (model.reason_required) confirm.ShowSection(kmc_REASON_REQUIRED);
  for (const auto& [id, version] : model.targets)
    confirm.AddSectionDictionary(kmc_TARGET)
        ->SetValue(kmc_VALUE, fmt::format("{}:{}", id.value, version));
  std::string entries;
  for (const QueueItem& item : model.items)
    entries += render_entry(tools, item, {}, EntryUse::quote, model.layout, "");
  confirm.SetValue(kmc_ENTRIES_HTML, entries);
  return render_moderation_document(tools, model.layout, model.return_query,
                                    tools.templates.expand("moderate_confirm.tpl", confirm));
}

}  // namespace afterword
