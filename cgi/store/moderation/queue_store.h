// What moderators look at: the queue, one comment with all that is known of it, the audit_log.
// Reads only, but for noting that a care item was opened.
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

  /// The comments of a view, in its order. Of those that wait, the ones that a person should read
  /// soon come first. `thread` is that of filter.page; a page without a thread has an empty queue.
  Result<QueuePage, StoreError> page(const QueueFilter& filter);

  Result<std::optional<QueueItem>, StoreError> item(CommentId id);
  /// What a comment said before, the newest first, from `first` downwards where that is given; at
  /// most `limit`.
  Result<std::vector<Revision>, StoreError> revisions(CommentId id, std::optional<RevisionId> first,
                                                      int limit);
  Result<std::vector<AuditLine>, StoreError> audit_log_of(CommentId id);
  /// The audit log, the newest first, older than `before` where that is given; at most `limit`
  /// lines.
  Result<std::vector<AuditLine>, StoreError> audit_log(std::optional<AuditId> before, int limit);
  /// What a press did; nullopt when there is none of that number.
  Result<std::optional<Notice>, StoreError> notice(std::int64_t batch);

  /// When the care item that nobody has opened for longest was written.
  Result<std::optional<Instant>, StoreError> oldest_unread_care();
  /// Notes that a care item was opened, so that nobody needs to be called any more.
  Result<void, StoreError> mark_read(CommentId id, Instant now);

  /// Calls `look` for each of the last `limit` comments, the newest first.
  Result<int, StoreError> each_recent(int limit, const std::function<void(const Comment&)>& look);

 private:
  Database& database_;
};

/// What people type into the search box as an FTS5 expression: every word must be there, the last
/// one may be the beginning of a word, unless it is a single letter. Quotes and operators are words
/// like others. At most 200 characters and 16 words count. "" when there is no word in it.
/// https://www.sqlite.org/fts5.html#full_text_query_syntax
std::string search_expression(std::string_view typed);

}  // namespace afterword
