// The audit log: who did what, when. Written in the transaction of what it tells; inside store/
// only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/moderation/audit.h"
#include "sql/moderation.h"
#include "store/engine/database.h"

namespace afterword {

struct AuditEntry {
  Instant at;
  Actor actor;
  std::string_view action;
  std::optional<CommentId> comment = {};
  std::optional<ThreadId> thread = {};
  audit::Change change = {};
  std::int64_t version = 0;    // the comment's, after it
  std::string_view note = {};  // the reason that a person gave
  std::optional<AuditId> undoes = {};
  /// The press that it belongs to: the batch of the first line; 0 for that first line itself.
  std::int64_t batch = 0;
};

/// Adds a line; its id. A first line's id is its batch. Throws StoreException.
AuditId write_audit_entry(Database& database, const AuditEntry& entry);

/// Whether the comment that had this number at this version was permanently deleted: then the one
/// that an import has put there since is another one.
bool was_another(Database& database, const Target& target);

/// A line with what undoing it needs to know.
struct StoredAuditLine {
  AuditLine line;
  std::int64_t version = 0;
  std::optional<AuditId> undoes;
};

StoredAuditLine read_audit_line(const sql::RecordView& row);

}  // namespace afterword
