#include "handler/thread/show_thread.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/secret.h"
#include "base/text.h"
#include "config/known_page.h"
#include "handler/responses.h"
#include "handler/thread/named_page.h"
#include "handler/thread/thread_model.h"
#include "handler/thread/thread_pages.h"
#include "view/thread/thread_view.h"

namespace afterword {
namespace {

/// A request with a cached response waits only briefly for a locked database. It does wait, because
/// another worker's commit locks the database too, and a reader must not miss what they saw before
/// it.
std::chrono::milliseconds max_wait_of(const LockWait& wait) {
  return std::chrono::milliseconds{wait.is_stuck() ? 0 : 1'000};
}

/// How long a worker keeps the order by likes.
constexpr std::int64_t most_liked_kept_ms = minute_ms;

enum class Shape {
  fragment,
  document,
  version,  // JSON for readers who wait for new comments
};

/// The page that the path names ("/thread/hello/"), or the parameter `page` ("/thread?page=…"),
/// which may be a complete address.
Result<NamedPage, Refusal> requested_page(const Context& context) {
  if (context.rest.empty())
    return page_named(context.site(), context.request,
                      query_value(context.request.query, "page").value_or(""));
  auto named = page_at(context.site(), context.rest);
  if (!named) return Failure{Refusal::unknown_page};
  return *std::move(named);
}

ThreadQuery parse_query(const Site& site, const Request& request, NamedPage named) {
  ThreadQuery query{std::move(named.page), {}, named.comments_page, {}, {}, {}, {}, {}, false};
  if (request.query.empty()) return query;
  const auto value = [&](std::string_view name) {
    return query_value(request.query, name).value_or("");
  };
  query.title = page_title(value("title"));
  if (const auto number = parse_positive(value("cpage")))
    query.cpage =
        static_cast<int>(std::min<std::int64_t>(*number, std::numeric_limits<int>::max()));
  query.subthread = parse_id<CommentId>(value("subthread"));
  if (auto was = value("was"); is_fragment(was)) query.was = std::move(was);
  query.reply_to = parse_id<CommentId>(value("replytocom"));
  query.own = parse_id<CommentId>(value("unapproved"));
  query.own_hash = value("moderation-hash");
  query.most_liked = value("corder") == "best" && site.view.likes && site.view.threads_depth > 1 &&
                     !query.subthread && query.was.empty() && !query.own;
  return query;
}

std::string cache_key(const ThreadQuery& query, Shape shape) {
  // The separator cannot occur in a path or in a cleaned title.
  std::string key;
  key.reserve(query.page.path.size() + query.title.size() + 32);
  key += static_cast<char>('0' + static_cast<int>(shape));
  key.append(query.page.path).append("\n").append(query.title);
  const auto add = [&](char name, std::int64_t value) {
    if (value != 0) (key += '\n') += name + std::to_string(value);
  };
  add('b', query.most_liked ? 1 : 0);
  add('c', query.cpage.value_or(0));
  add('s', query.subthread.value_or(CommentId{}).value);
  add('r', query.reply_to.value_or(CommentId{}).value);
  if (!query.was.empty()) key.append("\nw").append(query.was);
  return key;
}

ThreadSources sources_of(App& app) {
  return {app.site, app.view(), app.stores().comments, app.stores().care};
}

std::string render_document_of(const App& app, const ThreadModel& model) {
  const std::string_view title =
      model.title.empty() ? std::string_view(app.site.view.site_name) : model.title;
  return render_document(app.view(), title, render_thread(app.view(), model),
                         !model.reply_to && !model.own && !model.whole);
}

/// The body of a response, and the number of pages that the thread has.
struct Rendered {
  std::string body;
  int page_count = 1;
};

/// The body of a response, in the format of `shape`.
Result<Rendered, StoreError> render(App& app, const ThreadQuery& query, Shape shape,
                                    const std::optional<Thread>& thread, Instant now) {
  if (shape == Shape::version) {
    const auto counts = app.stores().feeds.counts({query.page.key});
    if (!counts) return Failure{counts.error()};
    return Rendered{std::string(JsonObject().add("comments", counts->front()).text())};
  }
  auto model = load_thread(sources_of(app), query, thread, now);
  if (!model) return Failure{model.error()};
  model->in_document = shape == Shape::document;
  return Rendered{shape == Shape::document ? render_document_of(app, *model)
                                           : render_thread(app.view(), *model),
                  model->page_count};
}

/// See CachedThread::is_canonical.
bool is_canonical(const ThreadQuery& query, const std::optional<Thread>& thread, int page_count) {
  if (!thread || thread->version == 0) return false;
  return (query.title.empty() || query.title == thread->title) &&
         (!query.cpage || *query.cpage <= page_count) && !query.subthread && query.was.empty() &&
         !query.reply_to && !query.most_liked;
}

/// Search engines should not index fragments, reply forms, private comments, or parts of a thread
/// that have many addresses.
bool is_indexable(const ThreadQuery& query, Shape shape) {
  return shape == Shape::document && !query.reply_to && !query.own && !query.subthread &&
         query.was.empty() && !query.most_liked;
}

/// A response without its body.
CachedThread unrendered(App& app, const ThreadQuery& query, Shape shape, const ThreadState& state,
                        const std::optional<Thread>& found, Instant now) {
  const bool closed = is_closed(app.site, found, now);
  CachedThread entry;
  entry.thread = state.thread;
  entry.version = state.version;
  entry.counter = state.counter;
  entry.good_until =
      closed ? Instant{std::numeric_limits<std::int64_t>::max()} : closing_time(app.site, found);
  Validators& validators = entry.kept.validators;
  // The ETag includes the date, because a restored backup can repeat versions, and the thread,
  // because a page's name may lead to another one. A thread of which readers have seen nothing
  // counts as none.
  const std::int64_t seen = state.version > 0 ? state.thread.value : 0;
  validators.etag =
      fmt::format("\"{}{}-{}\"", state.version, closed ? "c" : "",
                  content_hash(fmt::format("{}{}\n{}\n{}", app.templates.version(),
                                           app.site.version, seen, found ? found->changed.ms : 0)));
  // A date cannot tell that a former name leads to nothing any more.
  if (found && found->version > 0)
    validators.modified =
        std::max({found->changed, app.site.configured, app.templates.newest_override()});
  auto& headers = entry.kept.response.headers;
  headers.emplace_back("Content-Type", shape == Shape::version ? json_type : html_type);
  if (!is_indexable(query, shape)) headers.emplace_back("X-Robots-Tag", "noindex");
  if (query.own) {
    headers.emplace_back("Cache-Control", "private, no-store");
    return entry;
  }
  headers.emplace_back("Cache-Control", "public, max-age=0, must-revalidate");
  return entry;
}

/// Renders the body of an entry.
std::optional<StoreError> render_body(App& app, const ThreadQuery& query, Shape shape,
                                      const std::optional<Thread>& found, Instant now,
                                      CachedThread& entry) {
  auto rendered = render(app, query, shape, found, now);
  if (!rendered) return rendered.error();
  entry.is_canonical = is_canonical(query, found, rendered->page_count);
  entry.kept.response.body = std::move(rendered->body);
  if (query.most_liked) {
    // Likes do not change the version. Their order is kept for a while instead, and identified by
    // the contents.
    entry.good_until = std::min(entry.good_until, Instant{now.ms + most_liked_kept_ms});
    entry.kept.validators = {'"' + content_hash(entry.kept.response.body) + '"', {}};
  }
  return std::nullopt;
}

/// While the database is unavailable, the last good response is used.
Response last_good_response(const Context& context, CachedThread& cached) {
  LockWait& wait = *context.app.lock_wait;
  wait.limit_to(max_wait_of(wait));
  return cached_response(context, cached);
}

HandlerResult show(Context& context, Shape shape) {
  App& app = context.app;
  const Request& request = context.request;
  const Instant now = context.now;
  // 1. Parse the request.
  auto named = requested_page(context);
  if (!named) return Failure{named.error()};
  // A former name with a query may lead to another page than the file without it.
  if (named->with_query && context.has_database)
    if (auto page = current_page(app.stores().comments, *named, Unseen::hidden))
      named->page = *std::move(page);
  ThreadQuery query = parse_query(app.site, request, std::move(named).value());
  const std::string key = cache_key(query, shape);
  CachedThread* cached = query.own ? nullptr : app.cache.find(key);
  if (!context.has_database) {
    if (cached != nullptr) return last_good_response(context, *cached);
    return unavailable;
  }

  // 2. Use the cached response if the database has not changed at all.
  CommentStore& store = app.stores().comments;
  if (cached != nullptr && now > cached->good_until) cached = nullptr;
  if (cached != nullptr && cached->counter && cached->counter == store.change_counter())
    return cached_response(context, *cached);

  // 3. Use it if this thread has not changed.
  const auto state = store.thread_state(query.page.key);
  if (!state) {
    if (cached != nullptr) return last_good_response(context, *cached);
    return unavailable;
  }
  if (cached != nullptr && cached->thread == state->thread && cached->version == state->version) {
    cached->counter = state->counter;
    return cached_response(context, *cached);
  }

  // 4. Render. A former name of a page shows the page.
  auto page = current_page(store, {query.page}, Unseen::hidden);
  if (!page) return unavailable;
  query.page = *std::move(page);
  if (!is_known_page(app.site, query.page)) return Failure{Refusal::unknown_page};
  // The model's title may be a view into the thread, so the thread must outlive rendering.
  const auto thread = store.find_thread(query.page.key);
  if (!thread) return unavailable;
  CachedThread entry = unrendered(app, query, shape, *state, *thread, now);
  KeptResponse& kept = entry.kept;
  if (!query.own && !query.most_liked)
    if (auto same = not_modified(context, kept.response, kept.validators)) return *std::move(same);
  if (render_body(app, query, shape, *thread, now, entry)) return unavailable;
  if (query.own) return std::move(kept.response);
  if (app.is_for_one_request)
    return conditional(context, std::move(kept.response), std::move(kept.validators));
  return cached_response(context, app.cache.put(key, std::move(entry)));
}

}  // namespace

HandlerResult show_thread(Context& context) { return show(context, Shape::fragment); }

HandlerResult show_page(Context& context) { return show(context, Shape::document); }

HandlerResult show_version(Context& context) { return show(context, Shape::version); }

}  // namespace afterword
