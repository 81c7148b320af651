#include "store/moderation/moderation_store.h"

#include <algorithm>
#include <set>

#include "sql/comments.h"
#include "sql/moderation.h"
#include "sql/threads.h"
#include "store/comment/comment_rows.h"
#include "store/engine/error_boundary.h"
#include "store/moderation/audit_log.h"
#include "store/moderation/moderation_batch.h"
#include "store/moderation/thread_moves.h"
#include "store/moderation/undo.h"
#include "store/people/commenter_store.h"

namespace afterword {
namespace {

/// The status of a comment before it became spam or trash.
Status status_before(Database& database, CommentId id, Status now) {
  Status before = Status::waiting;
  bool found = false;
  sql::list_audit_log_of_comment(database, id.value, [&](const sql::AuditEntryView& row) {
    const AuditLine line = read_audit_line(row).line;
    const auto* change = std::get_if<audit::StateChange>(&line.change);
    if (found || !change || change->after.status != now) return;
    found = true;
    before = change->before.status.value_or(Status::waiting);
  });
  const bool usable = before == Status::approved || before == Status::waiting;
  return usable ? before : Status::waiting;
}

/// The state of a comment after an action.
CommentState next_state(ModerationBatch& batch, CommentId id, CommentState state,
                        ModerationAction action) {
  const ActionRow& row = row_of(action);
  if (row.to) state.status = *row.to;
  if (row.decides && state.care == CareState::open) state.care = CareState::resolved;
  if (row.decides && state.care == CareState::marked) state.care = CareState::none;
  switch (action) {
    case ModerationAction::not_spam:
      state.not_spam = true;
      break;
    case ModerationAction::spam:
      state.not_spam = false;
      break;
    case ModerationAction::restore:
      if (state.status == Status::spam || state.status == Status::trash)
        state.status = status_before(batch.database, id, state.status);
      break;
    case ModerationAction::pin:
      state.pinned = true;
      break;
    case ModerationAction::unpin:
      state.pinned = false;
      break;
    case ModerationAction::lock:
      state.locked = true;
      break;
    case ModerationAction::unlock:
      state.locked = false;
      break;
    case ModerationAction::assign:
      if (batch.actor.moderator) state.holder = batch.actor.moderator->value;
      break;
    case ModerationAction::unassign:
      state.holder = 0;
      break;
    case ModerationAction::resolve:
      if (state.care == CareState::open) state.care = CareState::resolved;
      break;
    // The action table defines the effect of these, or they do not change the comment's state.
    case ModerationAction::approve:
    case ModerationAction::hold:
    case ModerationAction::trash:
    case ModerationAction::close_reports:
    case ModerationAction::remove:
    case ModerationAction::close:
    case ModerationAction::reopen:
    case ModerationAction::memorial:
      break;
  }
  return state;
}

void delete_permanently(ModerationBatch& batch, const Target& target, const Found& found,
                        std::string_view note) {
  const CommentId id = target.comment;
  AuditEntry entry;
  entry.action = to_text(ModerationAction::remove);
  entry.comment = id;
  entry.thread = found.thread;
  entry.change = audit::Deletion{found.state.status};
  entry.version = found.version;
  entry.note = note;
  // Written first, because the first entry of a batch names its action.
  batch.write(entry);
  // Also reports that the moderator did not see, because none can stay.
  batch.close_reports({id}, found.thread, {}, true);
  delete_comment(batch.database, get_comment(batch.database, id).value());
  batch.outcome.done.push_back(id);
  if (found.state.status == Status::approved) batch.touch(found.thread);
}

PageState page_state_after(ModerationAction action) {
  return {action != ModerationAction::reopen, action == ModerationAction::memorial};
}

void act_on(ModerationBatch& batch, ModerationAction action, const Target& target,
            std::string_view note) {
  const auto found = batch.find_unchanged(target);
  if (!found) return;
  switch (action) {
    case ModerationAction::remove:
      return delete_permanently(batch, target, *found, note);
    case ModerationAction::close:
    case ModerationAction::reopen:
    case ModerationAction::memorial: {
      batch.change_page(found->thread, page_state_after(action), to_text(action), note);
      return batch.outcome.done.push_back(target.comment);
    }
    case ModerationAction::lock:
    case ModerationAction::unlock: {
      // A lock applies to the subthread's top-level comment, whichever of its comments was
      // selected.
      const CommentId top_level = found->top_level;
      const auto start =
          top_level == target.comment ? found : find_state(batch.database, top_level);
      if (!start) return;
      return batch.change_state(top_level, *start,
                                next_state(batch, top_level, start->state, action), to_text(action),
                                note);
    }
    case ModerationAction::approve:
    case ModerationAction::not_spam:
    case ModerationAction::hold:
    case ModerationAction::spam:
    case ModerationAction::trash:
    case ModerationAction::restore:
    case ModerationAction::pin:
    case ModerationAction::unpin:
    case ModerationAction::close_reports:
    case ModerationAction::assign:
    case ModerationAction::unassign:
    case ModerationAction::resolve:
      break;
  }
  batch.change_state(target.comment, *found,
                     next_state(batch, target.comment, found->state, action), to_text(action),
                     note);
  if (row_of(action).decides || action == ModerationAction::close_reports)
    batch.close_reports(target, found->thread);
  if (action == ModerationAction::resolve)
    batch.close_reports(target, found->thread, ReportReason::worried);
}

}  // namespace

Result<ActOutcome, StoreError> ModerationStore::act(const Actor& actor, ModerationAction action,
                                                    const std::vector<Target>& targets,
                                                    std::string_view note, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    ModerationBatch batch{database_, plan_, actor, now};
    std::set<std::int64_t> seen;
    for (const Target& target : targets)
      if (seen.insert(target.comment.value).second) act_on(batch, action, target, note);
    batch.commit(change);
    return std::move(batch.outcome);
  });
}

Result<ActOutcome, StoreError> ModerationStore::edit(const Actor& actor, const Target& target,
                                                     const Content& content,
                                                     std::string_view action, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    ModerationBatch batch{database_, plan_, actor, now};
    if (const auto found = batch.find_unchanged(target))
      batch.change_content(target.comment, *found, content, action);
    batch.commit(change);
    return std::move(batch.outcome);
  });
}

Result<ReplyOutcome, StoreError> ModerationStore::reply(const Actor& actor, const StaffReply& reply,
                                                        Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    ModerationBatch batch{database_, plan_, actor, now};
    ReplyOutcome result;
    const auto found = batch.find_unchanged(reply.parent);
    if (!found) return ReplyOutcome{std::move(batch.outcome), {}};
    // A reply to a published comment decides nothing about its reports.
    if (found->state.status == Status::approved)
      batch.change_state(
          reply.parent.comment, *found,
          next_state(batch, reply.parent.comment, found->state, ModerationAction::approve),
          to_text(ModerationAction::approve), "");
    else
      act_on(batch, ModerationAction::approve, {reply.parent.comment, 0}, "");

    Comment comment;
    comment.id = next_comment_id(database_);
    comment.thread = found->thread;
    comment.parent = reply.parent.comment;
    comment.top_level = found->top_level;
    comment.status = Status::approved;
    comment.author = reply.author;
    comment.email = reply.email;
    comment.text = reply.text;
    comment.format = reply.format;
    comment.created = now;
    comment.moderator = actor.moderator;
    comment.pinned = reply.pinned;
    insert_comment(database_, comment);
    AuditEntry entry;
    entry.action = audit_action::reply;
    entry.comment = comment.id;
    entry.thread = comment.thread;
    // The undo of a reply moves it to the trash.
    entry.change = audit::StateChange{{.status = Status::trash}, {.status = Status::approved}};
    entry.version = comment.version;
    batch.write(entry);
    batch.touch(comment.thread);
    enqueue_for_publication(database_, plan_, comment.id, false, now);
    batch.commit(change);
    return ReplyOutcome{std::move(batch.outcome), comment.id};
  });
}

Result<ActOutcome, StoreError> ModerationStore::move(const Actor& actor, const Target& target,
                                                     std::string_view page, std::string_view path,
                                                     Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    ModerationBatch batch{database_, plan_, actor, now};
    const auto start = batch.find_unchanged(target);
    if (!start) return std::move(batch.outcome);
    const auto there = find_thread_row(database_, page);
    const ThreadId thread = there ? there->id : insert_thread(database_, page, path, now);
    if (thread == start->thread) return std::move(batch.outcome);
    batch.change_subthread(target.comment, {thread, std::nullopt, target.comment},
                           audit_action::move, [](CommentId) { return std::optional<AuditId>(); });
    batch.commit(change);
    return std::move(batch.outcome);
  });
}

Result<ActOutcome, StoreError> ModerationStore::change_page(const Actor& actor, ThreadId thread,
                                                            ModerationAction action, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    ModerationBatch batch{database_, plan_, actor, now};
    if (current_thread(database_, thread) == thread &&
        sql::find_thread_state(database_, thread.value))
      batch.change_page(thread, page_state_after(action), to_text(action), "");
    batch.commit(change);
    return std::move(batch.outcome);
  });
}

Result<ActOutcome, StoreError> ModerationStore::rename_page(const Actor& actor, ThreadId thread,
                                                            std::string_view title, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    ModerationBatch batch{database_, plan_, actor, now};
    if (current_thread(database_, thread) == thread)
      batch.change_title(thread, {.text = std::string(title)}, audit_action::rename);
    batch.commit(change);
    return std::move(batch.outcome);
  });
}

Result<MovedThreads, StoreError> ModerationStore::move_threads(const Actor& actor,
                                                               const std::vector<ThreadMove>& moves,
                                                               IfTaken taken, Instant now,
                                                               MoveMode mode) {
  return error_boundary([&] {
    Transaction change(database_);
    ModerationBatch batch{database_, plan_, actor, now};
    MovedThreads moved;
    moved.results = ThreadMoves(batch).move(moves, taken);
    if (mode == MoveMode::dry_run) return moved;
    batch.commit(change);
    moved.outcome = std::move(batch.outcome);
    return moved;
  });
}

Result<std::optional<ActOutcome>, StoreError> ModerationStore::add_page_alias(
    const Actor& actor, ThreadId thread, std::string_view name, Instant now, MoveMode mode) {
  return error_boundary([&]() -> std::optional<ActOutcome> {
    Transaction change(database_);
    ModerationBatch batch{database_, plan_, actor, now};
    if (!ThreadMoves(batch).add_alias(thread, name)) return std::nullopt;
    if (mode == MoveMode::dry_run) return ActOutcome{};
    batch.commit(change);
    return std::move(batch.outcome);
  });
}

Result<Change, StoreError> ModerationStore::withdraw(const Actor& actor, const Target& target,
                                                     Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    ModerationBatch batch{database_, plan_, actor, now};
    const auto comment = get_comment(database_, target.comment);
    const bool gone =
        !comment || ErasureList::is_anonymous(*comment) || is_reused_number(database_, target);
    // The commenter may withdraw a published or waiting comment whatever was changed since.
    const bool there =
        !gone && (comment->status == Status::approved || comment->status == Status::waiting);
    const auto found = batch.find_unchanged({target.comment, there ? 0 : target.version});
    if (gone || !found) return Change::gone;
    CommentState next = found->state;
    next.status = Status::trash;
    batch.change_state(target.comment, *found, next, audit_action::withdraw, "");
    batch.commit(change);
    return Change::done;
  });
}

Result<ActOutcome, StoreError> ModerationStore::undo(const Actor& actor, std::int64_t batch_id,
                                                     RuleRights rights, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    ModerationBatch batch{database_, plan_, actor, now};
    BatchEntries lines = read_batch(database_, batch_id);
    std::reverse(lines.begin(), lines.end());
    for (const StoredAuditLine& line : lines) {
      if (may_undo(database_, actor, rights, line.line)) continue;
      batch.outcome.owner_only = true;
      return std::move(batch.outcome);
    }
    for (const StoredAuditLine& line : lines) {
      if (line.line.undone || line.undoes) continue;
      undo_entry(batch, lines, line);
      if (!batch.moves_undone) return ActOutcome{};
    }
    batch.commit(change);
    return std::move(batch.outcome);
  });
}

}  // namespace afterword
