// Reads the audit log for moderators, and what of it can be undone.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "domain/moderation/audit.h"
#include "domain/moderation/moderation.h"
#include "store/engine/database.h"

namespace afterword {

class AuditLogStore {
 public:
  explicit AuditLogStore(Database& database) : database_(database) {}

  /// The entries of a comment, newest first.
  Result<std::vector<AuditLine>, StoreError> of_comment(CommentId id);
  /// The audit log, newest first, older than `before` if given; at most `limit` entries.
  Result<std::vector<AuditLine>, StoreError> list(std::optional<AuditId> before, int limit,
                                                  const AuditFilter& filter = {});
  /// The entries that follow `after`, newest first; at most the `limit` entries nearest to it.
  Result<std::vector<AuditLine>, StoreError> newer(AuditId after, int limit,
                                                   const AuditFilter& filter);
  /// The result of a moderation batch; nullopt if it does not exist.
  Result<std::optional<Notice>, StoreError> notice(std::int64_t batch);
  /// The latest batch of a moderator since `since` that can still be undone, at least in part: one
  /// of its changes was not undone, and nobody changed the same comment later. Changes that were
  /// undone do not count.
  Result<std::optional<Notice>, StoreError> last_to_undo(ModeratorId moderator, Instant since);

 private:
  Database& database_;
};

}  // namespace afterword
