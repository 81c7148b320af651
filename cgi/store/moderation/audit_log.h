// The audit log: who did what, and when. Entries are written in the transaction of the change that
// they describe. For use inside store/ only.
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
  std::int64_t version = 0;    // the comment's version after the change
  std::string_view note = {};  // the reason that a moderator gave
  std::optional<AuditId> undoes = {};
  /// The moderation batch that it belongs to: the id of the batch's first entry; 0 for the first
  /// entry itself.
  std::int64_t batch = 0;
};

/// Adds an entry and returns its id. The id of a batch's first entry is the batch. Throws
/// StoreException.
AuditId write_audit_entry(Database& database, const AuditEntry& entry);

/// True if the comment with this number and version was permanently deleted. A comment that an
/// import has stored under the number since is a different one.
bool is_reused_number(Database& database, const Target& target);

/// An audit-log entry with the data needed to undo it.
struct StoredAuditLine {
  AuditLine line;
  std::int64_t version = 0;
  std::optional<AuditId> undoes;
};

/// The version of the entry's comment if it is in the state that the entry left: every later change
/// was undone.
std::optional<std::int64_t> unchanged_version(Database& database, const StoredAuditLine& entry);

/// True if the change is one of a page, not of a comment.
bool is_of_page(const audit::Change& change);

/// True if the entry's page has the state or the title that the entry left: every later change of
/// it was undone. False if the entry is not a change of a page.
bool is_page_unchanged(Database& database, const StoredAuditLine& entry);

StoredAuditLine read_audit_line(const sql::AuditEntryView& row);

}  // namespace afterword
