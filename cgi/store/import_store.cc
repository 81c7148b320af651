#include "store/import_store.h"

#include <fmt/format.h>

#include <algorithm>

#include "store/comment_rows.h"
#include "store/guarded.h"
#include "store/record.h"
#include "store/search_index.h"

namespace afterword {
namespace {

struct Place {
  std::int64_t thread = 0;
  std::int64_t parent = 0;
  std::int64_t root = 0;
};

std::optional<Place> find_place(Database& database, std::int64_t id) {
  return first_row(database, Query::moved_place, {id}, [](const Row& row) {
    return Place{row.integer(0), row.integer(1), row.integer(2)};
  });
}

/// The place of the comment that had a number elsewhere, on the same page.
std::optional<std::pair<std::int64_t, Place>> find_old(Database& database, ThreadId thread,
                                                       std::int64_t old_id) {
  const auto alias = first_number(database, Query::alias_get, {thread.value, old_id});
  const std::int64_t id = alias != 0 ? alias : old_id;
  const auto place = find_place(database, id);
  if (!place || place->thread != thread.value) return std::nullopt;
  return std::pair{id, *place};
}

bool says_the_same(const Comment& here, const Comment& there) {
  return here.status == there.status && here.author == there.author && here.email == there.email &&
         here.url == there.url && here.text == there.text;
}

}  // namespace

Result<bool, StoreError> ImportStore::begin(std::int64_t highest_id, bool dry_run) {
  dry_run_ = dry_run;
  if (dry_run) return true;
  return guarded([&] {
    database_.run(Query::moved_cache, {});
    Transaction change(database_);
    forgotten_.emplace(database_);
    highest_before_ = next_comment_id(database_).value - 1;
    database_.run(Query::moved_reserve_row, {});
    database_.run(Query::moved_reserve, {highest_id});
    change.commit();
    return true;
  });
}

/// A row of its own; false when the id is taken.
bool ImportStore::insert(ThreadId thread, CommentId id, const MovedComment& moved) {
  const Comment& comment = moved.comment;
  Value parent = nullptr;
  std::int64_t root = id.value;
  if (moved.parent != 0) {
    const auto found = find_old(database_, thread, moved.parent);
    if (found && found->first != id.value) {
      parent = found->first;
      root = found->second.root;
    } else {
      replies_.push_back({id.value, moved.parent});
    }
  }
  const std::int64_t inserted =
      database_.run(Query::moved_insert, {id.value,
                                          thread.value,
                                          parent,
                                          root,
                                          to_text(comment.status),
                                          std::string_view(comment.reason),
                                          std::string_view(comment.author),
                                          std::string_view(comment.email),
                                          std::string_view(comment.url),
                                          std::string_view(comment.network),
                                          std::string_view(comment.user_agent),
                                          std::string_view(comment.text),
                                          to_text(comment.format),
                                          comment.created.ms,
                                          comment.version,
                                          std::int64_t{comment.pinned},
                                          std::int64_t{comment.locked},
                                          to_text(comment.care),
                                          std::string_view(moved.care_topics),
                                          moved.edited.ms,
                                          std::string_view(moved.moderator)});
  if (inserted == 0) {
    if (!replies_.empty() && replies_.back().id == id.value) replies_.pop_back();
    return false;
  }
  if (comment.status != Status::deleted) {
    Comment& words = to_index_.emplace_back();
    words.id = id;
    words.author = comment.author;
    words.email = comment.email;
    words.text = comment.text;
  }
  ++added_[to_text(comment.status)];
  if (comment.care == CareState::open) ++added_["care"];
  changed_ = true;
  return true;
}

/// Together at the end, because each INSERT into another table makes the search index write out
/// what it has collected.
void ImportStore::index_added() {
  for (const Comment& words : to_index_) index_comment(database_, words);
  to_index_.clear();
}

/// One that is there already, from an earlier import of the same.
MovedResult ImportStore::compare(CommentId id, const MovedComment& moved) {
  const Comment here = get_comment(database_, id).value();
  if (moved.parent != 0 && !here.parent) replies_.push_back({id.value, moved.parent});
  Comment there = moved.comment;
  there.id = id;
  // Whatever a person has decided or written here stays.
  if (here.version != 1 || says_the_same(here, there)) return {MovedAs::there, false};
  index_added();
  unindex_comment(database_, here);
  database_.run(Query::moved_update, {id.value, to_text(there.status),
                                      std::string_view(there.author), std::string_view(there.email),
                                      std::string_view(there.url), std::string_view(there.text)});
  index_comment(database_, there);
  changed_ = true;
  return {MovedAs::updated, false};
}

MovedResult ImportStore::preview(const MovedPiece& piece, const MovedComment& moved) {
  const auto here = get_comment(database_, moved.comment.id);
  if (!here) {
    const bool deleted =
        first_number(database_, Query::moved_deleted_here, {moved.comment.id.value}) != 0;
    return {deleted ? MovedAs::deleted_here : MovedAs::added, false};
  }
  const auto thread = find_thread_row(database_, piece.post.page);
  const bool same = here->created == moved.comment.created &&
                    ((thread && here->thread == thread->id) || here->version != 1);
  if (!same) return {MovedAs::added, true};
  const bool keeps = here->version != 1 || says_the_same(*here, moved.comment);
  return {keeps ? MovedAs::there : MovedAs::updated, false};
}

MovedResult ImportStore::put_comment(ThreadId thread, const MovedComment& moved) {
  const CommentId id = moved.comment.id;
  if (id.value <= highest_before_) {
    // It may be from an earlier import, or another's.
    const auto place = find_place(database_, id.value);
    if (!place && first_number(database_, Query::moved_deleted_here, {id.value}) != 0)
      return {MovedAs::deleted_here, false};
  }
  if (insert(thread, id, moved)) {
    if (moved.old_id != 0 &&
        first_number(database_, Query::alias_get, {thread.value, moved.old_id}) == 0)
      database_.run(Query::alias_insert, {thread.value, moved.old_id, id.value});
    return {};
  }
  const auto here = get_comment(database_, id);
  // Somebody may have moved it to another page.
  if (here && here->created == moved.comment.created &&
      (here->thread == thread || here->version != 1))
    return compare(id, moved);
  if (const auto alias = first_number(database_, Query::alias_get, {thread.value, id.value}))
    return compare(CommentId{alias}, moved);
  const CommentId fresh = next_comment_id(database_);
  MovedComment renumbered = moved;
  renumbered.comment.id = fresh;
  insert(thread, fresh, renumbered);
  database_.run(Query::alias_insert, {thread.value, id.value, fresh.value});
  return {MovedAs::added, true};
}

/// Somebody who wanted to be forgotten does not come back by an older file.
MovedResult ImportStore::put_forgotten(ThreadId thread, const MovedComment& moved) {
  MovedComment nameless = moved;
  Forgotten::anonymise(nameless.comment);
  return put_comment(thread, nameless);
}

/// Puts a reply below its parent; false when that is not there.
bool ImportStore::join_one(ThreadId thread, const Reply& reply) {
  const auto parent = find_old(database_, thread, reply.parent);
  if (!parent) return false;
  const auto child = find_place(database_, reply.id);
  // In a file that goes round in circles somebody must be the first.
  if (!child || parent->second.root == reply.id) return false;
  database_.run(Query::moved_join, {reply.id, parent->first});
  database_.run(Query::moved_join_branch, {thread.value, child->root, parent->second.root});
  changed_ = true;
  return true;
}

void ImportStore::join(ThreadId thread) {
  for (const Reply& reply : replies_)
    if (!join_one(thread, reply)) ++parents_missing_;
  replies_.clear();
}

Result<std::vector<MovedResult>, StoreError> ImportStore::put(const std::vector<MovedPiece>& pieces,
                                                              Instant now) {
  return guarded([&] {
    std::vector<MovedResult> results;
    if (dry_run_) {
      const Snapshot snapshot(database_);
      for (const MovedPiece& piece : pieces)
        for (const MovedComment& moved : piece.comments) results.push_back(preview(piece, moved));
      return results;
    }
    added_.clear();
    to_index_.clear();
    Transaction change(database_);
    for (const MovedPiece& piece : pieces) {
      const MovedPost& post = piece.post;
      if (post.wordpress_id != 0)
        database_.run(Query::moved_post_set,
                      {post.wordpress_id, std::string_view(post.page), std::string_view(post.path),
                       std::string_view(post.wordpress_title), std::string_view(post.date),
                       std::string_view(post.type)});
      const ThreadId thread{first_number(
          database_, Query::moved_thread,
          {std::string_view(post.page), std::string_view(post.path), std::string_view(post.title),
           std::int64_t{post.closed}, std::int64_t{post.memorial}, now.ms})};
      changed_ = false;
      Instant oldest = post.created.ms != 0 ? post.created : now;
      for (const MovedComment& moved : piece.comments) {
        results.push_back(forgotten_->has(moved.comment.email) ? put_forgotten(thread, moved)
                                                               : put_comment(thread, moved));
        oldest = std::min(oldest, moved.comment.created);
      }
      if (piece.complete) join(thread);
      database_.run(Query::thread_backdate, {thread.value, oldest.ms});
      if (changed_) database_.run(Query::thread_touch, {thread.value, now.ms});
    }
    index_added();
    for (const auto& [status, comments] : added_)
      database_.run(Query::tally_add, {status, comments});
    change.commit();
    return results;
  });
}

Result<std::optional<std::string>, StoreError> ImportStore::page_of_post(std::int64_t post) {
  return guarded([&] {
    return first_row(database_, Query::moved_post_get, {post},
                     [](const Row& row) { return std::string(row.text(1)); });
  });
}

Result<bool, StoreError> ImportStore::end(const Actor& actor, std::int64_t comments, Instant now) {
  return guarded([&] {
    Transaction change(database_);
    RecordEntry entry;
    entry.at = now;
    entry.actor = actor;
    entry.action = "import";
    entry.after = fmt::format("{{\"comments\":{}}}", comments);
    write_record(database_, entry);
    change.commit();
    return true;
  });
}

}  // namespace afterword
