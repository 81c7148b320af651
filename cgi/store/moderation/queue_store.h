// Reads for moderators: the queue, and one comment with its context. Its only write records that a
// care item was opened.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/moderation/moderation.h"
#include "store/engine/database.h"

namespace afterword {

enum class Listed { yes, no };

class QueueStore {
 public:
  explicit QueueStore(Database& database) : database_(database) {}

  Result<QueueCounts, StoreError> counts();

  /// The comments of a view, in its order. In the waiting view, comments that a person should read
  /// soon come first. `thread` is the thread of filter.page; for a page without a thread the queue
  /// is empty.
  Result<QueuePage, StoreError> page(const QueueFilter& filter);

  Result<std::optional<QueueItem>, StoreError> item(CommentId id);
  /// The comments of a filter, from its beginning, at most `limit`. Comments that are open for care
  /// are decided one by one, so they are only in the care view's.
  Result<WholeList, StoreError> whole_list(const QueueFilter& filter, int limit);
  Result<ListBounds, StoreError> bounds();
  /// The targets for an action on a list as it was when it had these bounds: later comments are
  /// left out, and those that were changed later will be conflicts.
  Result<std::vector<Target>, StoreError> targets(const std::vector<CommentId>& comments,
                                                  const ListBounds& bounds);
  /// Whether a comment belongs to the list of a filter, on whichever page.
  Result<Listed, StoreError> listed(const QueueFilter& filter, const QueueItem& item);
  /// The revisions of a comment, newest first, from `first` downwards if given; at most `limit`.
  Result<std::vector<Revision>, StoreError> revisions(CommentId id, std::optional<RevisionId> first,
                                                      int limit);
  /// When the oldest unopened care item was written.
  Result<std::optional<Instant>, StoreError> oldest_unread_care();
  /// Records that a care item was opened, so that no further notification is sent.
  Result<void, StoreError> mark_read(CommentId id, Instant now);

  /// Calls `look` for each of the last `limit` comments, newest first.
  Result<int, StoreError> each_recent(int limit, const std::function<void(const Comment&)>& look);

 private:
  Database& database_;
};

}  // namespace afterword
