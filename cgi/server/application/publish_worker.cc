#include "server/application/publish_worker.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/log.h"

namespace afterword {
namespace {

constexpr std::int64_t working_ms = 2 * second_ms;
constexpr int threads_at_once = 200;

}  // namespace

PublishWorker::PublishWorker(const Service& service)
    : service_(service),
      publisher_(service.config.site, service.templates, service.zone),
      files_(service.config.publish_directory) {}

void PublishWorker::start_anew() {
  if (files_.directory().empty()) return;
  try {
    files_.remove_all();
    files_.unlock();
  } catch (const StoreException& exception) {
    log_line(exception.detail);
  }
}

void PublishWorker::publish(OpenStore& store, ThreadId thread,
                            PublishedThreads::Existing existing) {
  const auto result = publisher_.publish(*store.database, store.key, files_, thread, existing,
                                         PublishExtent::all, current_time());
  if (result != PublishResult::failed || files_.error().empty() || files_.error() == logged_)
    return;
  logged_ = files_.error();
  log_line(fmt::format("threads cannot be published: {}", logged_));
}

void PublishWorker::look_at(OpenStore& store, const SeenThread& thread, Instant now) {
  using Existing = PublishedThreads::Existing;
  const auto place = files_.place_of(thread.id);
  if (!place || !place->has_files)
    publish(store, thread.id, Existing::keep);
  else if (publisher_.is_outdated(thread, *place, now))
    publish(store, thread.id, Existing::replace);
  const Instant closing = publisher_.closing_time(thread);
  if (closing >= now) next_ = std::min(*next_, Instant{closing.ms + 1});
}

void PublishWorker::look_at_all(OpenStore& store, Instant now, Instant until) {
  if (!at_ && next_ && now < *next_ && !files_.is_all_pending()) return;
  if (!at_) {
    files_.note_all_seen();
    files_.delete_leftovers();
    at_ = ThreadId{};
    next_ = Instant{now.ms + hour_ms};
  }
  while (current_time() < until) {
    const auto threads = store.stores.comments.seen_threads(*at_, threads_at_once);
    if (!threads) return;
    for (const SeenThread& thread : *threads) {
      look_at(store, thread, now);
      at_ = thread.id;
      if (current_time() >= until) return;
    }
    if (std::ssize(*threads) == threads_at_once) continue;
    at_.reset();
    placed_ = files_.placed();
    return;
  }
}

/// Removes the files of threads that are gone, for example merged by a process whose configuration
/// has no publish.directory.
void PublishWorker::look_at_placed(OpenStore& store, Instant until) {
  while (!placed_.empty() && current_time() < until) {
    const ThreadId id = placed_.back();
    placed_.pop_back();
    const auto place = files_.place_of(id);
    if (!place || !place->has_files) continue;
    const auto thread = store.stores.comments.find_thread(id);
    if (thread && (!*thread || (*thread)->version == 0))
      publish(store, id, PublishedThreads::Existing::replace);
  }
}

void PublishWorker::look(OpenStore& store, Instant now) {
  if (files_.directory().empty()) return;
  if (!adopted_) {
    adopted_ = files_.adopt(publisher_.stamp());
    if (!adopted_ && files_.error() != logged_) {
      logged_ = files_.error();
      log_line(fmt::format("threads cannot be published: {}", logged_));
    }
    if (!adopted_) return;
  }
  const Instant until{current_time().ms + working_ms};
  for (const ThreadId thread : files_.pending(current_time())) {
    if (current_time() >= until) return;
    publish(store, thread, PublishedThreads::Existing::complete);
  }
  look_at_all(store, now, until);
  look_at_placed(store, until);
}

}  // namespace afterword
