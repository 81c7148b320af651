// Renders threads to files that a web server sends without the program (store/published). The bytes
// are those of a response to GET /threadPAGE, which depend on no visitor and on no time but that of
// a thread's closing.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/secret.h"
#include "base/time.h"
#include "config/site.h"
#include "store/comment/comment_store.h"
#include "store/published/published_threads.h"
#include "view/template_cache.h"
#include "view/thread/thread_view.h"

namespace afterword {

enum class PublishResult {
  published,
  none,  // the thread has no files: nothing is published of it, or its page's name is no file name
  kept,  // it has files
  busy,  // another process publishes it
  outdated,  // the files belong to another configuration or other templates
  failed,    // the database or the folder could not be used
};

/// Which pages of comments are published.
enum class PublishExtent { first, all };

class ThreadPublisher {
 public:
  /// The arguments must outlive the publisher.
  ThreadPublisher(const Site& site, const TemplateCache& templates, const TimeZone& zone)
      : site_(site), templates_(templates), zone_(zone) {}

  /// Identifies what the files are rendered with.
  std::string stamp() const;

  /// Publishes a thread, or removes its files if it must have none. Repeats that if the thread is
  /// changed meanwhile, a few times. `first` publishes what the page's own address shows, and
  /// leaves the thread pending if it has further pages of comments.
  PublishResult publish(Database& database, const SecretKey& key, PublishedThreads& files,
                        ThreadId thread, PublishedThreads::Existing existing, PublishExtent extent,
                        Instant now) const;

  /// Whether existing files are outdated although nobody removed them: a process whose
  /// configuration has no publish.directory changed the thread, the thread was closed by its age
  /// since, or its page is no longer one of this site.
  bool is_outdated(const SeenThread& thread, const PublishedThreads::Place& place,
                   Instant now) const;
  /// When the thread will be closed by its age; the end of time if never.
  Instant closing_time(const SeenThread& thread) const;

  /// What a thread's files must be.
  struct Files {
    std::string name;
    struct File {
      std::string name;
      std::string text;
    };
    std::vector<File> files;
  };
  /// nullopt if the thread must have no files. `wants` is asked for each file but the first.
  Result<std::optional<Files>, StoreError> render(
      Database& database, const SecretKey& key, ThreadId thread, Instant now,
      const std::function<bool(const std::string& file)>& wants) const;

 private:
  PublishResult publish_once(Database& database, const SecretKey& key, PublishedThreads& files,
                             ThreadId thread, PublishedThreads::Existing existing,
                             PublishExtent extent, Instant now, bool& overtaken) const;

  const Site& site_;
  const TemplateCache& templates_;
  const TimeZone& zone_;
};

}  // namespace afterword
