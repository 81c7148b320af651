// What a page of a thread contains, read from the database: for a request, and for a published
// file.
#pragma once

#include <optional>
#include <string>

#include "base/page_path.h"
#include "base/result.h"
#include "base/time.h"
#include "config/site.h"
#include "store/comment/comment_store.h"
#include "store/moderation/care_store.h"
#include "view/thread/thread_view.h"

namespace afterword {

/// The parameters of the request, decoded and limited.
struct ThreadQuery {
  PagePath page;
  std::string title;
  std::optional<int> cpage;
  std::optional<CommentId> subthread;
  std::string was;  // a fragment from before an import
  std::optional<CommentId> reply_to;
  std::optional<CommentId> own;
  std::string own_hash;
  bool most_liked = false;
};

/// What a thread is read from and rendered with.
struct ThreadSources {
  const Site& site;
  ViewTools view;
  CommentStore& comments;
  CareStore& care;
};

/// When the thread is closed because of its age; the end of time if never.
Instant closing_time(const Site& site, const std::optional<Thread>& thread);

bool is_closed(const Site& site, const std::optional<Thread>& thread, Instant now);

/// Reads the page of comments that the query asks for. The result may have views into the query and
/// the thread.
Result<ThreadModel, StoreError> load_thread(const ThreadSources& from, const ThreadQuery& query,
                                            const std::optional<Thread>& thread, Instant now);

}  // namespace afterword
