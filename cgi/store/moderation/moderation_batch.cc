#include "store/moderation/moderation_batch.h"

#include "domain/moderation/moderation_action.h"
#include "sql/comments.h"
#include "sql/reports.h"
#include "sql/threads.h"
#include "store/comment/comment_counts.h"
#include "store/comment/comment_rows.h"
#include "store/comment/search_index.h"
#include "store/comment/thread_version.h"
#include "store/moderation/report_store.h"

namespace afterword {
namespace {

std::int64_t write_state(Database& database, CommentId id, const CommentState& state, Instant now) {
  return sql::set_state(database,
                        {.status = to_text(state.status),
                         .pinned = state.pinned,
                         .locked = state.locked,
                         .care = to_text(state.care),
                         .holder = state.holder != 0 ? std::optional(state.holder) : std::nullopt,
                         .not_spam = state.not_spam,
                         .now = now.ms,
                         .id = id.value});
}

/// Whether the change is visible to readers: the comment appears or disappears, or its subthread is
/// locked or unlocked.
bool is_seen(const CommentState& before, const CommentState& after) {
  return before.status == Status::approved || after.status == Status::approved ||
         before.locked != after.locked;
}

/// Finds who changed a comment last, to report it with the conflict.
Conflict find_conflict(Database& database, CommentId id, bool gone) {
  Conflict conflict{id, {}, gone ? "gone" : "", {}};
  bool first = true;
  sql::list_audit_log_of_comment(database, id.value, [&](const sql::AuditEntryView& row) {
    if (!std::exchange(first, false)) return;
    const AuditLine line = read_audit_line(row).line;
    conflict.actor = line.actor;
    if (!gone) conflict.action = line.action;
    conflict.at = line.at;
  });
  return conflict;
}

}  // namespace

std::optional<Found> find_state(Database& database, CommentId id) {
  const auto row = sql::find_state(database, id.value);
  if (!row) return std::nullopt;
  Found found;
  found.state.status = parse_status(row->status).value_or(Status::waiting);
  found.state.pinned = row->pinned != 0;
  found.state.locked = row->locked != 0;
  found.state.care = parse_care(row->care);
  found.state.holder = row->care_holder_id.value_or(0);
  found.state.not_spam = row->not_spam != 0;
  found.version = row->version;
  found.thread = ThreadId{row->thread_id};
  found.parent = to_id<CommentId>(row->parent_id);
  found.top_level = CommentId{row->top_level_id};
  return found;
}

std::optional<Found> ModerationBatch::find_unchanged(const Target& target) {
  const auto found = find_state(database, target.comment);
  const bool gone = !found || found->state.status == Status::deleted;
  const bool changed = !gone && target.version != 0 && target.version != found->version;
  if (!gone && !changed) return found;
  outcome.conflicts.push_back(find_conflict(database, target.comment, gone));
  return std::nullopt;
}

void ModerationBatch::refuse(CommentId id) {
  outcome.conflicts.push_back(find_conflict(database, id, false));
}

void ModerationBatch::change_state(CommentId id, const Found& found, const CommentState& next,
                                   std::string_view action, std::string_view note,
                                   std::optional<AuditId> undoes) {
  outcome.done.push_back(id);
  if (next == found.state && !undoes) return;
  AuditEntry entry;
  entry.version = write_state(database, id, next, now);
  CommentCounts()
      .remove(found.state.status, found.state.care)
      .add(next.status, next.care)
      .write(database);
  entry.action = action;
  entry.comment = id;
  entry.thread = found.thread;
  entry.change = audit::difference(found.state, next);
  entry.note = note;
  entry.undoes = undoes;
  write(entry);
  if (is_seen(found.state, next)) touch(found.thread);
  if (found.state.status == Status::approved || next.status != Status::approved) return;
  publish_title(id, found.thread);
  if (!undoes) enqueue_for_publication(database, plan, id, true, now);
}

void ModerationBatch::change_page(ThreadId thread, const PageState& next, std::string_view action,
                                  std::string_view note, std::optional<AuditId> undoes) {
  const auto row = sql::find_thread_state(database, thread.value);
  const PageState before = row ? PageState{row->closed != 0, row->memorial != 0} : PageState{};
  if (before == next) return;
  sql::set_thread_state(database,
                        {.closed = next.closed, .memorial = next.memorial, .id = thread.value});
  AuditEntry entry;
  entry.action = action;
  entry.thread = thread;
  entry.change = audit::PageChange{before, next};
  entry.note = note;
  entry.undoes = undoes;
  write(entry);
  touch(thread);
}

void ModerationBatch::change_title(ThreadId thread, const PageTitle& next, std::string_view action,
                                   std::optional<AuditId> undoes) {
  auto row = sql::find_thread_title(database, thread.value);
  if (!row || row->title == next.text) return;
  sql::set_thread_title(database, {.title = next.text, .given = next.given, .id = thread.value});
  AuditEntry entry;
  entry.action = action;
  entry.thread = thread;
  entry.change = audit::TitleChange{{std::move(row->title), row->title_given != 0}, next};
  entry.undoes = undoes;
  write(entry);
  touch(thread);
}

void ModerationBatch::change_content(CommentId id, const Found& found, const Content& content,
                                     std::string_view action, std::optional<AuditId> undoes) {
  Comment comment = get_comment(database, id).value();
  const std::int64_t revision = sql::insert_revision(
      database, {.now = now.ms, .by = to_text(actor.kind), .by_name = actor.name, .id = id.value});
  unindex_comment(database, comment);
  AuditEntry entry;
  entry.version = sql::set_content(database, {.author = content.author,
                                              .email = content.email,
                                              .url = content.url,
                                              .text = content.text,
                                              .now = now.ms,
                                              .id = id.value});
  comment.author = content.author;
  comment.email = content.email;
  comment.text = content.text;
  index_comment(database, comment);
  entry.action = action;
  entry.comment = id;
  entry.thread = found.thread;
  entry.change = audit::ContentChange{RevisionId{revision}};
  entry.undoes = undoes;
  write(entry);
  outcome.done.push_back(id);
  if (found.state.status == Status::approved) touch(found.thread);
}

void ModerationBatch::change_place(CommentId id, const Found& found, const Place& next,
                                   std::string_view action, std::optional<AuditId> undoes) {
  const Place before{found.thread, found.parent, found.top_level};
  AuditEntry entry;
  entry.version = sql::set_place(database, {.thread = next.thread.value,
                                            .parent = to_number(next.parent),
                                            .top_level = next.top_level.value,
                                            .id = id.value});
  entry.action = action;
  entry.comment = id;
  entry.thread = next.thread;
  entry.change = audit::PlaceChange{before, next};
  entry.undoes = undoes;
  write(entry);
  outcome.done.push_back(id);
  if (found.state.status != Status::approved) return;
  touch(before.thread);
  touch(next.thread);
}

void ModerationBatch::change_subthread(CommentId top, const Place& place, std::string_view action,
                                       FunctionRef<std::optional<AuditId>(CommentId)> undoes) {
  std::vector<CommentId> pending{top};
  while (!pending.empty()) {
    const CommentId id = pending.back();
    pending.pop_back();
    const Found found = find_state(database, id).value();
    const auto parent = id == top ? place.parent : found.parent;
    change_place(id, found, {place.thread, parent, place.top_level}, action, undoes(id));
    sql::list_replies(database, id.value,
                      [&](std::int64_t reply) { pending.push_back(CommentId{reply}); });
  }
}

void ModerationBatch::close_reports(const Target& target, ThreadId thread,
                                    std::optional<ReportReason> reason, bool is_last) {
  const CommentId id = target.comment;
  const std::vector<Report> open = list_open_reports(database, id);
  std::set<std::string> readers;
  std::int64_t closed = 0;
  for (const Report& report : open) {
    if (reason && report.reason != *reason) continue;
    if (target.later_reports && report.id >= *target.later_reports) continue;
    ++closed;
    if (!report.email.empty()) readers.insert(report.email);
  }
  if (closed == 0) return;
  AuditEntry entry;
  entry.action = to_text(ModerationAction::close_reports);
  entry.comment = id;
  entry.thread = thread;
  entry.change = audit::ReportsChange{std::ssize(open), std::ssize(open) - closed};
  const AuditId written = write(entry);
  sql::close_reports(database, {.entry = written.value,
                                .comment = id.value,
                                .reason = reason ? std::optional(to_text(*reason)) : std::nullopt,
                                .later = to_number(target.later_reports)});
  for (const std::string& reader : readers)
    enqueue_for_closed_report(database, plan, reader, is_last ? std::nullopt : std::optional(id),
                              now);
}

AuditId ModerationBatch::write(AuditEntry entry) {
  entry.at = now;
  entry.actor = actor;
  entry.batch = outcome.batch;
  const AuditId id = write_audit_entry(database, entry);
  if (outcome.batch == 0) outcome.batch = id.value;
  return id;
}

void ModerationBatch::publish_title(CommentId id, ThreadId thread) {
  const auto title = sql::find_held_title(database, {.comment = id.value, .thread = thread.value});
  if (!title) return;
  sql::give_thread_title(database, {.title = *title, .id = thread.value, .trusted = 0});
  sql::delete_held_title(database, id.value);
}

void ModerationBatch::commit(Transaction& change) {
  for (const std::int64_t thread : touched_) raise_thread_version(database, ThreadId{thread}, now);
  change.commit();
}

}  // namespace afterword
