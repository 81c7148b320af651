#include "view/moderation/threads_view.h"

#include <ctemplate/template_dictionary.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <span>

#include "markers/moderate_threads.h"
#include "view/moderation/moderation_words.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;

UrlQuery threads_query(const ThreadsModel& model, int offset) {
  UrlQuery query;
  if (!model.find.empty()) query.add("find", model.find);
  if (offset > 0) query.add("from", offset);
  return query;
}

std::string threads_href(const ViewTools& tools, const UrlQuery& query) {
  return query.link(moderation_base(tools) + "/threads");
}

constexpr std::size_t most_shown_names = 20;

void fill_names(const ThreadSummary& thread, Dictionary& row) {
  if (thread.names.empty()) return;
  Dictionary& names = *row.AddSectionDictionary(kmt_NAMES);
  const std::size_t shown = std::min(thread.names.size(), most_shown_names);
  for (const std::string& name : std::span(thread.names).first(shown))
    names.AddSectionDictionary(kmt_NAME)->SetValue(kmt_NAME_PATH, name);
  if (shown == thread.names.size()) return;
  names.AddSectionDictionary(kmt_OTHERS)
      ->SetIntValue(kmt_COUNT, static_cast<std::int64_t>(thread.names.size() - shown));
}

/// Fills the forms that name a page, with what was typed if they were refused.
void fill_page_forms(const ThreadsModel& model, const ThreadSummary& thread, Dictionary& row) {
  const bool is_refused = model.refused && model.refused->thread == thread.id;
  const RefusedThread typed = is_refused ? *model.refused : RefusedThread{};
  row.SetValue(kmt_TYPED_ADDRESS, typed.address.value_or(thread.path));
  row.SetValue(kmt_TYPED_NAME, typed.name.value_or(""));
  if (is_refused) row.ShowSection(kmt_OPEN);
  if (typed.address) row.ShowSection(kmt_ADDRESS_ERROR);
  if (typed.name) row.ShowSection(kmt_NAME_ERROR);
  if (typed.merge) row.ShowSection(kmt_MERGE);
}

void fill_thread(const ViewTools& tools, const ThreadsModel& model, const ThreadSummary& thread,
                 Dictionary& row) {
  const std::string queue = moderation_base(tools) + "/";
  const auto comments = [&](std::string_view view) {
    return UrlQuery().add("view", view).add("page", thread.path).link(queue);
  };
  row.SetIntValue(kmt_ID, thread.id.value);
  row.SetValue(kmt_CSRF, model.layout.csrf);
  row.SetValue(kmt_RETURN, threads_query(model, model.offset).link("threads"));
  row.SetValue(kmt_PAGE_HREF, encode_path(thread.path));
  row.SetValue(kmt_PATH, thread.path);
  row.SetValue(kmt_TITLE, thread.title.empty() ? thread.path : thread.title);
  row.SetValue(kmt_TYPED_TITLE, thread.title);
  if (!thread.title.empty()) row.ShowSection(kmt_TITLED);
  if (thread.memorial)
    row.ShowSection(kmt_MEMORIAL);
  else
    row.ShowSection(kmt_MAY_REMEMBER);
  if (thread.closed && !thread.memorial) row.ShowSection(kmt_CLOSED);
  row.ShowSection(thread.closed || thread.memorial ? kmt_MAY_REOPEN : kmt_MAY_CLOSE);
  row.SetIntValue(kmt_COMMENTS, thread.approved);
  row.SetValue(kmt_QUEUE_HREF, comments("all"));
  if (thread.waiting > 0) {
    Dictionary& waiting = *row.AddSectionDictionary(kmt_WAITING);
    waiting.SetIntValue(kmt_COUNT, thread.waiting);
    waiting.SetValue(kmt_WAITING_HREF, comments("waiting"));
  }
  if (thread.last)
    row.SetValueAndShowSection(kmt_AGE, age(tools, *thread.last, model.layout.now), kmt_LAST);
  fill_names(thread, row);
  fill_page_forms(model, thread, row);
}

}  // namespace

std::string render_threads(const ViewTools& tools, const ThreadsModel& model) {
  Dictionary page("threads");
  page.SetValue(kmt_BASE, moderation_base(tools));
  page.SetValue(kmt_FIND, model.find);
  if (!model.find.empty()) page.ShowSection(kmt_FOUND);
  for (const ThreadSummary& thread : model.threads)
    fill_thread(tools, model, thread, *page.AddSectionDictionary(kmt_THREAD));
  if (model.threads.empty())
    page.AddSectionDictionary(kmt_EMPTY)->ShowSection(model.find.empty() ? kmt_NONE : kmt_NO_MATCH);
  if (model.more || model.offset > 0) {
    Dictionary& pages = *page.AddSectionDictionary(kmt_PAGES);
    const auto leads = [&](int offset) {
      return threads_href(tools, threads_query(model, offset));
    };
    if (model.offset > 0)
      pages.SetValueAndShowSection(kmt_HREF, leads(std::max(0, model.offset - model.page_size)),
                                   kmt_PREVIOUS);
    if (model.more)
      pages.SetValueAndShowSection(kmt_HREF, leads(model.offset + model.page_size), kmt_MORE);
  }
  return render_moderation_document(tools, model.layout,
                                    threads_query(model, model.offset).link("threads"),
                                    tools.templates.expand("moderate_threads.tpl", page));
}

}  // namespace afterword
