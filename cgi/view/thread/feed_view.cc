#include "view/thread/feed_view.h"

#include <cstring>

#include <ctemplate/template_dictionary.h>

#include "domain/comment/shown_part.h"
#include "domain/markup/markup.h"
#include "markers/count.h"
#include "markers/feed_atom.h"
#include "markers/latest.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;

const std::string& title_of(const PublishedComment& found) {
  return found.title.empty() ? found.path : found.title;
}

std::string format_date(Instant instant, FeedFormat format) {
  return format == FeedFormat::atom ? format_rfc3339(instant) : format_http_date(instant);
}

std::size_t text_share(const FeedModel& model) {
  std::vector<std::size_t> sizes;
  for (const PublishedComment& found : model.comments)
    sizes.push_back(shown_bytes(found.comment.text));
  return fair_share(std::move(sizes), response_text_bytes, least_text_bytes);
}

void fill_entry(const ViewTools& tools, const FeedModel& model, const PublishedComment& found,
                FeedFormat format, std::size_t text_bytes, Dictionary& entry) {
  const Comment& comment = found.comment;
  const SiteAddress& address = tools.settings.address;
  // A permanent id: omits the page of comments, because that can change with the configuration.
  const auto name = [&](CommentId id) {
    return address.page_url(comment_href(found.path, id, CommentPlace{}));
  };
  entry.SetValue(kfa_NAME, comment.author);
  if (model.page)
    entry.ShowSection(kfa_ON_PAGE);
  else
    entry.SetValueAndShowSection(kfa_ENTRY_PAGE, title_of(found), kfa_ON_SITE);
  entry.SetValue(kfa_ENTRY_ID, name(comment.id));
  entry.SetValue(kfa_LINK, address.program_url(tools.settings.mount + comment_route(comment.id)));
  entry.SetValue(kfa_DATE, format_date(comment.created, format));
  if (!comment.url.empty()) entry.SetValueAndShowSection(kfa_URL, comment.url, kfa_LINKED);
  entry.SetValue(kfa_ANSWERED,
                 comment.parent ? name(*comment.parent) : address.page_url(page_href(found.path)));
  const std::string_view part = shown_part(comment.text, text_bytes);
  const std::string shown =
      part.size() < comment.text.size() ? std::string(part) + " …" : comment.text;
  entry.SetValue(kfa_TEXT, render_markup(shown, comment.format).html);
}

}  // namespace

std::string render_feed(const ViewTools& tools, const FeedModel& model, FeedFormat format) {
  Dictionary feed("feed");
  feed.SetValue(kfa_LANGUAGE, tools.settings.language);
  if (model.page) {
    const bool titled = !model.comments.empty() && !model.comments.front().title.empty();
    feed.SetValueAndShowSection(
        kfa_PAGE_TITLE, titled ? model.comments.front().title : model.page->path, kfa_OF_PAGE);
  } else {
    feed.SetValueAndShowSection(kfa_SITE, tools.settings.site_name, kfa_OF_SITE);
  }
  const SiteAddress& address = tools.settings.address;
  feed.SetValue(kfa_SELF, address.program_url(model.self));
  feed.SetValue(kfa_HOME, address.page_url(model.page ? page_href(model.page->path)
                                                      : page_href(address.path_on_host("/"))));
  feed.SetValue(kfa_UPDATED, format_date(model.updated, format));
  const std::size_t share = text_share(model);
  for (const PublishedComment& found : model.comments)
    fill_entry(tools, model, found, format, share, *feed.AddSectionDictionary(kfa_ENTRY));
  return tools.templates.expand(format == FeedFormat::atom ? "feed_atom.tpl" : "feed_rss.tpl",
                                feed);
}

std::string render_latest(const ViewTools& tools, const std::vector<PublishedComment>& comments) {
  Dictionary latest("latest");
  if (comments.empty()) latest.ShowSection(kl_NOTHING);
  Dictionary* list = comments.empty() ? nullptr : latest.AddSectionDictionary(kl_ENTRIES);
  for (const PublishedComment& found : comments) {
    Dictionary& entry = *list->AddSectionDictionary(kl_ENTRY);
    entry.SetValue(kl_NAME, found.comment.author);
    entry.SetValue(kl_HREF, comment_href(found.path, found.comment.id, found.place));
    entry.SetValue(kl_ENTRY_PAGE, title_of(found));
    entry.SetValue(kl_DATETIME, format_rfc3339(found.comment.created));
    entry.SetValue(kl_DATE, tools.zone.format(found.comment.created, tools.settings.date_format));
  }
  return tools.templates.expand("latest.tpl", latest);
}

std::string render_count(const ViewTools& tools, int comments) {
  Dictionary count("count");
  if (comments == 0) count.ShowSection(kc_NONE);
  if (comments == 1) count.ShowSection(kc_ONE);
  if (comments > 1) count.SetValueAndShowSection(kc_COUNT, std::to_string(comments), kc_MANY);
  return tools.templates.expand("count.tpl", count);
}

}  // namespace afterword
