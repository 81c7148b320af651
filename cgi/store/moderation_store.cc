#include "store/moderation_store.h"

#include <algorithm>
#include <map>
#include <set>

#include "sql/comments.h"
#include "sql/moderation.h"
#include "sql/rules.h"
#include "store/comment_rows.h"
#include "store/guarded.h"
#include "store/moderation_press.h"
#include "store/person_store.h"
#include "store/record.h"

namespace afterword {
namespace {

/// Where a comment was before it became spam or trash.
Status status_before(Database& database, CommentId id, Status now) {
  Status before = Status::waiting;
  bool found = false;
  sql::list_record_of_comment(database, id.value, [&](const sql::RecordView& row) {
    const RecordLine line = read_record(row).line;
    if (found || JsonFields::parse(line.after).text("status") != to_text(now)) return;
    found = true;
    before = parse_status(JsonFields::parse(line.before).text("status")).value_or(Status::waiting);
  });
  const bool usable = before == Status::approved || before == Status::waiting;
  return usable ? before : Status::waiting;
}

/// What an action makes of a comment; a person's decision settles its care.
CommentState next_state(Press& press, CommentId id, CommentState state, ModerationAction action) {
  const auto decide = [&](Status status) {
    state.status = status;
    if (state.care == CareState::open) state.care = CareState::settled;
    if (state.care == CareState::marked) state.care = CareState::none;
  };
  switch (action) {
    case ModerationAction::approve:
      decide(Status::approved);
      break;
    case ModerationAction::hold:
      state.status = Status::waiting;
      break;
    case ModerationAction::spam:
      decide(Status::spam);
      break;
    case ModerationAction::trash:
      decide(Status::trash);
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
  entry.before = JsonObject().add("status", to_text(found.state.status)).text();
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

void undo_comment(Press& press, const StoredRecord& record, const Found& found);

bool may_undo(Database& database, const Actor& actor, RuleRights rights, const RecordLine& line) {
  if (rights == RuleRights::all || !JsonFields::parse(line.before).contains("rule")) return true;
  return actor.moderator &&
         sql::is_own_rule(database, {.id = line.id.value, .moderator = actor.moderator->value});
}

/// Undoes one line of the record, when nothing came after it.
void undo_line(Press& press, const StoredRecord& record, Rewinding& rewinding) {
  const RecordLine& line = record.line;
  const JsonFields before = JsonFields::parse(line.before);
  if (before.contains("closed")) {
    const PageState now = page_state(press.database, line.thread.value());
    if (JsonFields::parse(to_json(now).text()) != JsonFields::parse(line.after)) return;
    return press.change_page(line.thread.value(),
                             {before.boolean("closed", false), before.boolean("memorial", false)},
                             "undo", "", line.id);
  }
  if (before.contains("rule")) {
    const bool active = before.boolean("active", false);
    const std::int64_t rule = before.number("rule", 0);
    if (sql::set_rule_removed(
            press.database,
            {.removed_at = active ? std::nullopt : std::optional(press.now.ms), .id = rule}) == 0)
      return;
    sql::touch_rules(press.database);
    RecordEntry entry;
    entry.action = "undo";
    entry.before = line.after;
    entry.after = line.before;
    entry.undoes = line.id;
    return press.write(entry);
  }
  if (!line.comment) return;
  const auto found =
      press.take({*line.comment, version_to_undo(rewinding, *line.comment, record.version)});
  if (!found) return;
  undo_comment(press, record, *found);
  if (const auto now = find_state(press.database, *line.comment))
    rewinding[*line.comment] = {record.version - 1, now->version};
}

void undo_comment(Press& press, const StoredRecord& record, const Found& found) {
  const RecordLine& line = record.line;
  const JsonFields before = JsonFields::parse(line.before);
  if (before.contains("revision")) {
    const auto content = sql::find_revision(press.database, before.number("revision", 0));
    if (content)
      press.change_content(*line.comment, found,
                           {content->author, content->email, content->url, content->text}, "undo",
                           line.id);
    return;
  }
  if (before.contains("root"))
    return press.change_place(*line.comment, found, place_in(before), "undo", line.id);
  press.change_state(*line.comment, found, with_changes(found.state, before), "undo", "", line.id);
}

}  // namespace

std::string_view to_text(ModerationAction action) {
  switch (action) {
    case ModerationAction::approve:
      return "approve";
    case ModerationAction::hold:
      return "hold";
    case ModerationAction::spam:
      return "spam";
    case ModerationAction::trash:
      return "trash";
    case ModerationAction::restore:
      return "restore";
    case ModerationAction::remove:
      return "delete";
    case ModerationAction::pin:
      return "pin";
    case ModerationAction::unpin:
      return "unpin";
    case ModerationAction::lock:
      return "lock";
    case ModerationAction::unlock:
      return "unlock";
    case ModerationAction::take:
      return "take";
    case ModerationAction::give_back:
      return "give_back";
    case ModerationAction::settle:
      return "settle";
    case ModerationAction::close:
      return "close";
    case ModerationAction::reopen:
      return "reopen";
    case ModerationAction::memorial:
      return "memorial";
  }
  return "";
}

std::optional<ModerationAction> parse_moderation_action(std::string_view text) {
  constexpr auto last = static_cast<int>(ModerationAction::memorial);
  for (int i = 0; i <= last; ++i)
    if (const auto action = static_cast<ModerationAction>(i); text == to_text(action))
      return action;
  return std::nullopt;
}

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
    entry.before = JsonObject().add("status", to_text(Status::trash)).text();
    entry.after = JsonObject().add("status", to_text(Status::approved)).text();
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
    std::vector<CommentId> pending{target.comment};
    while (!pending.empty()) {
      const CommentId id = pending.back();
      pending.pop_back();
      const Found found = find_state(database_, id).value();
      const auto parent = id == target.comment ? std::nullopt : found.parent;
      press.change_place(id, found, {thread, parent, target.comment}, "move");
      sql::list_replies(database_, id.value,
                        [&](std::int64_t reply) { pending.push_back(CommentId{reply}); });
    }
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
      if (!line.line.undone && !line.undoes && line.line.action != "delete")
        undo_line(press, line, rewinding);
    press.commit(change);
    return std::move(press.outcome);
  });
}

}  // namespace afterword
