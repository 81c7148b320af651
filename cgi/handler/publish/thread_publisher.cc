#include "handler/publish/thread_publisher.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "base/gzip.h"
#include "config/known_page.h"
#include "handler/thread/named_page.h"
#include "handler/thread/thread_model.h"
#include "store/published/published_name.h"

namespace afterword {
namespace {

// Changes whenever the names of files or their contents change in another way than by templates.
constexpr std::string_view format_version = "2";
constexpr int most_tries = 8;
// Of one thread; the program shows the others.
constexpr int most_pages = 100;
constexpr int compression_level = 6;
// The dates of files may be as much behind the clock.
constexpr std::int64_t clock_step_ms = 20;

/// The pages of comments that are published: those next to the page that is shown first.
std::pair<int, int> published_pages(int page_count, bool open_newest) {
  if (page_count < 2) return {1, 0};
  if (page_count <= most_pages) return {1, page_count};
  return open_newest ? std::pair{page_count - most_pages + 1, page_count}
                     : std::pair{1, most_pages};
}

/// Whether a request for the page's path would show this thread.
bool is_named_so(const Site& site, const Thread& thread) {
  const auto named = page_at(site, thread.path);
  return named && named->page.key == thread.page && named->page.path == thread.path &&
         !named->comments_page && !named->with_query;
}

}  // namespace

std::string ThreadPublisher::stamp() const {
  return fmt::format("{} {} {}", format_version, site_.version, templates_.version());
}

Instant ThreadPublisher::closing_time(const SeenThread& thread) const {
  if (site_.moderation.close_after_days == 0)
    return Instant{std::numeric_limits<std::int64_t>::max()};
  return Instant{thread.created.ms + site_.moderation.close_after_days * day_ms};
}

bool ThreadPublisher::is_outdated(const SeenThread& thread, const PublishedThreads::Place& place,
                                  Instant now) const {
  const Instant closing = closing_time(thread);
  const bool changed = thread.changed.ms > place.published.ms + clock_step_ms;
  return changed || (place.published <= closing && now > closing) ||
         published_name(thread.path) != place.name ||
         !is_known_page(site_, {thread.page, thread.path});
}

Result<std::optional<ThreadPublisher::Files>, StoreError> ThreadPublisher::render(
    Database& database, const SecretKey& key, ThreadId id, Instant now,
    const std::function<bool(const std::string& file)>& wants) const {
  CommentStore comments(database);
  CareStore care(database);
  const ThreadSources sources{site_, {templates_, site_.view, zone_, key}, comments, care};
  const auto found = comments.find_thread(id);
  if (!found) return Failure{found.error()};
  const std::optional<Thread>& thread = *found;
  if (!thread || thread->id != id || thread->version == 0) return std::optional<Files>{};
  auto name = published_name(thread->path);
  if (!name || !is_named_so(site_, *thread) || !is_known_page(site_, {thread->page, thread->path}))
    return std::optional<Files>{};

  ThreadQuery query;
  query.page = {thread->page, thread->path};
  const auto first = load_thread(sources, query, thread, now);
  if (!first) return Failure{first.error()};
  if (first->approved == 0) return std::optional<Files>{};
  Files files{*std::move(name), {}};
  files.files.push_back({published_file(std::nullopt), render_thread(sources.view, *first)});
  const auto [begin, end] = published_pages(first->page_count, site_.open_newest);
  for (int number = begin; number <= end; ++number) {
    const std::string file = published_file(number);
    if (!wants(file)) continue;
    query.cpage = number;
    const auto page = load_thread(sources, query, thread, now);
    if (!page) return Failure{page.error()};
    files.files.push_back({file, render_thread(sources.view, *page)});
  }
  return std::optional(std::move(files));
}

PublishResult ThreadPublisher::publish_once(Database& database, const SecretKey& key,
                                            PublishedThreads& files, ThreadId thread,
                                            PublishedThreads::Existing existing,
                                            PublishExtent extent, Instant now,
                                            bool& overtaken) const {
  using Beginning = PublishedThreads::Beginning;
  using Finished = PublishedThreads::Finished;
  PublishedThreads::Edition edition;
  switch (files.begin(thread, stamp(), existing, now, edition)) {
    case Beginning::begun:
      break;
    case Beginning::current:
      return PublishResult::kept;
    case Beginning::busy:
      return PublishResult::busy;
    case Beginning::outdated:
      return PublishResult::outdated;
    case Beginning::failed:
      return PublishResult::failed;
  }
  // Not from a database that was replaced, as by `afterword restore`. Replacing it later removes
  // the edition.
  database.check_identity();
  if (database.must_reopen()) return PublishResult::failed;
  bool complete = true;
  const auto wants = [&](const std::string& file) {
    if (files.adds(edition) && files.has_file(edition, file)) return false;
    complete = complete && extent == PublishExtent::all;
    return extent == PublishExtent::all;
  };
  const auto rendered = render(database, key, thread, now, wants);
  if (!rendered) return PublishResult::failed;
  Finished finished = Finished::published;
  if (!*rendered) {
    finished = files.withdraw(edition);
  } else {
    bool written = true;
    for (const Files::File& file : (*rendered)->files)
      if (!files.adds(edition) || !files.has_file(edition, file.name))
        written = written &&
                  files.write(edition, file.name, file.text, gzipped(file.text, compression_level));
    // Files cannot be written either if the thread was changed meanwhile.
    if (written || files.is_overtaken(edition))
      finished = files.finish(edition, (*rendered)->name, complete);
    else
      finished = Finished::failed;
  }
  overtaken = finished == Finished::overtaken;
  if (finished == Finished::failed) return PublishResult::failed;
  return *rendered ? PublishResult::published : PublishResult::none;
}

PublishResult ThreadPublisher::publish(Database& database, const SecretKey& key,
                                       PublishedThreads& files, ThreadId thread,
                                       PublishedThreads::Existing existing, PublishExtent extent,
                                       Instant now) const {
  PublishResult result = PublishResult::failed;
  for (int tries = 0; tries < most_tries; ++tries) {
    bool overtaken = false;
    result = publish_once(database, key, files, thread, existing, extent, now, overtaken);
    if (overtaken) {
      result = PublishResult::busy;
      continue;
    }
    if (result != PublishResult::published) return result;
    // A process that changed the thread directly afterwards may have found it busy.
    const auto place = files.place_of(thread);
    if (place && place->has_files) return result;
  }
  return result;
}

}  // namespace afterword
