// What of a moderation batch can be undone, and its undo. For use inside store/, within a
// transaction. All functions throw StoreException.
#pragma once

#include <cstdint>
#include <vector>

#include "store/moderation/audit_log.h"
#include "store/moderation/moderation_batch.h"

namespace afterword {

/// The audit-log entries of a batch.
using BatchEntries = std::vector<StoredAuditLine>;

/// In the order in which they were written.
BatchEntries read_batch(Database& database, std::int64_t id);

/// Whether undoing the entry now would have an effect.
bool is_current(Database& database, const BatchEntries& batch, const StoredAuditLine& entry);

/// Whether the batch was undone completely. One that had conflicts then was undone in part.
bool is_undone(const BatchEntries& batch);

/// Whether the actor may undo the entry: a rule may belong to somebody else.
bool may_undo(Database& database, const Actor& actor, RuleRights rights, const AuditLine& line);

/// Undoes one entry of a batch unless its comment or page was changed later, which is recorded as a
/// conflict of `batch`.
void undo_entry(ModerationBatch& batch, const BatchEntries& newest_first,
                const StoredAuditLine& entry);

}  // namespace afterword
