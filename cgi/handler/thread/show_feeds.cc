#include "handler/thread/show_feeds.h"

#include <algorithm>
#include <set>

#include "base/secret.h"
#include "base/text.h"
#include "base/url.h"
#include "config/known_page.h"
#include "handler/kept_response.h"
#include "handler/responses.h"
#include "handler/thread/named_page.h"
#include "handler/thread/thread_pages.h"
#include "view/thread/feed_view.h"

namespace afterword {
namespace {

constexpr int feed_entries = 50;
constexpr std::size_t most_pages = 1'000;

/// A response that may be cached for a minute, with an ETag of its contents. It has no
/// Last-Modified: a comment that is approved late is older than comments that the reader has
/// already seen.
KeptResponse of_contents(std::string_view type, std::string body) {
  KeptResponse made{{200, {}, std::move(body)}, {}, {}, {}};
  made.response.headers.emplace_back("Content-Type", type);
  made.response.headers.emplace_back("Cache-Control", "public, max-age=60");
  made.validators.etag = '"' + content_hash(made.response.body) + '"';
  return made;
}

Response send(const Context& context, KeptResponse made) {
  return conditional(context, std::move(made.response), std::move(made.validators));
}

/// The key of a page that the site has; "", which never has a thread, for others.
Result<std::string, StoreError> known_key(App& app, const NamedPage& named) {
  if (!named.with_query && is_known_page(app.site, named.page)) return named.page.key;
  auto page = current_page(app.stores().comments, named, Unseen::hidden);
  if (!page) return Failure{page.error()};
  return is_known_page(app.site, *page) ? std::move(page->key) : std::string{};
}

/// When the newest comment was written, or when the site was configured if later.
Instant newest_of(const App& app, const std::vector<PublishedComment>& comments) {
  Instant newest = app.site.configured;
  for (const PublishedComment& found : comments) newest = std::max(newest, found.comment.created);
  return newest;
}

/// Sends what was made before for the same key, if neither the database nor the site's pages have
/// changed since. `make` gets the newest comments. `is_canonical` as for CachedThread.
HandlerResult send_newest(const Context& context, const std::string& key,
                          const std::optional<PagePath>& page, bool is_canonical,
                          FunctionRef<KeptResponse(std::vector<PublishedComment>)> make) {
  App& app = context.app;
  CommentStore& store = app.stores().comments;
  const auto counter = store.change_counter();
  CachedThread* cached = app.cache.find(key);
  const auto is_there = [&](const PagePath& each) { return is_known_page(app.site, each); };
  if (cached != nullptr && counter && cached->counter == counter &&
      std::all_of(cached->pages.begin(), cached->pages.end(), is_there))
    return cached_response(context, *cached);
  auto comments = app.stores().feeds.newest(page ? std::optional(page->key) : std::nullopt,
                                            feed_entries, paging_of(app.site));
  if (!comments) return unavailable;
  const auto is_gone = [&](const PublishedComment& found) {
    const auto there = parse_page_path(found.path);
    return !there || !is_known_page(app.site, *there);
  };
  // A page that is gone may come back, so such a response is not kept.
  const bool has_gone = std::erase_if(*comments, is_gone) > 0;
  CachedThread entry;
  entry.counter = counter;
  entry.is_canonical = is_canonical;
  for (const PublishedComment& found : *comments)
    if (entry.pages.empty() || entry.pages.back().path != found.path)
      entry.pages.push_back(*parse_page_path(found.path));
  entry.kept = make(*std::move(comments));
  if (has_gone || app.is_for_one_request || !counter || counter != store.change_counter())
    return send(context, std::move(entry.kept));
  return cached_response(context, app.cache.put(key, std::move(entry)));
}

}  // namespace

HandlerResult show_feed(Context& context) {
  App& app = context.app;
  const Request& request = context.request;
  // Entries need absolute addresses, which only the configuration provides.
  if (app.site.url.empty()) return Failure{Refusal::not_found};
  FeedModel model;
  if (!context.rest.empty()) {
    const auto named = page_at(app.site, context.rest);
    if (!named) return Failure{Refusal::unknown_page};
    auto page = current_page(app.stores().comments, *named, Unseen::hidden);
    if (!page) return unavailable;
    if (!is_known_page(app.site, *page)) return Failure{Refusal::unknown_page};
    model.page = *std::move(page);
  }
  const bool rss = query_value(request.query, "format").value_or("") == "rss";
  UrlQuery format;
  if (rss) format.add("format", "rss");
  model.self = format.link(app.site.view.mount + "/feed" +
                           (model.page ? encode_path(model.page->path) : ""));
  const auto make = [&](std::vector<PublishedComment> comments) {
    model.comments = std::move(comments);
    model.updated = newest_of(app, model.comments);
    return of_contents(
        rss ? "application/rss+xml; charset=utf-8" : "application/atom+xml; charset=utf-8",
        render_feed(app.view(), model, rss ? FeedFormat::rss : FeedFormat::atom));
  };
  // Anybody can ask for the feed of any page.
  return send_newest(context, "feed\n" + model.self, model.page, !model.page, make);
}

HandlerResult show_latest(Context& context) {
  App& app = context.app;
  const Request& request = context.request;
  constexpr std::int64_t usual = 5;
  const std::int64_t asked =
      parse_positive(query_value(request.query, "limit").value_or("")).value_or(usual);
  const auto make = [&](std::vector<PublishedComment> comments) {
    if (std::ssize(comments) > asked) comments.resize(static_cast<std::size_t>(asked));
    return of_contents(html_type, render_latest(app.view(), comments));
  };
  return send_newest(context, "latest\n" + std::to_string(asked), {}, asked <= feed_entries, make);
}

HandlerResult show_count(Context& context) {
  App& app = context.app;
  const Request& request = context.request;
  const std::vector<std::string> asked = query_values(request.query, "page");
  if (asked.empty() || asked.size() > most_pages) return Failure{Refusal::too_many_pages};

  std::vector<std::string> names;
  std::vector<std::string> keys;
  std::set<std::string> named;
  for (const std::string& path : asked) {
    const auto found = page_named(app.site, request, path);
    // Links to other sites keep their text.
    if (!found && found.error() == Refusal::foreign_page) continue;
    std::string name = is_valid_utf8(path) ? path : "";
    if (!named.insert(name).second) continue;
    names.push_back(std::move(name));
    auto key = found ? known_key(app, *found) : Result<std::string, StoreError>(std::string{});
    if (!key) return unavailable;
    keys.push_back(*std::move(key));
  }
  const auto counts = app.stores().feeds.counts(keys);
  if (!counts) return unavailable;
  const bool words = query_value(request.query, "as").value_or("") == "words";
  JsonObject body;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const int count = (*counts)[i];
    body.add(names[i], words ? JsonValue(render_count(app.view(), count)) : JsonValue(count));
  }
  return send(context, of_contents(json_type, body.text()));
}

}  // namespace afterword
