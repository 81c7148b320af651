// What the mail worker does for published threads: it publishes those whose files are missing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "handler/publish/thread_publisher.h"
#include "server/application/service.h"
#include "store/open_store.h"

namespace afterword {

class PublishWorker {
 public:
  /// The service must outlive the worker. Does nothing if the site publishes no threads.
  explicit PublishWorker(const Service& service);

  /// Publishes threads that are pending. At the first call, once an hour, when a thread was closed
  /// by its age and after a change of all threads, looks at every thread. Works for at most about
  /// two seconds and goes on at the next call.
  void look(OpenStore& store, Instant now);
  /// Call when the database was replaced: whatever is published may be outdated.
  void start_anew();

 private:
  void publish(OpenStore& store, ThreadId thread, PublishedThreads::Existing existing);
  void look_at(OpenStore& store, const SeenThread& thread, Instant now);
  void look_at_all(OpenStore& store, Instant now, Instant until);
  void look_at_placed(OpenStore& store, Instant until);

  const Service& service_;
  ThreadPublisher publisher_;
  PublishedThreads files_;
  bool adopted_ = false;
  std::optional<ThreadId> at_;    // while looking at every thread
  std::vector<ThreadId> placed_;  // to be looked at after that
  std::optional<Instant> next_;
  std::string logged_;
};

}  // namespace afterword
