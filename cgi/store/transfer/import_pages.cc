#include "store/transfer/import_pages.h"

#include <utility>

#include "sql/comments.h"
#include "sql/import.h"
#include "sql/thread_addresses.h"
#include "store/comment/comment_rows.h"

namespace afterword {

std::optional<ThreadId> ImportPages::named_here(ThreadId thread) const {
  const auto named = named_here_.find(thread.value);
  return named == named_here_.end() ? std::nullopt : std::optional(ThreadId{named->second});
}

void ImportPages::touch_if_seen(ThreadId thread) {
  const auto row = sql::find_thread_address(database_, thread.value);
  if (row && row->version > 0) touched_.insert(thread.value);
}

std::int64_t ImportPages::move_subthread(std::int64_t id, std::int64_t thread, std::int64_t parent,
                                         std::int64_t top_level) {
  const auto start = matcher_.here(id);
  if (start) touched_.insert({start->thread, thread});
  std::int64_t moved = 0;
  std::vector<std::pair<std::int64_t, std::int64_t>> pending{{id, parent}};
  for (; !pending.empty(); ++moved) {
    const auto [comment, above] = pending.back();
    pending.pop_back();
    const std::int64_t version =
        sql::set_place(database_, {.thread = thread,
                                   .parent = above != 0 ? std::optional(above) : std::nullopt,
                                   .top_level = top_level,
                                   .id = comment});
    sql::set_imported_version(database_,
                              {.version = version, .id = comment, .before = version - 1});
    sql::move_aliases(database_, {.thread = thread, .id = comment});
    sql::list_replies(database_, comment, [&, above_replies = comment](std::int64_t reply) {
      pending.emplace_back(reply, above_replies);
    });
  }
  return moved;
}

/// The posts of a page, with what earlier imports stored about them.
std::vector<ImportPages::KnownPost> ImportPages::known_posts(const ImportedPage& page) {
  std::vector<KnownPost> posts;
  for (const SourceNumber& number : page.numbers) {
    KnownPost& post = posts.emplace_back();
    post.blog = matcher_.blog_row(number.blog);
    post.number = number.number;
    const auto old = sql::find_post(database_, {.post_id = post.number, .blog = post.blog});
    if (!old) continue;
    // Posts of another source may be updated only by the source that described them.
    post.is_kept = post.blog != matcher_.file_row() && old->said_by != matcher_.file_row();
    if (post.is_kept) continue;
    post.before = PageAddress{old->page, old->path};
    post.thread = ThreadId{old->thread_id};
  }
  return posts;
}

/// The thread of an imported page, if there is one. Sources name their pages by numbers if they
/// can, otherwise by their names there, which may be other ones here.
std::optional<ThreadId> ImportPages::find_page(const ImportedPage& page,
                                               const std::vector<KnownPost>& posts) {
  for (const KnownPost& post : posts) {
    if (!post.before) continue;
    const ThreadId known = current_thread(database_, post.thread);
    // A page that was moved here stays where it is, whatever address the source gives it later.
    const std::string here = sql::find_thread_address(database_, known.value).value().page;
    if (post.before->page == page.page || post.before->page != here) return known;
  }
  if (posts.empty()) {
    const auto row =
        sql::find_imported_page(database_, {.blog = matcher_.file_row(), .page = page.page});
    if (row) return current_thread(database_, ThreadId{*row});
  }
  const auto named = find_thread_row(database_, page.page);
  return named ? std::optional(named->id) : std::nullopt;
}

/// A page has a new address. Moves the comments of the old address, except those that were moved
/// there here.
void ImportPages::move_page(ThreadId from, ThreadId to, bool is_new) {
  if (from == to) return;
  std::vector<std::int64_t> moved;
  sql::list_top_level(database_, from.value, [&](std::int64_t id) { moved.push_back(id); });
  for (const std::int64_t top_level : moved) {
    if (sql::is_imported_here(database_, top_level)) continue;
    remarks_.moved_along +=
        sql::count_written_here(database_, {.thread = from.value, .top_level = top_level});
    move_subthread(top_level, to.value, 0, top_level);
  }
  if (is_new) sql::copy_thread_state(database_, {.from = from.value, .to = to.value});
}

/// Stores the posts of a page, and follows a change of its address at the source.
void ImportPages::put_posts(const ImportedPage& page, const std::vector<KnownPost>& posts,
                            ThreadId thread, bool is_new) {
  for (const KnownPost& post : posts) {
    if (post.is_kept) continue;
    // A merge can be undone, so a post keeps the thread that it had.
    const bool is_there = post.before && current_thread(database_, post.thread) == thread;
    sql::set_post(database_, {.blog = post.blog,
                              .post_id = post.number,
                              .page = page.page,
                              .path = page.path,
                              .thread = is_there ? post.thread.value : thread.value,
                              .post_title = page.wordpress_title,
                              .post_date = page.date,
                              .post_type = page.type,
                              .said_by = matcher_.file_row()});
  }
  for (const KnownPost& post : posts) {
    if (!post.before || post.before->page == page.page) continue;
    remarks_.page_moves.push_back({post.before->path, page.path});
    if (!survey_.has_page(post.before->page) && !sql::is_page_of_post(database_, post.before->page))
      move_page(current_thread(database_, post.thread), thread, is_new);
  }
}

ThreadId ImportPages::put(const ImportedPage& page, Instant now) {
  const std::vector<KnownPost> posts = known_posts(page);
  const auto found = find_page(page, posts);
  ThreadId thread = found.value_or(ThreadId{});
  if (found) {
    if (sql::give_imported_title(database_, {.title = page.title, .id = thread.value}) > 0)
      touch_if_seen(thread);
  } else {
    thread = ThreadId{sql::insert_imported_thread(database_, {.page = page.page,
                                                              .path = page.path,
                                                              .title = page.title,
                                                              .closed = page.closed,
                                                              .memorial = page.memorial,
                                                              .now = now.ms})};
  }
  if (posts.empty())
    sql::insert_imported_page(
        database_, {.blog = matcher_.file_row(), .page = page.page, .thread = thread.value});
  else
    put_posts(page, posts, thread, !found);
  for (const std::string& name : page.former_names)
    sql::insert_page_alias(database_, {.page = name, .thread = thread.value});
  const auto named = sql::find_thread_with_page(database_, page.page);
  if (named && *named != thread.value) named_here_[thread.value] = *named;
  return thread;
}

}  // namespace afterword
