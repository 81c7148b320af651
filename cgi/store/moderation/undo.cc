#include "store/moderation/undo.h"

#include <algorithm>
#include <optional>
#include <variant>

#include "sql/comments.h"
#include "sql/moderation.h"
#include "sql/reports.h"
#include "sql/rules.h"
#include "store/moderation/thread_moves.h"

namespace afterword {
namespace {

/// Whether a change can be undone at all.
bool is_undoable(const audit::Change& change) {
  return std::holds_alternative<audit::StateChange>(change) ||
         std::holds_alternative<audit::ContentChange>(change) ||
         std::holds_alternative<audit::PlaceChange>(change) || is_of_page(change) ||
         std::holds_alternative<audit::RuleChange>(change) ||
         std::holds_alternative<audit::ReportsChange>(change);
}

/// Whether an undo of the batch undoes the entry by itself. Others are undone with the entry that
/// they belong to: the replies of a moved comment, the reports that a decision closed.
bool is_step(const BatchEntries& batch, const StoredAuditLine& entry) {
  if (entry.undoes || !is_undoable(entry.line.change)) return false;
  if (std::holds_alternative<audit::PlaceChange>(entry.line.change))
    return entry.line.id == batch.front().line.id;
  if (!std::holds_alternative<audit::ReportsChange>(entry.line.change)) return true;
  return std::none_of(batch.begin(), batch.end(), [&](const StoredAuditLine& other) {
    return other.line.comment == entry.line.comment &&
           !std::holds_alternative<audit::ReportsChange>(other.line.change);
  });
}

/// Undoes one entry of the audit log unless the comment was changed later.
struct Undo {
  ModerationBatch& batch;
  const BatchEntries& batch_lines;  // newest first
  const StoredAuditLine& undone_entry;

  void operator()(const audit::StateChange& change) const {
    on_comment([&](CommentId id, const Found& found) {
      batch.change_state(id, found, audit::with(found.state, change.before), audit_action::undo, "",
                         undone_entry.line.id);
    });
  }

  void operator()(const audit::ContentChange& change) const {
    on_comment([&](CommentId id, const Found& found) {
      const auto before = sql::find_revision(batch.database, change.before.value);
      if (!before) return;
      batch.change_content(id, found, {before->author, before->email, before->url, before->text},
                           audit_action::undo, undone_entry.line.id);
      sql::restore_about_content(batch.database, {.revision = change.before.value, .id = id.value});
    });
  }

  /// A move is undone by its first entry, that of the moved comment. The subthread is moved back in
  /// its current state, including newer replies.
  void operator()(const audit::PlaceChange& change) const {
    if (undone_entry.line.id != batch_lines.back().line.id) return;
    on_comment([&](CommentId id, const Found& /*found*/) {
      Place place = change.before;
      place.thread = current_thread(batch.database, place.thread);
      if (place.parent) {
        const auto parent = find_state(batch.database, *place.parent);
        if (!parent || parent->thread != place.thread) return batch.refuse(id);
        place.top_level = parent->top_level;
      }
      batch.change_subthread(id, place, audit_action::undo,
                             [&](CommentId moved) { return line_of(moved); });
    });
  }

  void operator()(const audit::PageChange& change) const {
    if (is_page_unchanged(batch.database, undone_entry))
      batch.change_page(*undone_entry.line.thread, change.before, audit_action::undo, "",
                        undone_entry.line.id);
  }

  void operator()(const audit::TitleChange& change) const {
    if (is_page_unchanged(batch.database, undone_entry))
      batch.change_title(*undone_entry.line.thread, change.before, audit_action::undo,
                         undone_entry.line.id);
  }

  void operator()(const audit::AddressChange& change) const { undo_move(change); }
  void operator()(const audit::Merge& merge) const { undo_move(merge); }
  void operator()(const audit::AliasChange& change) const { undo_move(change); }

  void operator()(const audit::RuleChange& change) const {
    const std::optional<std::int64_t> removed =
        change.active ? std::optional(batch.now.ms) : std::nullopt;
    if (sql::set_rule_removed(batch.database, {.removed_at = removed, .id = change.rule.value}) ==
        0)
      return;
    sql::touch_rules(batch.database);
    AuditEntry entry;
    entry.action = audit_action::undo;
    entry.change = audit::RuleChange{change.rule, !change.active};
    entry.undoes = undone_entry.line.id;
    batch.write(entry);
  }

  void operator()(const audit::ReportsChange& change) const {
    if (!undone_entry.line.comment || !find_state(batch.database, *undone_entry.line.comment))
      return;
    // The reports were closed by a decision; if that cannot be undone, they stay closed.
    for (const StoredAuditLine& each : batch_lines)
      if (each.line.comment == undone_entry.line.comment && !each.line.undone &&
          !std::holds_alternative<audit::ReportsChange>(each.line.change) &&
          !unchanged_version(batch.database, each))
        return;
    sql::reopen_reports(batch.database, undone_entry.line.id.value);
    AuditEntry entry;
    entry.action = audit_action::undo;
    entry.comment = undone_entry.line.comment;
    entry.thread = undone_entry.line.thread;
    entry.change = audit::ReportsChange{change.after, change.before};
    entry.undoes = undone_entry.line.id;
    batch.write(entry);
  }

  // These cannot be undone.
  void operator()(const audit::Nothing&) const {}
  void operator()(const audit::Deletion&) const {}
  void operator()(const audit::ModeratorChange&) const {}
  void operator()(const audit::CareModeChange&) const {}
  void operator()(const audit::CommentCount&) const {}
  void operator()(const audit::Reported&) const {}
  void operator()(const audit::Unknown&) const {}

 private:
  template <class Move>
  void undo_move(const Move& change) const {
    batch.moves_undone =
        is_page_unchanged(batch.database, undone_entry) &&
        ThreadMoves(batch).undo(*undone_entry.line.thread, change, undone_entry.line.id);
  }

  /// Calls `change` with the entry's comment if it is in the state that the entry left: later
  /// changes were undone, in this batch or before.
  template <class Change>
  void on_comment(const Change& change) const {
    if (!undone_entry.line.comment) return;
    const CommentId id = *undone_entry.line.comment;
    const auto version = unchanged_version(batch.database, undone_entry);
    if (const auto found = batch.find_unchanged({id, version.value_or(undone_entry.version)}))
      change(id, *found);
  }

  /// The entry of this batch for a comment, if it is not undone yet.
  std::optional<AuditId> line_of(CommentId id) const {
    for (const StoredAuditLine& each : batch_lines)
      if (each.line.comment == id && !each.line.undone) return each.line.id;
    return std::nullopt;
  }
};

}  // namespace

BatchEntries read_batch(Database& database, std::int64_t id) {
  BatchEntries batch;
  sql::list_audit_log_of_batch(
      database, id, [&](const sql::AuditEntryView& row) { batch.push_back(read_audit_line(row)); });
  return batch;
}

bool is_current(Database& database, const BatchEntries& batch, const StoredAuditLine& entry) {
  if (entry.line.undone || !is_step(batch, entry)) return false;
  if (is_of_page(entry.line.change)) return is_page_unchanged(database, entry);
  if (!entry.line.comment) return true;
  if (std::holds_alternative<audit::ReportsChange>(entry.line.change))
    return find_state(database, *entry.line.comment).has_value();
  return unchanged_version(database, entry).has_value();
}

bool is_undone(const BatchEntries& batch) {
  bool undone = false;
  for (const StoredAuditLine& entry : batch) {
    if (!is_step(batch, entry)) continue;
    if (!entry.line.undone) return false;
    undone = true;
  }
  return undone;
}

bool may_undo(Database& database, const Actor& actor, RuleRights rights, const AuditLine& line) {
  if (rights == RuleRights::all || !std::holds_alternative<audit::RuleChange>(line.change))
    return true;
  return actor.moderator &&
         sql::is_own_rule(database, {.id = line.id.value, .moderator = actor.moderator->value});
}

void undo_entry(ModerationBatch& batch, const BatchEntries& newest_first,
                const StoredAuditLine& entry) {
  std::visit(Undo{batch, newest_first, entry}, entry.line.change);
}

}  // namespace afterword
