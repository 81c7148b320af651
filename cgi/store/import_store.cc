#include "store/import_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "store/comment_rows.h"
#include "store/guarded.h"
#include "store/installation_key.h"
#include "store/record.h"
#include "store/search_index.h"

namespace afterword {
namespace {

bool says_the_same(const Comment& here, const Comment& there) {
  return here.status == there.status && here.author == there.author && here.email == there.email &&
         here.url == there.url && here.text == there.text && here.format == there.format &&
         here.created == there.created;
}

std::string_view to_text(BlogSource source) {
  switch (source) {
    case BlogSource::wordpress:
      return "wordpress";
    case BlogSource::afterword:
      return "afterword";
    case BlogSource::json:
      break;
  }
  return "json";
}

bool can_be_kept(std::int64_t number) { return number > 0 && number <= highest_kept_number; }

}  // namespace

Blog read_blog(std::string_view source, std::string_view address) {
  Blog blog{BlogSource::json, std::string(address)};
  if (source == "wordpress") blog.source = BlogSource::wordpress;
  if (source == "afterword") blog.source = BlogSource::afterword;
  return blog;
}

Result<bool, StoreError> ImportStore::begin(const Blog& blog, const ImportSurvey& survey) {
  survey_ = &survey;
  file_ = blog;
  blog_rows_.clear();
  matched_ = {};
  replies_.clear();
  unjoined_.clear();
  remarks_ = {};
  return guarded([&] {
    database_.run(Query::moved_cache, {});
    Transaction change(database_);
    const SecretKey key = installation_key(database_);
    forgotten_.emplace(database_);
    fingerprint_.emplace(key, "import");
    own_ = {BlogSource::afterword, installation_name(key)};
    database_.run(Query::blog_list, {}, [&](const Row& row) {
      blog_rows_.emplace(read_blog(row.text(1), row.text(2)), row.integer(0));
    });
    blog_ = blog_row(file_);
    highest_known_ = first_number(database_, Query::imported_highest, {blog_});
    highest_before_ = next_comment_id(database_).value - 1;
    database_.run(Query::moved_reserve_row, {});
    database_.run(Query::moved_reserve, {survey.highest()});
    change.commit();
    return true;
  });
}

std::int64_t ImportStore::blog_row(const Blog& blog) {
  const auto [found, fresh] = blog_rows_.emplace(blog, 0);
  if (fresh)
    found->second = first_number(database_, Query::blog_set,
                                 {to_text(blog.source), std::string_view(blog.address)});
  return found->second;
}

/// Never 0, which stands for one that is not known.
std::int64_t ImportStore::digest_of(const MovedComment& moved) {
  const Comment& comment = moved.comment;
  const std::string created = std::to_string(comment.created.ms);
  std::string all;
  all.reserve(comment.text.size() + 160);
  for (const std::string_view part :
       {to_text(comment.status), to_text(comment.format), std::string_view(created),
        std::string_view(comment.author), std::string_view(comment.email),
        std::string_view(comment.url), std::string_view(comment.text)}) {
    all += part;
    all += '\0';
  }
  const std::int64_t digest = fingerprint_->of(all);
  return digest != 0 ? digest : 1;
}

// --- Which comment here one of the file is ------------------------------------------------------

std::optional<ImportStore::Here> ImportStore::here(std::int64_t id) {
  return first_row(database_, Query::imported_here, {id}, [&](const Row& row) {
    Here here{id, row.integer(0), row.integer(1), row.integer(2), row.integer(3), false, {}};
    here.deleted = parse_status(row.text(4)) == Status::deleted;
    here.created = Instant{row.integer(5)};
    return here;
  });
}

std::vector<ImportStore::Known> ImportStore::known(std::int64_t blog, std::int64_t number) {
  std::vector<Known> rows;
  database_.run(Query::imported_find, {blog, number}, [&](const Row& row) {
    Known& known = rows.emplace_back();
    known.blog = blog;
    known.number = number;
    known.copy = row.integer(0);
    known.thread = row.integer(2);
    known.digest = row.integer(3);
    known.created = Instant{row.integer(4)};
    known.version = row.integer(5);
    known.here = {row.integer(1),
                  row.integer(6),
                  row.integer(7),
                  row.integer(8),
                  row.integer(9),
                  parse_status(row.text(10)) == Status::deleted,
                  {}};
  });
  return rows;
}

/// Whether a number of the file alone does not say which comment it is.
bool ImportStore::is_ambiguous(std::int64_t number) const {
  return number == 0 || file_.address.empty() || survey_->is_repeated(number);
}

/// A comment that was written here and comes back. A copy of this installation may have given the
/// number to another one, so the date must agree.
std::optional<ImportStore::Known> ImportStore::find_own(const SourceNumber& origin, Instant created,
                                                        bool& deleted) {
  if (origin.blog != own_ || !can_be_kept(origin.number)) return std::nullopt;
  const auto found = here(origin.number);
  if (!found || found->created != created) {
    deleted = deleted || first_number(database_, Query::moved_deleted_here, {origin.number}) != 0;
    return std::nullopt;
  }
  Known own;
  own.here = *found;
  return own;
}

/// The comment that came with this number from this blog. Where one number stands for several, what
/// they say tells them apart, then date and page. Each comment here is found once in a file, but
/// for one that the file repeats word by word.
///
/// An installation can have given a number to an imported comment after it had deleted its own of
/// that number, and a copy of it can have given it to another one: there the date must agree.
std::optional<ImportStore::Known> ImportStore::find_known(const Blog& from, std::int64_t number,
                                                          const Arriving& arriving) {
  const std::int64_t blog = from == file_ ? blog_ : blog_row(from);
  const bool in_file = blog == blog_;
  const bool strict = in_file ? is_ambiguous(number) : number == 0;
  if (in_file && number > highest_known_ && !strict) return std::nullopt;
  std::vector<Known> rows = known(blog, number);
  if (from.source == BlogSource::afterword)
    std::erase_if(rows,
                  [&](const Known& row) { return row.created != arriving.moved.comment.created; });
  const auto pick = [&](const auto& fits) -> std::optional<Known> {
    const auto found = std::find_if(rows.begin(), rows.end(), fits);
    if (found == rows.end()) return std::nullopt;
    return *found;
  };
  const auto is_free = [&](const Known& row) { return !matched_.has(row.here.id); };
  const auto same_words = [&](const Known& row) { return row.digest == arriving.digest; };
  const auto same_page = [&](const Known& row) { return row.thread == arriving.thread.value; };
  if (rows.size() == 1 && !strict && is_free(rows.front())) return rows.front();
  if (auto found =
          pick([&](const Known& row) { return is_free(row) && same_words(row) && same_page(row); }))
    return found;
  if (auto found = pick([&](const Known& row) { return is_free(row) && same_words(row); }))
    return found;
  if (auto found = pick(
          [&](const Known& row) { return same_words(row) && (number != 0 || same_page(row)); })) {
    found->again = true;
    return found;
  }
  if (auto found = pick([&](const Known& row) {
        return is_free(row) && row.created == arriving.moved.comment.created && same_page(row);
      }))
    return found;
  if (strict) return std::nullopt;
  return pick(is_free);
}

/// For a file that does not say where it comes from, such as `comment list --json` prints: the
/// comment of the same number and date, wherever that came from.
std::optional<ImportStore::Known> ImportStore::find_undeclared(const Arriving& arriving) {
  const Comment& comment = arriving.moved.comment;
  if (!can_be_kept(comment.id.value)) return std::nullopt;
  for (const auto& [blog, row] : blog_rows_) {
    if (row == blog_) continue;
    for (const Known& found : known(row, comment.id.value))
      if (found.here.id != 0 && found.created == comment.created && !matched_.has(found.here.id))
        return found;
  }
  const auto found = here(comment.id.value);
  if (!found || found->created != comment.created || matched_.has(found->id)) return std::nullopt;
  if (is_another(*found, arriving)) return std::nullopt;
  Known own;
  own.here = *found;
  return own;
}

/// Whether what is here came in such a file too, by another number and with other words: then the
/// number here says nothing of the one in the file, and many files have dates without a time.
bool ImportStore::is_another(const Here& found, const Arriving& arriving) {
  const Comment& comment = arriving.moved.comment;
  if (first_number(database_, Query::imported_otherwise,
                   {found.id, blog_, comment.id.value, arriving.digest}) == 0)
    return false;
  const auto now = get_comment(database_, CommentId{found.id});
  return !now || now->text != comment.text;
}

std::optional<ImportStore::Known> ImportStore::identify(const Arriving& arriving) {
  const MovedComment& moved = arriving.moved;
  const SourceNumber in_file{file_, moved.comment.id.value};
  bool deleted = false;
  if (auto own = find_own(in_file, moved.comment.created, deleted)) return own;
  std::optional<Known> gone;
  auto found = find_known(file_, in_file.number, arriving);
  if (found && found->here.id != 0) return found;
  if (found) gone = found;
  for (const SourceNumber& origin : moved.origins) {
    if (origin.blog == own_) continue;
    found = find_known(origin.blog, origin.number, arriving);
    if (found && found->here.id != 0) return found;
    if (found && !gone) gone = found;
  }
  // After the others: what came from there may have come back by way of here.
  for (const SourceNumber& origin : moved.origins)
    if (auto own = find_own(origin, moved.comment.created, deleted)) return own;
  if (!gone && deleted) gone.emplace();
  if (gone || !file_.address.empty()) return gone;
  return find_undeclared(arriving);
}

// --- Adding one
// -----------------------------------------------------------------------------------

/// A row of its own, on the page of its parent; that page, or nullopt when the id is taken.
std::optional<ThreadId> ImportStore::insert(ThreadId thread, CommentId id,
                                            const MovedComment& moved, std::int64_t version) {
  const Comment& comment = moved.comment;
  Value parent = nullptr;
  std::int64_t root = id.value;
  bool later = moved.parent != 0;
  if (later && file_.source != BlogSource::afterword && !is_ambiguous(moved.parent)) {
    const auto found = find_parent(thread, moved.parent);
    if (found && found->id != id.value) {
      thread = ThreadId{found->thread};
      parent = found->id;
      root = found->root;
      later = false;
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
                                          version,
                                          std::int64_t{comment.pinned},
                                          std::int64_t{comment.locked},
                                          to_text(comment.care),
                                          std::string_view(moved.care_topics),
                                          moved.edited.ms,
                                          std::string_view(moved.moderator)});
  if (inserted == 0) return std::nullopt;
  if (later) replies_.push_back({id.value, moved.parent, thread.value});
  if (comment.status != Status::deleted) {
    Comment& words = to_index_.emplace_back();
    words.id = id;
    words.author = comment.author;
    words.email = comment.email;
    words.text = comment.text;
  }
  ++added_[to_text(comment.status)];
  if (comment.care == CareState::open) ++added_["care"];
  touched_.insert(thread.value);
  return thread;
}

/// Together at the end, because each INSERT into another table makes the search index write out
/// what it has collected.
void ImportStore::index_added() {
  for (const Comment& words : to_index_) index_comment(database_, words);
  to_index_.clear();
}

void ImportStore::note(const SourceNumber& origin, const Arriving& arriving, std::int64_t id,
                       std::int64_t version) {
  // What another source says now is not known; only what this file says of it.
  const bool in_file = origin.blog == file_;
  database_.run(Query::imported_insert,
                {in_file ? blog_ : blog_row(origin.blog), origin.number, id,
                 in_file ? arriving.thread.value : 0, in_file ? arriving.digest : 0,
                 arriving.moved.comment.created.ms, version});
}

MovedResult ImportStore::add(const Arriving& arriving, const MovedComment& moved) {
  const std::int64_t number = moved.comment.id.value;
  std::int64_t version = moved.comment.version;
  Renumbered why = can_be_kept(number) ? Renumbered::no : Renumbered::unusable;
  std::optional<ThreadId> thread;
  std::int64_t id = number;
  if (why == Renumbered::no) {
    // What was mailed about an earlier comment of this number must not be good for this one.
    if (number <= highest_before_)
      version =
          std::max(version, first_number(database_, Query::imported_old_versions, {number}) + 1);
    thread = insert(arriving.thread, CommentId{id}, moved, version);
    if (!thread) why = matched_.has(number) ? Renumbered::repeated : Renumbered::taken;
  }
  if (!thread) {
    id = next_comment_id(database_).value;
    thread = insert(arriving.thread, CommentId{id}, moved, version);
  }
  matched_.add(id);
  const SourceNumber in_file{file_, number};
  std::vector<SourceNumber> origins{in_file};
  std::copy_if(moved.origins.begin(), moved.origins.end(), std::back_inserter(origins),
               [&](const SourceNumber& origin) { return origin != in_file; });
  for (const SourceNumber& origin : origins) {
    if (origin.number != id && origin.number > 0)
      database_.run(Query::alias_insert, {thread.value().value, origin.number, id});
    if (origin.blog != own_ || origin.number != id) note(origin, arriving, id, version);
  }
  return {MovedAs::added, why};
}

// --- Keeping one that is there
// --------------------------------------------------------------------

/// Brings what nobody has changed here to what the source says now; false when that is the same.
bool ImportStore::update(const Known& known, const MovedComment& moved) {
  const Comment before = get_comment(database_, CommentId{known.here.id}).value();
  Comment there = moved.comment;
  there.id = before.id;
  if (says_the_same(before, there)) return false;
  index_added();
  if (before.status != Status::deleted) unindex_comment(database_, before);
  const std::int64_t version =
      first_number(database_, Query::moved_update,
                   {there.id.value, to_text(there.status), std::string_view(there.author),
                    std::string_view(there.email), std::string_view(there.url),
                    std::string_view(there.text), to_text(there.format), there.created.ms});
  index_comment(database_, there);
  database_.run(Query::imported_version, {there.id.value, before.version, version});
  touched_.insert(known.here.thread);
  return true;
}

/// Where the source has put a comment on another page, it goes there too, unless somebody has moved
/// it here; whether the source has.
bool ImportStore::follow_page(const Arriving& arriving, Known& known) {
  Here& here = known.here;
  if (known.thread == 0 || known.thread == arriving.thread.value) return false;
  if (here.thread == arriving.thread.value) return true;
  const bool as_imported =
      here.thread == known.thread ||
      first_number(database_, Query::imported_said_on, {here.id, here.thread}) != 0;
  if (!as_imported) return false;
  move_subthread(here.id, arriving.thread.value, 0, here.id);
  here = ImportStore::here(here.id).value();
  return true;
}

MovedResult ImportStore::keep(const Arriving& arriving, Known known, const MovedComment& moved) {
  if (known.here.id == 0) return {MovedAs::deleted_here};
  if (known.again) return {MovedAs::there};
  matched_.add(known.here.id);
  const bool own = known.blog == 0;
  const bool touched = own || known.version != known.here.version;
  if (known.here.deleted && touched && moved.comment.status != Status::deleted)
    return {MovedAs::deleted_here};

  const bool is_file_row = known.blog == blog_ && known.number == moved.comment.id.value;
  const bool has_moved = is_file_row && follow_page(arriving, known);
  // Its parent may have come since, unless somebody has taken it away from there.
  if (!own && moved.parent != 0 && known.here.parent == 0 &&
      known.here.thread == arriving.thread.value &&
      first_number(database_, Query::imported_moved_here, {known.here.id}) == 0)
    replies_.push_back({known.here.id, moved.parent, known.here.thread});
  // What was permanently deleted elsewhere stays here, and fills a place that is empty here.
  const bool has_text = moved.comment.status != Status::deleted;
  const bool says_more =
      has_text && (known.here.deleted || (known.digest != 0 && known.digest != arriving.digest));
  const bool updated = says_more && !touched && update(known, moved);
  if (is_file_row && (known.digest != arriving.digest || known.thread != arriving.thread.value))
    database_.run(Query::imported_said,
                  {blog_, known.number, known.copy, arriving.thread.value, arriving.digest});
  note_new_origins(arriving, known, touched ? 0 : known.here.version + (updated ? 1 : 0));
  if (updated) return {MovedAs::updated};
  return {has_moved ? MovedAs::moved : MovedAs::there};
}

/// It may have come by another way than before.
void ImportStore::note_new_origins(const Arriving& arriving, const Known& found,
                                   std::int64_t version) {
  const auto see = [&](const SourceNumber& origin) {
    if (origin.blog == own_) return;
    const std::int64_t blog = blog_row(origin.blog);
    if (found.blog == blog && found.number == origin.number) return;
    const auto rows = known(blog, origin.number);
    if (std::any_of(rows.begin(), rows.end(),
                    [&](const Known& row) { return row.here.id == found.here.id; }))
      return;
    note(origin, arriving, found.here.id, version);
  };
  see({file_, arriving.moved.comment.id.value});
  for (const SourceNumber& origin : arriving.moved.origins) see(origin);
}

MovedResult ImportStore::put_comment(ThreadId thread, const MovedComment& moved) {
  const Arriving arriving{moved, thread, digest_of(moved)};
  // Somebody who wanted to be forgotten does not come back by an older file.
  std::optional<MovedComment> nameless;
  if (forgotten_->has(moved.comment.email)) {
    nameless = moved;
    Forgotten::anonymise(nameless->comment);
  }
  const MovedComment& taken = nameless ? *nameless : moved;
  if (auto known = identify(arriving)) return keep(arriving, *std::move(known), taken);
  return add(arriving, taken);
}

// --- Pages and places
// -----------------------------------------------------------------------------

/// Puts a comment with all below it on a page: below `parent`, in the branch of `root`.
void ImportStore::move_subthread(std::int64_t id, std::int64_t thread, std::int64_t parent,
                                 std::int64_t root) {
  const auto start = here(id);
  if (start) touched_.insert({start->thread, thread});
  std::vector<std::pair<std::int64_t, std::int64_t>> pending{{id, parent}};
  while (!pending.empty()) {
    const auto [comment, above] = pending.back();
    pending.pop_back();
    const Value place = above != 0 ? Value(above) : Value(nullptr);
    const std::int64_t version =
        first_number(database_, Query::comment_set_place, {comment, thread, place, root});
    database_.run(Query::imported_version, {comment, version - 1, version});
    database_.run(Query::alias_move, {comment, thread});
    database_.run(Query::comment_replies, {comment}, [&, above_replies = comment](const Row& row) {
      pending.emplace_back(row.integer(0), above_replies);
    });
  }
}

/// A page has another address now. What stands on the old one goes along, but for what somebody
/// has moved there.
void ImportStore::move_page(const std::string& from, ThreadId to, bool is_new) {
  const auto old = find_thread_row(database_, from);
  if (!old || old->id == to) return;
  std::vector<std::int64_t> roots;
  database_.run(Query::imported_roots, {old->id.value},
                [&](const Row& row) { roots.push_back(row.integer(0)); });
  for (const std::int64_t root : roots) {
    if (first_number(database_, Query::imported_moved_here, {root}) != 0) continue;
    remarks_.moved_along +=
        first_number(database_, Query::imported_written_here, {old->id.value, root});
    move_subthread(root, to.value, 0, root);
  }
  if (is_new) database_.run(Query::moved_page_state, {old->id.value, to.value});
}

ThreadId ImportStore::put_page(const MovedPost& post, Instant now) {
  std::vector<std::string> before;
  for (const SourceNumber& number : post.numbers) {
    const std::int64_t blog = blog_row(number.blog);
    const auto old =
        first_row(database_, Query::moved_post_page, {blog, number.number}, [](const Row& row) {
          return std::tuple{std::string(row.text(0)), std::string(row.text(1)), row.integer(2)};
        });
    // About another blog's posts whoever has told of them may tell more.
    if (old && blog != blog_ && std::get<2>(*old) != blog_) continue;
    database_.run(Query::moved_post_set,
                  {blog, number.number, std::string_view(post.page), std::string_view(post.path),
                   std::string_view(post.wordpress_title), std::string_view(post.date),
                   std::string_view(post.type), blog_});
    if (!old || std::get<0>(*old) == post.page) continue;
    remarks_.page_moves.push_back({std::get<1>(*old), post.path});
    if (!survey_->has_page(std::get<0>(*old)) &&
        first_number(database_, Query::moved_post_other, {std::string_view(std::get<0>(*old))}) ==
            0)
      before.push_back(std::get<0>(*old));
  }
  const bool is_new = !before.empty() && !find_thread_row(database_, post.page);
  const ThreadId thread{first_number(
      database_, Query::moved_thread,
      {std::string_view(post.page), std::string_view(post.path), std::string_view(post.title),
       std::int64_t{post.closed}, std::int64_t{post.memorial}, now.ms})};
  for (const std::string& page : before) move_page(page, thread, is_new);
  return thread;
}

/// The comment that the file calls `number`, as a parent of one on a page. It is on the same page,
/// unless somebody has moved it here.
std::optional<ImportStore::Here> ImportStore::find_parent(ThreadId thread, std::int64_t number) {
  std::optional<Here> best;
  int best_score = -1;
  for (const Known& row : known(blog_, number)) {
    const bool on_page = row.here.thread == thread.value;
    if (row.here.id == 0 || (!on_page && row.thread != thread.value)) continue;
    const int score = (on_page ? 2 : 0) + (matched_.has(row.here.id) ? 1 : 0);
    if (score > best_score) best = row.here;
    best_score = std::max(best_score, score);
  }
  if (best || file_ != own_) return best;
  auto own = here(number);
  if (own && own->thread != thread.value) own.reset();
  return own;
}

/// Puts a reply below its parent; false when that is not there.
bool ImportStore::join_one(const Reply& reply) {
  const auto parent = find_parent(ThreadId{reply.thread}, reply.parent);
  if (!parent || parent->id == reply.id) return false;
  const auto child = here(reply.id);
  if (child && child->parent != 0) return true;
  // In a file that goes round in circles somebody must be the first.
  if (!child || parent->root == reply.id) return false;
  touched_.insert(parent->thread);
  if (child->thread != parent->thread) {
    move_subthread(reply.id, parent->thread, parent->id, parent->root);
    return true;
  }
  database_.run(Query::moved_join, {reply.id, parent->id});
  database_.run(Query::moved_join_branch, {child->thread, child->root, parent->root});
  return true;
}

void ImportStore::join_piece() {
  for (const Reply& reply : replies_)
    if (!join_one(reply)) unjoined_.push_back(reply);
  replies_.clear();
}

Result<bool, StoreError> ImportStore::join_rest(Instant now) {
  constexpr std::size_t batch_replies = 5'000;
  return guarded([&] {
    for (std::size_t at = 0; at < unjoined_.size();) {
      Transaction change(database_);
      touched_.clear();
      const std::size_t end = std::min(unjoined_.size(), at + batch_replies);
      for (; at < end; ++at)
        if (!join_one(unjoined_[at])) ++remarks_.parents_missing;
      for (const std::int64_t thread : touched_)
        database_.run(Query::thread_touch, {thread, now.ms});
      change.commit();
    }
    unjoined_.clear();
    return true;
  });
}

void ImportStore::remark(Renumbered why) {
  if (why == Renumbered::taken) ++remarks_.taken;
  if (why == Renumbered::repeated) ++remarks_.repeated;
  if (why == Renumbered::unusable) ++remarks_.unusable;
}

Result<std::vector<MovedResult>, StoreError> ImportStore::put(const std::vector<MovedPiece>& pieces,
                                                              Instant now) {
  return guarded([&] {
    std::vector<MovedResult> results;
    added_.clear();
    to_index_.clear();
    touched_.clear();
    Transaction change(database_);
    for (const MovedPiece& piece : pieces) {
      const ThreadId thread = put_page(piece.post, now);
      Instant oldest = piece.post.created.ms != 0 ? piece.post.created : now;
      for (const MovedComment& moved : piece.comments) {
        results.push_back(put_comment(thread, moved));
        remark(results.back().renumbered);
        oldest = std::min(oldest, moved.comment.created);
      }
      if (piece.complete) join_piece();
      database_.run(Query::thread_backdate, {thread.value, oldest.ms});
    }
    index_added();
    for (const auto& [status, comments] : added_)
      database_.run(Query::tally_add, {status, comments});
    for (const std::int64_t thread : touched_) database_.run(Query::thread_touch, {thread, now.ms});
    change.commit();
    return results;
  });
}

Result<std::vector<PostPage>, StoreError> ImportStore::pages_of_post(std::int64_t post) {
  return guarded([&] {
    std::vector<PostPage> pages;
    database_.run(Query::moved_post_get, {post}, [&](const Row& row) {
      pages.push_back({std::string(row.text(1)), read_blog(row.text(2), row.text(3))});
    });
    return pages;
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
