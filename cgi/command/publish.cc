// afterword publish [PAGE …]: renders the files of published threads again, and removes those of
// threads that are gone.
#include "command/publish.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "command/site_store.h"
#include "handler/moderation/page_moves.h"
#include "handler/publish/thread_publisher.h"
#include "server/application/service.h"

namespace afterword {
namespace {

constexpr int threads_at_once = 500;

/// Reports progress on standard error, as an import does.
class PublishProgress {
 public:
  ~PublishProgress() {
    if (terminal_ && shown_) std::fputc('\n', stderr);
  }
  void tell(std::size_t threads) {
    const auto now = std::chrono::steady_clock::now();
    const auto pause = terminal_ ? std::chrono::milliseconds(200) : std::chrono::seconds(10);
    if (now - told_ < pause) return;
    told_ = now;
    shown_ = true;
    fmt::print(stderr, "{}published {} threads{}", terminal_ ? "\r" : "", threads,
               terminal_ ? "  " : "\n");
    std::fflush(stderr);
  }

 private:
  bool terminal_ = ::isatty(STDERR_FILENO) == 1;
  bool shown_ = false;
  std::chrono::steady_clock::time_point told_ = std::chrono::steady_clock::now();
};

/// What a run has done.
struct Counts {
  std::size_t published = 0;
  std::size_t none = 0;
  std::size_t removed = 0;
};

class PublishRun {
 public:
  PublishRun(const Service& service, OpenStore& store)
      : publisher_(service.config.site, service.templates, service.zone),
        files_(service.config.publish_directory),
        store_(store) {}

  int all();
  int pages(const Config& config, const std::vector<std::string>& pages);

 private:
  int adopt();
  /// False after an error that concerns all threads, which was printed.
  bool publish(ThreadId thread);
  bool remove_others(const std::set<std::int64_t>& published);
  int report();

  ThreadPublisher publisher_;
  PublishedThreads files_;
  OpenStore& store_;
  PublishProgress progress_;
  Counts counts_;
};

int PublishRun::adopt() {
  return files_.adopt(publisher_.stamp()) ? exit_done : fail_with(files_.error());
}

bool PublishRun::publish(ThreadId thread) {
  const auto result =
      publisher_.publish(*store_.database, store_.key, files_, thread,
                         PublishedThreads::Existing::replace, PublishExtent::all, current_time());
  switch (result) {
    case PublishResult::published:
    case PublishResult::kept:
    case PublishResult::busy:  // another process does the same
      progress_.tell(++counts_.published);
      return true;
    case PublishResult::none:
      ++counts_.none;
      return true;
    case PublishResult::outdated:
      fail_with("another process publishes with another configuration; reload the service");
      return false;
    case PublishResult::failed:
      fail_with(files_.error().empty() ? "the database cannot be read" : files_.error());
      return false;
  }
  return false;
}

/// Removes the files of threads that are gone, and files that belong to no thread.
bool PublishRun::remove_others(const std::set<std::int64_t>& published) {
  // In this order: a thread has its place before its files can be seen.
  const std::vector<std::string> there = files_.names();
  std::set<std::string> names;
  for (const ThreadId thread : files_.placed()) {
    if (!published.contains(thread.value) && !publish(thread)) return false;
    if (const auto place = files_.place_of(thread)) names.insert(place->name);
  }
  for (const std::string& name : there)
    if (!names.contains(name) && files_.remove_name(name)) ++counts_.removed;
  files_.delete_leftovers();
  return true;
}

int PublishRun::report() {
  fmt::print("{} threads are published in {}\n", counts_.published, files_.root());
  if (counts_.none > 0)
    fmt::print("{} have no published comments, or a page whose name cannot be a file's\n",
               counts_.none);
  if (counts_.removed > 0) fmt::print("{} that are gone were removed\n", counts_.removed);
  return exit_done;
}

int PublishRun::all() {
  if (const int failed = adopt(); failed != exit_done) return failed;
  files_.note_all_seen();
  std::set<std::int64_t> seen;
  for (ThreadId at; true;) {
    const auto threads = store_.stores.comments.seen_threads(at, threads_at_once);
    if (!threads) return store_failed(threads.error());
    for (const SeenThread& thread : *threads) {
      if (!publish(thread.id)) return exit_failed;
      seen.insert(thread.id.value);
      at = thread.id;
    }
    if (threads->empty()) break;
  }
  return remove_others(seen) ? report() : exit_failed;
}

int PublishRun::pages(const Config& config, const std::vector<std::string>& pages) {
  if (const int failed = adopt(); failed != exit_done) return failed;
  for (const std::string& text : pages) {
    const auto page = written_page(config.site, {}, text);
    if (!page) return fail_with(fmt::format("{} is not the path of a page, such as /hello/", text));
    const auto thread = thread_of(store_.stores.comments, *page);
    if (!thread) return store_failed(thread.error());
    if (!*thread)
      return fail_with(fmt::format(
          "there is no page with comments at {} (`afterword thread list` lists them)", text));
    if (!publish((*thread)->id)) return exit_failed;
  }
  return report();
}

int publish(const std::string& config_file, const std::vector<std::string>& pages) {
  const auto service = load_service(config_file, Lifetime::one_request);
  if (!service) {
    for (const std::string& error : service.error()) fail_with(error);
    return exit_failed;
  }
  if ((*service)->config.publish_directory.empty())
    return fail_with("publish.directory is not set, so the site publishes no threads");
  return with_open_store(config_file, [&](const Config& config, OpenStore& store) {
    PublishRun run(**service, store);
    return pages.empty() ? run.all() : run.pages(config, pages);
  });
}

}  // namespace

std::vector<Command> publish_commands() {
  return {{"publish",
           "render the files of published threads again (publish.directory)",
           {{.name = "PAGE", .help = "a page; without one, all threads", .several = true}},
           [](const Arguments& arguments) {
             return publish(arguments.config, arguments.texts("PAGE"));
           }}};
}

}  // namespace afterword
