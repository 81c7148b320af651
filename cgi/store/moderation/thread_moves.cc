#include "store/moderation/thread_moves.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "base/text.h"
#include "sql/thread_addresses.h"
#include "store/comment/comment_rows.h"
#include "store/engine/columns.h"

namespace afterword {
namespace {

bool is_seen(Database& database, ThreadId thread) {
  const auto row = sql::find_thread_address(database, thread.value);
  return row && row->version > 0;
}

std::int64_t to_value(std::optional<ThreadId> thread) { return thread ? thread->value : 0; }

}  // namespace

std::optional<ThreadId> ThreadMoves::thread_with_page(std::string_view page) {
  return to_id<ThreadId>(sql::find_thread_with_page(database_, page));
}

std::optional<ThreadId> ThreadMoves::thread_with_alias(std::string_view page) {
  return to_id<ThreadId>(sql::find_page_alias(database_, page));
}

void ThreadMoves::set_address(ThreadId thread, const PageAddress& next) {
  sql::set_thread_address(database_, {.page = next.page, .path = next.path, .id = thread.value});
  // Also if the version stays: a file with the thread is at the former address.
  database_.note_change(thread);
}

void ThreadMoves::set_alias(std::string_view page, std::optional<ThreadId> thread) {
  if (thread)
    sql::set_page_alias(database_, {.page = page, .thread = thread->value});
  else
    sql::delete_page_alias(database_, page);
}

void ThreadMoves::touch_if_seen(ThreadId thread) {
  if (is_seen(database_, thread)) batch_.touch(thread);
}

void ThreadMoves::write(ThreadId thread, std::string_view action, audit::Change change,
                        std::optional<AuditId> undoes) {
  AuditEntry entry;
  entry.action = action;
  entry.thread = thread;
  entry.change = std::move(change);
  entry.undoes = undoes;
  batch_.write(entry);
}

bool ThreadMoves::free_page(std::string_view page, ThreadId thread) {
  const auto there = thread_with_page(page);
  if (!there || *there == thread) return true;
  if (sql::has_comments(database_, there->value)) return false;
  merge(*there, thread);
  return true;
}

MoveResult ThreadMoves::rename(ThreadId thread, const PageAddress& next) {
  const auto row = sql::find_thread_address(database_, thread.value);
  if (!row || row->merged_into != 0) return MoveResult::unchanged;
  const PageAddress before{row->page, row->path};
  if (before == next) return MoveResult::unchanged;
  if (!free_page(next.page, thread)) return MoveResult::taken;
  const auto led_to = thread_with_alias(next.page);
  set_alias(next.page, std::nullopt);
  set_address(thread, next);
  if (!before.page.empty() && before.page != next.page && !thread_with_page(before.page))
    set_alias(before.page, thread);
  write(thread, audit_action::page_move, audit::AddressChange{before, next, to_value(led_to)});
  touch_if_seen(thread);
  return MoveResult::renamed;
}

void ThreadMoves::set_aside(ThreadId thread) {
  const auto row = sql::find_thread_address(database_, thread.value);
  if (!row) return;
  const PageAddress nowhere{"", row->path};
  set_address(thread, nowhere);
  write(thread, audit_action::page_move, audit::AddressChange{{row->page, row->path}, nowhere, 0});
}

void ThreadMoves::move_subthreads(ThreadId from, ThreadId to,
                                  const std::vector<std::int64_t>& top_level) {
  for (const std::int64_t id : top_level) {
    sql::move_subthread(database_, {.to = to.value, .from = from.value, .top_level = id});
    sql::move_aliases_of_subthread(database_,
                                   {.to = to.value, .from = from.value, .top_level = id});
    sql::move_sources_of_subthread(database_,
                                   {.to = to.value, .from = from.value, .top_level = id});
  }
}

void ThreadMoves::merge(ThreadId from, ThreadId into) {
  const auto source = sql::find_thread_address(database_, from.value);
  const auto target = sql::find_thread_address(database_, into.value);
  if (!source || !target) return;
  std::vector<std::int64_t> top_level;
  sql::list_top_level_of_thread(database_, from.value,
                                [&](std::int64_t id) { top_level.push_back(id); });
  std::vector<std::string> names;
  sql::list_page_aliases(database_, from.value,
                         [&](std::string_view page) { names.emplace_back(page); });
  move_subthreads(from, into, top_level);
  set_address(from, {"", source->path});
  sql::set_merged_into(database_, {.into = into.value, .id = from.value});
  for (const std::string& name : names) set_alias(name, into);
  if (!source->page.empty()) set_alias(source->page, into);
  write(from, audit_action::page_merge,
        audit::Merge{{source->page, source->path},
                     {target->page, target->path},
                     into.value,
                     fmt::format("{}", fmt::join(top_level, " ")),
                     fmt::format("{}", fmt::join(names, "\n"))});
  if (source->version > 0) batch_.touch(into);
}

MoveResult ThreadMoves::move_one(const ThreadMove& move, IfTaken taken) {
  const MoveResult result = rename(move.thread, move.to);
  if (result != MoveResult::taken || taken == IfTaken::refuse) return result;
  merge(move.thread, thread_with_page(move.to.page).value());
  return MoveResult::merged;
}

std::vector<MoveResult> ThreadMoves::move(const std::vector<ThreadMove>& moves, IfTaken taken) {
  std::vector<MoveResult> results(moves.size(), MoveResult::unchanged);
  std::map<std::int64_t, std::size_t> moved;  // by thread
  for (std::size_t i = 0; i < moves.size(); ++i) moved.emplace(moves[i].thread.value, i);
  std::vector<std::size_t> chain(moves.size(), moves.size());  // by its first move
  for (std::size_t first = 0; first < moves.size(); ++first) {
    // A thread that is to leave the page moves first. In a circle, one of them is set aside.
    std::vector<std::size_t> waiting;
    for (std::size_t at = first; chain[at] == moves.size();) {
      chain[at] = first;
      waiting.push_back(at);
      const auto there = thread_with_page(moves[at].to.page);
      const auto next = there ? moved.find(there->value) : moved.end();
      if (next == moved.end() || next->second == at) break;
      at = next->second;
      if (chain[at] == first) set_aside(*there);
    }
    for (; !waiting.empty(); waiting.pop_back())
      results[waiting.back()] = move_one(moves[waiting.back()], taken);
  }
  return results;
}

bool ThreadMoves::add_alias(ThreadId thread, std::string_view name) {
  const auto row = sql::find_thread_address(database_, thread.value);
  if (!row || row->merged_into != 0) return true;
  if (thread_with_page(name) == thread) return true;
  if (!free_page(name, thread)) return false;
  const auto before = thread_with_alias(name);
  if (before == thread) return true;
  set_alias(name, thread);
  write(thread, audit_action::page_alias,
        audit::AliasChange{std::string(name), to_value(before), thread.value});
  touch_if_seen(thread);
  return true;
}

bool ThreadMoves::undo(ThreadId thread, const audit::AddressChange& change, AuditId undoes) {
  const auto& [before, after, led_to] = change;
  if (!before.page.empty()) {
    if (thread_with_page(before.page).value_or(thread) != thread) return false;
    if (thread_with_alias(before.page).value_or(thread) != thread) return false;
    set_alias(before.page, std::nullopt);
  }
  set_address(thread, before);
  if (led_to != 0 && !after.page.empty()) {
    const ThreadId other = current_thread(database_, ThreadId{led_to});
    set_alias(after.page, other);
    touch_if_seen(other);
  }
  write(thread, audit_action::undo, audit::AddressChange{after, before, 0}, undoes);
  touch_if_seen(thread);
  return true;
}

bool ThreadMoves::undo(ThreadId from, const audit::Merge& merged, AuditId undoes) {
  const ThreadId into{merged.into_thread};
  const std::string& page = merged.from.page;
  if (!page.empty() && thread_with_alias(page) != into) return false;
  std::vector<std::int64_t> top_level;
  for (std::string_view rest = merged.top_level; !rest.empty();)
    top_level.push_back(parse_positive(take_part(rest, ' ')).value_or(0));
  if (!page.empty()) set_alias(page, std::nullopt);
  sql::set_merged_into(database_, {.into = std::nullopt, .id = from.value});
  set_address(from, merged.from);
  for (std::string_view rest = merged.names; !rest.empty();)
    if (const std::string_view name = take_part(rest, '\n'); thread_with_alias(name) == into)
      set_alias(name, from);
  move_subthreads(into, from, top_level);
  write(from, audit_action::undo, audit::AliasChange{page, into.value, 0}, undoes);
  // Comments may have been published since.
  const bool seen = is_seen(database_, from) || sql::has_published(database_, from.value);
  if (seen) batch_.touch(from);
  if (seen) touch_if_seen(into);
  return true;
}

bool ThreadMoves::undo(ThreadId thread, const audit::AliasChange& change, AuditId undoes) {
  const auto before = change.before != 0
                          ? std::optional(current_thread(database_, ThreadId{change.before}))
                          : std::nullopt;
  set_alias(change.page, before);
  write(thread, audit_action::undo, audit::AliasChange{change.page, change.after, change.before},
        undoes);
  touch_if_seen(thread);
  if (before) touch_if_seen(*before);
  return true;
}

}  // namespace afterword
