#include "store/moderation/moderation_store.h"

#include <algorithm>
#include <map>
#include <set>

#include "sql/comments.h"
#include "sql/moderation.h"
#include "sql/rules.h"
#include "store/comment/comment_rows.h"
#include "store/engine/error_boundary.h"
#include "store/moderation/audit_log.h"
#include "store/moderation/moderation_batch.h"
#include "store/people/commenter_store.h"

namespace afterword {
namespace {

/// Where a comment was before it became spam or trash.
Status status_before(Database& database, CommentId id, Status now) {
  Status before = Status::waiting;
  bool found = false;
  sql::list_record_of_comment(database, id.value, [&](const sql::RecordView& row) {
    const RecordLine line = read_record(row).line;
    const auto* change = std::get_if<audit::StateChange>(&line.change);
    if (found || !change || change->after.status != now) return;
    found = true;
    before = change->before.status.value_or(Status::waiting);
  });
  const bool usable = before == Status::approved || before == Status::waiting;
  return usable ? before : Status::waiting;
}

/// What an action makes of a comment.
CommentState next_state(Press& press, CommentId id, CommentState state, ModerationAction action) {
  const ActionRow& row = row_of(action);
  if (row.to) state.status = *row.to;
  if (row.decides && state.care == CareState::open) state.care = CareState::settled;
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
        state.status = status_before(press.database, id, state.status);
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
    case ModerationAction::take:
      if (press.actor.moderator) state.holder = press.actor.moderator->value;
      break;
    case ModerationAction::give_back:
      state.holder = 0;
      break;
    case ModerationAction::settle:
      if (state.care == CareState::open) state.care = CareState::settled;
      break;
    // All that these do is in the table, or is not done to the comment's state.
    case ModerationAction::approve:
    case ModerationAction::hold:
    case ModerationAction::trash:
    case ModerationAction::remove:
    case ModerationAction::close:
    case ModerationAction::reopen:
    case ModerationAction::memorial:
      break;
  }
  return state;
}

void remove_for_ever(Press& press, CommentId id, const Found& found, std::string_view note) {
  delete_comment(press.database, get_comment(press.database, id).value());
  RecordEntry entry;
  entry.action = to_text(ModerationAction::remove);
  entry.comment = id;
  entry.thread = found.thread;
  entry.change = audit::Deletion{found.state.status};
  entry.version = found.version;
  entry.note = note;
  press.write(entry);
  press.outcome.done.push_back(id);
  if (found.state.status == Status::approved) press.touch(found.thread);
}

void act_on(Press& press, ModerationAction action, const Target& target, std::string_view note) {
  const auto found = press.take(target);
  if (!found) return;
  switch (action) {
    case ModerationAction::remove:
      return remove_for_ever(press, target.comment, *found, note);
    case ModerationAction::close:
    case ModerationAction::reopen:
    case ModerationAction::memorial: {
      const bool memorial = action == ModerationAction::memorial;
      const PageState next{action != ModerationAction::reopen, memorial};
      press.change_page(found->thread, next, to_text(action), note);
      return press.outcome.done.push_back(target.comment);
    }
    case ModerationAction::lock:
    case ModerationAction::unlock: {
      // The branch is locked at its root, whichever of its comments was looked at.
      const CommentId root = found->root;
      const auto start = root == target.comment ? found : find_state(press.database, root);
      if (!start) return;
      return press.change_state(root, *start, next_state(press, root, start->state, action),
                                to_text(action), note);
    }
    case ModerationAction::approve:
    case ModerationAction::not_spam:
    case ModerationAction::hold:
    case ModerationAction::spam:
    case ModerationAction::trash:
    case ModerationAction::restore:
    case ModerationAction::pin:
    case ModerationAction::unpin:
    case ModerationAction::take:
    case ModerationAction::give_back:
    case ModerationAction::settle:
      break;
  }
  press.change_state(target.comment, *found,
                     next_state(press, target.comment, found->state, action), to_text(action),
                     note);
}

/// Moves a comment, and all replies below it, which must not stand on another page than what they
/// reply to. `undoes` names the line that the move of a comment undoes.
template <class Undoes>
void change_branch(Press& press, CommentId top, const Place& place, std::string_view action,
                   const Undoes& undoes) {
  std::vector<CommentId> pending{top};
  while (!pending.empty()) {
    const CommentId id = pending.back();
    pending.pop_back();
    const Found found = find_state(press.database, id).value();
    const auto parent = id == top ? place.parent : found.parent;
    press.change_place(id, found, {place.thread, parent, place.root}, action, undoes(id));
    sql::list_replies(press.database, id.value,
                      [&](std::int64_t reply) { pending.push_back(CommentId{reply}); });
  }
}

/// What an undo has put back so far: for a comment, the version from before the change that was
/// undone last, and the one that it has now.
struct Rewound {
  std::int64_t before = 0;
  std::int64_t now = 0;
};
using Rewinding = std::map<CommentId, Rewound>;

/// The version that a comment must have for a line to be undone: the one that the line gave it, or
/// the one that it has since what the same press did after that was undone.
std::int64_t version_to_undo(const Rewinding& rewinding, CommentId id, std::int64_t version) {
  const auto found = rewinding.find(id);
  return found != rewinding.end() && found->second.before == version ? found->second.now : version;
}

bool may_undo(Database& database, const Actor& actor, RuleRights rights, const RecordLine& line) {
  if (rights == RuleRights::all || !std::holds_alternative<audit::RuleChange>(line.change))
    return true;
  return actor.moderator &&
         sql::is_own_rule(database, {.id = line.id.value, .moderator = actor.moderator->value});
}

/// Undoes one entry of the audit log, when nothing came after it.
struct Undo {
  Press& press;
  const std::vector<StoredRecord>& press_lines;  // the newest first
  const StoredRecord& record;
  Rewinding& rewinding;

  void operator()(const audit::StateChange& change) const {
    on_comment([&](CommentId id, const Found& found) {
      press.change_state(id, found, audit::with(found.state, change.before), "undo", "",
                         record.line.id);
    });
  }

  void operator()(const audit::ContentChange& change) const {
    on_comment([&](CommentId id, const Found& found) {
      const auto before = sql::find_revision(press.database, change.before.value);
      if (!before) return;
      press.change_content(id, found, {before->author, before->email, before->url, before->text},
                           "undo", record.line.id);
      sql::restore_writer_edited(press.database, {.revision = change.before.value, .id = id.value});
    });
  }

  /// A move is undone by its first line, of the comment that was moved: its branch goes with it as
  /// it is now, with the replies that came since.
  void operator()(const audit::PlaceChange& change) const {
    if (record.line.id != press_lines.back().line.id) return;
    on_comment([&](CommentId id, const Found& /*found*/) {
      Place place = change.before;
      if (place.parent) {
        const auto parent = find_state(press.database, *place.parent);
        if (!parent || parent->thread != place.thread) return press.refuse(id);
        place.root = parent->root;
      }
      change_branch(press, id, place, "undo", [&](CommentId moved) { return line_of(moved); });
    });
  }

  void operator()(const audit::PageChange& change) const {
    const ThreadId thread = record.line.thread.value();
    if (page_state(press.database, thread) == change.after)
      press.change_page(thread, change.before, "undo", "", record.line.id);
  }

  void operator()(const audit::RuleChange& change) const {
    const std::optional<std::int64_t> removed =
        change.active ? std::optional(press.now.ms) : std::nullopt;
    if (sql::set_rule_removed(press.database, {.removed_at = removed, .id = change.rule.value}) ==
        0)
      return;
    sql::touch_rules(press.database);
    RecordEntry entry;
    entry.action = "undo";
    entry.change = audit::RuleChange{change.rule, !change.active};
    entry.undoes = record.line.id;
    press.write(entry);
  }

  // These are not undone.
  void operator()(const audit::Nothing&) const {}
  void operator()(const audit::Deletion&) const {}
  void operator()(const audit::ModeratorChange&) const {}
  void operator()(const audit::CareModeChange&) const {}
  void operator()(const audit::CommentCount&) const {}
  void operator()(const audit::Unknown&) const {}

 private:
  /// Calls `change` with the entry's comment when it is as the entry left it, but for what was
  /// undone since.
  template <class Change>
  void on_comment(const Change& change) const {
    if (!record.line.comment) return;
    const CommentId id = *record.line.comment;
    const auto found = press.take({id, version_to_undo(rewinding, id, record.version)});
    if (!found) return;
    change(id, *found);
    if (const auto now = find_state(press.database, id))
      rewinding[id] = {record.version - 1, now->version};
  }

  /// What of the same press was done to a comment and is not undone yet.
  std::optional<RecordId> line_of(CommentId id) const {
    for (const StoredRecord& each : press_lines)
      if (each.line.comment == id && !each.line.undone) return each.line.id;
    return std::nullopt;
  }
};

}  // namespace

Result<ActOutcome, StoreError> ModerationStore::act(const Actor& actor, ModerationAction action,
                                                    const std::vector<Target>& targets,
                                                    std::string_view note, Instant now) {
  return guarded([&] {
    Transaction change(database_);
    Press press{database_, plan_, actor, now};
    std::set<std::int64_t> seen;
    for (const Target& target : targets)
      if (seen.insert(target.comment.value).second) act_on(press, action, target, note);
    press.commit(change);
    return std::move(press.outcome);
  });
}

Result<ActOutcome, StoreError> ModerationStore::edit(const Actor& actor, const Target& target,
                                                     const Content& content,
                                                     std::string_view action, Instant now) {
  return guarded([&] {
    Transaction change(database_);
    Press press{database_, plan_, actor, now};
    if (const auto found = press.take(target))
      press.change_content(target.comment, *found, content, action);
    press.commit(change);
    return std::move(press.outcome);
  });
}

Result<ReplyOutcome, StoreError> ModerationStore::reply(const Actor& actor, const StaffReply& reply,
                                                        Instant now) {
  return guarded([&] {
    Transaction change(database_);
    Press press{database_, plan_, actor, now};
    ReplyOutcome result;
    const auto found = press.take(reply.parent);
    if (!found) return ReplyOutcome{std::move(press.outcome), {}};
    act_on(press, ModerationAction::approve, {reply.parent.comment, 0}, "");

    Comment comment;
    comment.id = next_comment_id(database_);
    comment.thread = found->thread;
    comment.parent = reply.parent.comment;
    comment.root = found->root;
    comment.status = Status::approved;
    comment.author = reply.author;
    comment.email = reply.email;
    comment.text = reply.text;
    comment.format = reply.format;
    comment.created = now;
    comment.moderator = actor.moderator;
    comment.pinned = reply.pinned;
    insert_comment(database_, comment);
    RecordEntry entry;
    entry.action = "reply";
    entry.comment = comment.id;
    entry.thread = comment.thread;
    // Undoing it puts the reply away.
    entry.change = audit::StateChange{{.status = Status::trash}, {.status = Status::approved}};
    entry.version = comment.version;
    press.write(entry);
    press.touch(comment.thread);
    owe_for_publication(database_, plan_, comment.id, false, now);
    press.commit(change);
    return ReplyOutcome{std::move(press.outcome), comment.id};
  });
}

Result<ActOutcome, StoreError> ModerationStore::move(const Actor& actor, const Target& target,
                                                     std::string_view page, std::string_view path,
                                                     Instant now) {
  return guarded([&] {
    Transaction change(database_);
    Press press{database_, plan_, actor, now};
    const auto start = press.take(target);
    if (!start) return std::move(press.outcome);
    const ThreadId thread = insert_thread(database_, page, path, now);
    if (thread == start->thread) return std::move(press.outcome);
    change_branch(press, target.comment, {thread, std::nullopt, target.comment}, "move",
                  [](CommentId) { return std::optional<RecordId>(); });
    press.commit(change);
    return std::move(press.outcome);
  });
}

Result<Change, StoreError> ModerationStore::withdraw(const Actor& actor, const Target& target,
                                                     Instant now) {
  return guarded([&] {
    Transaction change(database_);
    Press press{database_, plan_, actor, now};
    const auto comment = get_comment(database_, target.comment);
    const bool gone =
        !comment || Forgotten::is_anonymous(*comment) || was_another(database_, target);
    // Whatever was done to it since, what is published or waits is the writer's to take back.
    const bool there =
        !gone && (comment->status == Status::approved || comment->status == Status::waiting);
    const auto found = press.take({target.comment, there ? 0 : target.version});
    if (gone || !found) return Change::gone;
    CommentState next = found->state;
    next.status = Status::trash;
    press.change_state(target.comment, *found, next, "withdraw", "");
    press.commit(change);
    return Change::done;
  });
}

Result<ActOutcome, StoreError> ModerationStore::undo(const Actor& actor, std::int64_t batch,
                                                     RuleRights rights, Instant now) {
  return guarded([&] {
    Transaction change(database_);
    Press press{database_, plan_, actor, now};
    std::vector<StoredRecord> lines;
    sql::list_record_of_batch(
        database_, batch, [&](const sql::RecordView& row) { lines.push_back(read_record(row)); });
    std::reverse(lines.begin(), lines.end());
    Rewinding rewinding;
    for (const StoredRecord& line : lines) {
      if (may_undo(database_, actor, rights, line.line)) continue;
      press.outcome.owner_only = true;
      return std::move(press.outcome);
    }
    for (const StoredRecord& line : lines)
      if (!line.line.undone && !line.undoes)
        std::visit(Undo{press, lines, line, rewinding}, line.line.change);
    press.commit(change);
    return std::move(press.outcome);
  });
}

}  // namespace afterword
