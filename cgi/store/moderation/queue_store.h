// Reads for moderators: the queue, one comment with its context, and the audit log. Its only write
// records that a care item was opened.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/moderation/audit.h"
#include "domain/moderation/moderation.h"
#include "store/engine/database.h"

namespace afterword {

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
  /// Pages with comments, the last commented first, from `offset` on. `search` is a part of title
  /// or path, in any case of ASCII letters; "" for all.
  Result<std::vector<ThreadSummary>, StoreError> threads(std::string_view search, int offset,
                                                         int limit);
  Result<ListBounds, StoreError> bounds();
  /// The targets for an action on a list as it was when it had these bounds: later comments are
  /// left out, and those that were changed later will be conflicts.
  Result<std::vector<Target>, StoreError> targets(const std::vector<CommentId>& comments,
                                                  const ListBounds& bounds);
  /// Whether a comment belongs to the list of a filter, on whichever page.
  Result<bool, StoreError> matches(const QueueFilter& filter, const QueueItem& item);
  /// The revisions of a comment, newest first, from `first` downwards if given; at most `limit`.
  Result<std::vector<Revision>, StoreError> revisions(CommentId id, std::optional<RevisionId> first,
                                                      int limit);
  Result<std::vector<AuditLine>, StoreError> audit_log_of(CommentId id);
  /// The audit log, newest first, older than `before` if given; at most `limit` entries.
  Result<std::vector<AuditLine>, StoreError> audit_log(std::optional<AuditId> before, int limit,
                                                       const AuditFilter& filter = {});
  /// The result of a moderation batch; nullopt if it does not exist.
  Result<std::optional<Notice>, StoreError> notice(std::int64_t batch);
  /// The latest batch of a moderator since `since` that can still be undone: it was not undone, and
  /// nobody changed its comments later. Changes that were undone do not count.
  Result<std::optional<Notice>, StoreError> last_to_undo(ModeratorId moderator, Instant since);

  /// When the oldest unopened care item was written.
  Result<std::optional<Instant>, StoreError> oldest_unread_care();
  /// Records that a care item was opened, so that no further notification is sent.
  Result<void, StoreError> mark_read(CommentId id, Instant now);

  /// Calls `look` for each of the last `limit` comments, newest first.
  Result<int, StoreError> each_recent(int limit, const std::function<void(const Comment&)>& look);

 private:
  Database& database_;
};

/// Converts the input of the search box to an FTS5 expression: every word must occur, and the last
/// one may be a prefix unless it is a single letter. Quotes and operators are treated as words.
/// Uses at most 200 characters and 16 words. "" if there is no word.
/// https://www.sqlite.org/fts5.html#full_text_query_syntax
std::string search_expression(std::string_view typed);

}  // namespace afterword
