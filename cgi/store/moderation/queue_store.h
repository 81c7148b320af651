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
  /// The revisions of a comment, newest first, from `first` downwards if given; at most `limit`.
  Result<std::vector<Revision>, StoreError> revisions(CommentId id, std::optional<RevisionId> first,
                                                      int limit);
  Result<std::vector<AuditLine>, StoreError> audit_log_of(CommentId id);
  /// The audit log, newest first, older than `before` if given; at most `limit` entries.
  Result<std::vector<AuditLine>, StoreError> audit_log(std::optional<AuditId> before, int limit);
  /// The result of a moderation batch; nullopt if it does not exist.
  Result<std::optional<Notice>, StoreError> notice(std::int64_t batch);

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
