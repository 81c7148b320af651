#include "view/thread/search_view.h"

#include <algorithm>

#include <ctemplate/template_dictionary.h>

#include "base/ascii.h"
#include "base/text.h"
#include "base/url.h"
#include "markers/search.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;

UrlQuery query_of(const SearchModel& model) {
  UrlQuery query;
  query.add("q", model.typed);
  if (model.page) query.add("page", model.page->path);
  return query;
}

/// A text in which "…" replaces what its writer hid in details elements.
std::string without_spoilers(std::string_view text, TextFormat format) {
  constexpr std::string_view closing = "</details>";
  std::string shown;
  std::size_t begin = 0;   // of what is shown
  std::size_t opened = 0;  // where the outermost element begins
  int depth = 0;
  bool is_closed = false;  // an element that began there
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const std::string_view rest = text.substr(at);
    if (starts_ignoring_case(rest, "<details")) {
      if (depth++ > 0) continue;
      shown += text.substr(begin, at - begin);
      opened = at;
      is_closed = false;
    } else if (depth > 0 && starts_ignoring_case(rest, closing)) {
      is_closed = true;
      if (--depth > 0) continue;
      shown += " … ";
      begin = at + closing.size();
    }
  }
  if (depth == 0) return shown.append(text.substr(begin));
  // Without an end, the tag is text in the plain format.
  const bool is_text = format == TextFormat::plain && !is_closed;
  return shown.append(is_text ? text.substr(opened) : " …");
}

void fill_result(const ViewTools& tools, const SearchModel& model, const PublishedComment& found,
                 Dictionary& result) {
  const Comment& comment = found.comment;
  result.SetValue(ks_NAME, comment.author);
  result.SetValue(ks_HREF, comment_href(found.path, comment.id, found.place));
  result.SetValue(ks_RESULT_PAGE, found.title.empty() ? found.path : found.title);
  result.SetValue(ks_DATETIME, format_rfc3339(comment.created));
  result.SetValue(ks_DATE, tools.zone.format(comment.created, tools.settings.date_format));
  result.SetValue(ks_EXCERPT, excerpt_of(comment.text, comment.format, model.typed));
}

}  // namespace

std::string excerpt_of(std::string_view text, TextFormat format, std::string_view typed) {
  constexpr std::size_t longest = 240;
  constexpr std::size_t before = 80;
  const std::string line = clean_line(without_spoilers(text, format));
  const std::string lower = to_lower(line);
  const std::string word = to_lower(typed.substr(0, typed.find(' ')));
  const std::size_t at = lower.find(word);
  const std::size_t found = at == std::string::npos ? 0 : count_characters(lower.substr(0, at));
  const std::size_t first = found > before ? found - before : 0;
  const std::string_view rest = std::string_view(line).substr(first_characters(line, first).size());
  const std::string part = first_characters(rest, longest);
  return (first > 0 ? "… " : "") + part + (part.size() < rest.size() ? " …" : "");
}

std::string render_search(const ViewTools& tools, const SearchModel& model) {
  Dictionary search("search");
  search.SetValue(ks_ACTION, tools.settings.mount + "/search");
  search.SetValue(ks_TYPED, model.typed);
  if (model.page) search.SetValueAndShowSection(ks_PAGE, model.page->path, ks_OF_PAGE);
  if (!model.problem.empty()) search.SetValueAndShowSection(ks_PROBLEM, model.problem, ks_REFUSED);
  if (model.searched && model.results.empty()) search.ShowSection(ks_NOTHING);
  if (!model.results.empty()) {
    Dictionary& list = *search.AddSectionDictionary(ks_RESULTS);
    for (const PublishedComment& found : model.results)
      fill_result(tools, model, found, *list.AddSectionDictionary(ks_RESULT));
  }
  if (model.next_before) {
    const std::string href = query_of(model)
                                 .add("before", model.next_before->value)
                                 .link(tools.settings.mount + "/search");
    search.SetValueAndShowSection(ks_OLDER_HREF, href, ks_OLDER);
  }
  return tools.templates.expand("search.tpl", search);
}

}  // namespace afterword
