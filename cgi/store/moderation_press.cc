#include "store/moderation_press.h"

#include "store/comment_rows.h"
#include "store/guarded.h"
#include "store/search_index.h"

namespace afterword {
namespace {

std::int64_t write_state(Database& database, CommentId id, const CommentState& state, Instant now) {
  const Value holder = state.holder != 0 ? Value(state.holder) : Value(nullptr);
  return first_number(database, Query::comment_set_state,
                      {id.value, to_text(state.status), std::int64_t{state.pinned ? 1 : 0},
                       std::int64_t{state.locked ? 1 : 0}, to_text(state.care), holder, now.ms});
}

/// Of two states, what differs, as it was in `state`.
JsonObject differences(const CommentState& state, const CommentState& other) {
  JsonObject json;
  if (state.care != other.care) json.add("care", to_text(state.care));
  if (state.holder != other.holder) json.add("holder", state.holder);
  if (state.locked != other.locked) json.add("locked", state.locked);
  if (state.pinned != other.pinned) json.add("pinned", state.pinned);
  if (state.status != other.status) json.add("status", to_text(state.status));
  return json;
}

/// Readers see a comment, or do not see it any more; or whether its conversation takes replies.
bool is_seen(const CommentState& before, const CommentState& after) {
  return before.status == Status::approved || after.status == Status::approved ||
         before.locked != after.locked;
}

/// Who changed a comment last, for the moderator who was second.
Stale stale(Database& database, CommentId id, bool gone) {
  Stale stale{id, "", gone ? "gone" : "", {}};
  bool first = true;
  database.run(Query::record_of_comment, {id.value}, [&](const Row& row) {
    if (!std::exchange(first, false)) return;
    const RecordLine line = read_record(row).line;
    stale.actor = line.actor;
    if (!gone) stale.action = line.action;
    stale.at = line.at;
  });
  return stale;
}

JsonObject to_json(const Place& place) {
  return JsonObject()
      .add("parent", place.parent.value_or(CommentId{}).value)
      .add("root", place.root.value)
      .add("thread", place.thread.value);
}

}  // namespace

std::optional<Found> find_state(Database& database, CommentId id) {
  return first_row(database, Query::comment_state, {id.value}, [](const Row& row) {
    Found found;
    found.state.status = parse_status(row.text(0)).value_or(Status::waiting);
    found.state.pinned = row.integer(1) != 0;
    found.state.locked = row.integer(2) != 0;
    found.state.care = parse_care(row.text(3));
    found.state.holder = row.integer(4);
    found.version = row.integer(5);
    found.thread = ThreadId{row.integer(6)};
    if (!row.is_null(7)) found.parent = CommentId{row.integer(7)};
    found.root = CommentId{row.integer(8)};
    return found;
  });
}

CommentState with_changes(CommentState state, const JsonFields& fields) {
  state.status = parse_status(fields.text("status")).value_or(state.status);
  state.pinned = fields.boolean("pinned", state.pinned);
  state.locked = fields.boolean("locked", state.locked);
  if (fields.contains("care")) state.care = parse_care(fields.text("care"));
  state.holder = fields.number("holder", state.holder);
  return state;
}

PageState page_state(Database& database, ThreadId thread) {
  return first_row(database, Query::thread_state, {thread.value},
                   [](const Row& row) {
                     return PageState{row.integer(0) != 0, row.integer(1) != 0};
                   })
      .value_or(PageState{});
}

JsonObject to_json(const PageState& state) {
  return JsonObject().add("closed", state.closed).add("memorial", state.memorial);
}

Place place_in(const JsonFields& fields) {
  Place place{ThreadId{fields.number("thread", 0)}, {}, CommentId{fields.number("root", 0)}};
  if (const std::int64_t parent = fields.number("parent", 0); parent != 0)
    place.parent = CommentId{parent};
  return place;
}

std::optional<Found> Press::take(const Target& target) {
  const auto found = find_state(database, target.comment);
  const bool gone = !found || found->state.status == Status::deleted;
  const bool changed = !gone && target.version != 0 && target.version != found->version;
  if (!gone && !changed) return found;
  outcome.stale.push_back(stale(database, target.comment, gone));
  return std::nullopt;
}

void Press::change_state(CommentId id, const Found& found, const CommentState& next,
                         std::string_view action, std::string_view note,
                         std::optional<RecordId> undoes) {
  outcome.done.push_back(id);
  if (next == found.state && !undoes) return;
  RecordEntry entry;
  entry.version = write_state(database, id, next, now);
  entry.action = action;
  entry.comment = id;
  entry.thread = found.thread;
  entry.before = differences(found.state, next).text();
  entry.after = differences(next, found.state).text();
  entry.note = note;
  entry.undoes = undoes;
  write(entry);
  if (is_seen(found.state, next)) touch(found.thread);
  if (found.state.status != Status::approved && next.status == Status::approved && !undoes)
    owe_for_publication(database, plan, id, true, now);
}

void Press::change_page(ThreadId thread, const PageState& next, std::string_view action,
                        std::string_view note, std::optional<RecordId> undoes) {
  const PageState before = page_state(database, thread);
  if (before == next) return;
  database.run(Query::thread_set_state, {thread.value, std::int64_t{next.closed ? 1 : 0},
                                         std::int64_t{next.memorial ? 1 : 0}});
  RecordEntry entry;
  entry.action = action;
  entry.thread = thread;
  entry.before = to_json(before).text();
  entry.after = to_json(next).text();
  entry.note = note;
  entry.undoes = undoes;
  write(entry);
  touch(thread);
}

void Press::change_content(CommentId id, const Found& found, const Content& content,
                           std::string_view action, std::optional<RecordId> undoes) {
  Comment comment = get_comment(database, id).value();
  const std::int64_t revision = first_number(database, Query::revision_insert,
                                             {id.value, now.ms, std::string_view(actor.name)});
  unindex_comment(database, comment);
  RecordEntry entry;
  entry.version =
      first_number(database, Query::comment_set_content,
                   {id.value, std::string_view(content.author), std::string_view(content.email),
                    std::string_view(content.url), std::string_view(content.text), now.ms});
  comment.author = content.author;
  comment.email = content.email;
  comment.text = content.text;
  index_comment(database, comment);
  entry.action = action;
  entry.comment = id;
  entry.thread = found.thread;
  entry.before = JsonObject().add("revision", revision).text();
  entry.undoes = undoes;
  write(entry);
  outcome.done.push_back(id);
  if (found.state.status == Status::approved) touch(found.thread);
}

void Press::change_place(CommentId id, const Found& found, const Place& next,
                         std::string_view action, std::optional<RecordId> undoes) {
  const Place before{found.thread, found.parent, found.root};
  const Value parent = next.parent ? Value(next.parent->value) : Value(nullptr);
  RecordEntry entry;
  entry.version = first_number(database, Query::comment_set_place,
                               {id.value, next.thread.value, parent, next.root.value});
  entry.action = action;
  entry.comment = id;
  entry.thread = next.thread;
  entry.before = to_json(before).text();
  entry.after = to_json(next).text();
  entry.undoes = undoes;
  write(entry);
  outcome.done.push_back(id);
  if (found.state.status != Status::approved) return;
  touch(before.thread);
  touch(next.thread);
}

void Press::write(RecordEntry entry) {
  entry.at = now;
  entry.actor = actor;
  entry.batch = outcome.batch;
  const RecordId id = write_record(database, entry);
  if (outcome.batch == 0) outcome.batch = id.value;
}

void Press::commit(Transaction& change) {
  for (const std::int64_t thread : touched_) database.run(Query::thread_touch, {thread, now.ms});
  change.commit();
}

}  // namespace afterword
