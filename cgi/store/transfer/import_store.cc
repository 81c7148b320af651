#include "store/transfer/import_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "domain/comment/comment_place.h"
#include "sql/comments.h"
#include "sql/import.h"
#include "sql/reports.h"
#include "sql/thread_addresses.h"
#include "store/comment/comment_rows.h"
#include "store/comment/search_index.h"
#include "store/comment/thread_parts.h"
#include "store/comment/thread_version.h"
#include "store/engine/error_boundary.h"
#include "store/moderation/audit_log.h"

namespace afterword {
namespace {

bool says_the_same(const Comment& here, const Comment& there) {
  return here.status == there.status && here.author == there.author && here.email == there.email &&
         here.url == there.url && here.text == there.text && here.format == there.format &&
         here.created == there.created && here.writer_edited == there.writer_edited &&
         here.not_spam == there.not_spam && here.post_author == there.post_author &&
         here.kind == there.kind;
}

/// The readers are unknown; the number of each keeps reports for the same reason apart.
void insert_imported_report(Database& database, CommentId comment, std::size_t number,
                            const Report& report) {
  sql::insert_report(database, {.comment = comment.value,
                                .reader = fmt::format("import {}", number),
                                .now = report.at.ms,
                                .reason = to_text(report.reason),
                                .note = report.note,
                                .email = "",
                                .opened = false});
}

}  // namespace

Result<void, StoreError> ImportStore::begin(const Blog& blog, const ImportSurvey& survey) {
  replies_.clear();
  unjoined_.clear();
  remarks_ = {};
  return error_boundary([&] {
    database_.set_workload(Workload::import);
    Transaction change(database_);
    erasures_.emplace(database_);
    matcher_.emplace(database_, blog, survey);
    pages_.emplace(database_, *matcher_, survey, remarks_, touched_);
    highest_before_ = next_comment_id(database_).value - 1;
    sql::insert_comment_sequence(database_);
    sql::reserve_comment_ids(database_, survey.highest());
    change.commit();
  });
}

/// Inserts a row on the page of its parent. Returns that page, or nullopt if the id exists.
std::optional<ThreadId> ImportStore::insert(ThreadId thread, CommentId id,
                                            const ImportedComment& imported, std::int64_t version) {
  Comment comment = imported.comment;
  comment.id = id;
  comment.parent.reset();
  comment.top_level = id;
  comment.version = version;
  bool later = imported.parent != 0;
  if (later && matcher_->file().source != BlogSource::afterword &&
      !matcher_->is_ambiguous(imported.parent)) {
    const auto found = matcher_->find_parent(thread, imported.parent);
    if (found && found->id != id.value) {
      thread = ThreadId{found->thread};
      comment.parent = CommentId{found->id};
      comment.top_level = CommentId{found->top_level};
      later = false;
    }
  }
  comment.thread = thread;
  if (!imported.moderator.empty())
    comment.moderator =
        to_id<ModeratorId>(sql::find_moderator_named(database_, imported.moderator));
  if (!insert_comment_row(database_, comment)) return std::nullopt;
  for (std::size_t i = 0; i < imported.reports.size(); ++i)
    insert_imported_report(database_, id, i, imported.reports[i]);
  if (later) replies_.push_back({id.value, imported.parent, thread.value});
  counts_.add(comment.status, comment.care);
  touched_.insert(thread.value);
  filled_.insert(thread.value);
  if (comment.status != Status::deleted) to_index_.push_back(std::move(comment));
  return thread;
}

/// Indexed together at the end, because each INSERT into another table makes the search index flush
/// its collected data.
void ImportStore::index_added() {
  for (const Comment& words : to_index_) index_comment(database_, words);
  to_index_.clear();
}

/// Stores what the source says about votes. They are no content: the versions of the comment and of
/// its page stay.
void ImportStore::put_votes(std::int64_t id, const ImportedComment& imported) {
  if (!imported.votes || imported.comment.status == Status::deleted) return;
  const Votes& votes = *imported.votes;
  if (votes == Votes{})
    sql::delete_imported_votes(database_, id);
  else if (sql::set_imported_votes(
               database_, {.id = id, .likes = votes.likes, .dislikes = votes.dislikes}) > 0)
    remarks_.votes += votes.likes + votes.dislikes;
}

void ImportStore::note(const SourceNumber& origin, const IncomingComment& incoming, std::int64_t id,
                       std::int64_t version) {
  // The current content at other sources is unknown; only this file's is known.
  const bool in_file = origin.blog == matcher_->file();
  sql::insert_imported(database_,
                       {.blog = in_file ? matcher_->file_row() : matcher_->blog_row(origin.blog),
                        .number = origin.number,
                        .id = id,
                        .thread = in_file ? incoming.thread.value : 0,
                        .digest = in_file ? incoming.digest : 0,
                        .created_at = incoming.imported.comment.created.ms,
                        .version = version});
}

ImportResult ImportStore::add(const IncomingComment& incoming, const ImportedComment& imported) {
  const std::int64_t number = imported.comment.id.value;
  std::int64_t version = imported.comment.version;
  Renumbered why =
      can_be_kept(number) || imported.has_text_id ? Renumbered::no : Renumbered::unusable;
  std::optional<ThreadId> thread;
  std::int64_t id = number;
  if (can_be_kept(number)) {
    // Mailed links about an earlier comment with this number must not be valid for this one.
    if (number <= highest_before_)
      version = std::max(version, sql::highest_old_version(database_, number) + 1);
    thread = insert(incoming.thread, CommentId{id}, imported, version);
    if (!thread) why = matcher_->is_matched(number) ? Renumbered::repeated : Renumbered::taken;
  }
  if (!thread) {
    id = next_comment_id(database_).value;
    thread = insert(incoming.thread, CommentId{id}, imported, version);
  }
  matcher_->add_matched(id);
  if (imported.votes != Votes{}) put_votes(id, imported);
  const SourceNumber in_file{matcher_->file(), number};
  std::vector<SourceNumber> origins{in_file};
  std::copy_if(imported.origins.begin(), imported.origins.end(), std::back_inserter(origins),
               [&](const SourceNumber& origin) { return origin != in_file; });
  const std::string here = comment_fragment(CommentId{id});
  const auto lead_from = [&](const std::string& fragment) {
    if (!fragment.empty() && fragment != here)
      sql::insert_alias(database_,
                        {.thread = thread.value().value, .fragment = fragment, .id = id});
  };
  for (const std::string& fragment : imported.fragments) lead_from(fragment);
  for (const SourceNumber& origin : origins) {
    if (origin.number > 0)
      lead_from(source_fragment(origin.blog.source, std::to_string(origin.number)));
    if (origin.blog != matcher_->own() || origin.number != id) note(origin, incoming, id, version);
  }
  return {ImportOutcome::added, why};
}

/// Updates the parts that were not changed here to the source's current state. Returns false if
/// nothing differs.
bool ImportStore::update(const KnownComment& known, const ImportedComment& imported) {
  const Comment before = get_comment(database_, CommentId{known.here.id}).value();
  Comment there = imported.comment;
  there.id = before.id;
  if (says_the_same(before, there)) return false;
  index_added();
  if (before.status != Status::deleted) unindex_comment(database_, before);
  const std::int64_t version = replace_comment_row(database_, there);
  counts_.remove(before.status, before.care).add(there.status, before.care);
  index_comment(database_, there);
  sql::set_imported_version(database_,
                            {.version = version, .id = there.id.value, .before = before.version});
  touched_.insert(known.here.thread);
  return true;
}

/// Moves a comment to its current page at the source, unless it was moved here. Returns whether the
/// source has moved it.
bool ImportStore::follow_page(const IncomingComment& incoming, KnownComment& known) {
  CommentHere& here = known.here;
  if (known.thread == 0 || known.thread == incoming.thread.value) return false;
  if (here.thread == incoming.thread.value) return true;
  // The page may have been moved here and at the source, to the same address.
  if (pages_->named_here(incoming.thread) == ThreadId{here.thread}) return false;
  const bool as_imported = here.thread == known.thread ||
                           sql::is_imported_on(database_, {.id = here.id, .thread = here.thread});
  if (!as_imported) return false;
  pages_->move_subthread(here.id, incoming.thread.value, 0, here.id);
  here = matcher_->here(here.id).value();
  return true;
}

ImportResult ImportStore::keep(const IncomingComment& incoming, KnownComment known,
                               const ImportedComment& imported) {
  if (known.here.id == 0) return {ImportOutcome::deleted_here};
  if (known.again) return {ImportOutcome::there};
  matcher_->add_matched(known.here.id);
  const bool own = known.blog == 0;
  const bool touched = own || known.version != known.here.version;
  if (known.here.deleted && touched && imported.comment.status != Status::deleted)
    return {ImportOutcome::deleted_here};

  const bool is_file_row =
      known.blog == matcher_->file_row() && known.number == imported.comment.id.value;
  const bool has_moved = is_file_row && follow_page(incoming, known);
  // Its parent may have been imported since. Skipped if the comment was moved here.
  if (!own && imported.parent != 0 && known.here.parent == 0 &&
      known.here.thread == incoming.thread.value &&
      !sql::is_imported_here(database_, known.here.id))
    replies_.push_back({known.here.id, imported.parent, known.here.thread});
  // A comment that was deleted elsewhere is kept here, and its text fills a placeholder here.
  const bool has_text = imported.comment.status != Status::deleted;
  const bool says_more =
      has_text && (known.here.deleted || (known.digest != 0 && known.digest != incoming.digest));
  const bool updated = says_more && !touched && update(known, imported);
  if (is_file_row) put_votes(known.here.id, imported);
  if (is_file_row && (known.digest != incoming.digest || known.thread != incoming.thread.value))
    sql::set_imported_source(database_, {.thread = incoming.thread.value,
                                         .digest = incoming.digest,
                                         .blog = matcher_->file_row(),
                                         .number = known.number,
                                         .copy = known.copy});
  note_new_origins(incoming, known, touched ? 0 : known.here.version + (updated ? 1 : 0));
  if (updated) return {ImportOutcome::updated};
  return {has_moved ? ImportOutcome::moved : ImportOutcome::there};
}

/// Records additional sources through which it was imported.
void ImportStore::note_new_origins(const IncomingComment& incoming, const KnownComment& found,
                                   std::int64_t version) {
  const auto see = [&](const SourceNumber& origin) {
    if (origin.blog == matcher_->own()) return;
    const std::int64_t blog = matcher_->blog_row(origin.blog);
    if (found.blog == blog && found.number == origin.number) return;
    const auto rows = matcher_->known(blog, origin.number);
    if (std::any_of(rows.begin(), rows.end(),
                    [&](const KnownComment& row) { return row.here.id == found.here.id; }))
      return;
    note(origin, incoming, found.here.id, version);
  };
  see({matcher_->file(), incoming.imported.comment.id.value});
  for (const SourceNumber& origin : incoming.imported.origins) see(origin);
}

ImportResult ImportStore::put_comment(ThreadId thread, const ImportedComment& imported) {
  const IncomingComment incoming{imported, thread, matcher_->digest_of(imported)};
  // An older file must not restore the identity of a commenter whose data was erased.
  std::optional<ImportedComment> nameless;
  if (erasures_->has(imported.comment.email)) {
    nameless = imported;
    ErasureList::anonymise(nameless->comment);
  }
  const ImportedComment& taken = nameless ? *nameless : imported;
  if (auto known = matcher_->identify(incoming)) return keep(incoming, *known, taken);
  return add(incoming, taken);
}

/// Sorts replies so that the subthread of each one's parent is joined first. Then each subthread is
/// joined to one that stays where it is, and no comment is moved twice: in a chain of replies in
/// reverse order, every other order takes quadratic time.
std::vector<ImportStore::Reply> ImportStore::parents_first(const std::vector<Reply>& replies) {
  std::map<std::int64_t, std::size_t> index_of;
  for (std::size_t i = 0; i < replies.size(); ++i) index_of.emplace(replies[i].id, i);
  std::vector<Reply> sorted;
  sorted.reserve(replies.size());
  std::vector<bool> seen(replies.size());
  std::vector<std::size_t> path;
  for (std::size_t i = 0; i < replies.size(); ++i) {
    // A cycle of parents ends at a reply that was seen.
    for (std::size_t at = i; !seen[at];) {
      seen[at] = true;
      path.push_back(at);
      const auto parent = matcher_->find_parent(ThreadId{replies[at].thread}, replies[at].parent);
      const auto above = parent ? index_of.find(parent->top_level) : index_of.end();
      if (above == index_of.end()) break;
      at = above->second;
    }
    for (; !path.empty(); path.pop_back()) sorted.push_back(replies[path.back()]);
  }
  return sorted;
}

/// Connects a reply with its parent. Returns the number of comments that were changed; nullopt if
/// the parent does not exist.
std::optional<std::int64_t> ImportStore::join_one(const Reply& reply) {
  const auto parent = matcher_->find_parent(ThreadId{reply.thread}, reply.parent);
  if (!parent || parent->id == reply.id) return std::nullopt;
  const auto child = matcher_->here(reply.id);
  if (child && child->parent != 0) return 0;
  // In a file with cyclic parents, one comment has to become the first.
  if (!child || parent->top_level == reply.id) return std::nullopt;
  touched_.insert(parent->thread);
  if (child->thread != parent->thread)
    return pages_->move_subthread(reply.id, parent->thread, parent->id, parent->top_level);
  sql::set_parent(database_, {.parent = parent->id, .id = reply.id});
  return sql::join_subthread(
      database_,
      {.top_level = parent->top_level, .thread = child->thread, .from = child->top_level});
}

void ImportStore::join_piece() {
  for (const Reply& reply : parents_first(replies_))
    if (!join_one(reply)) unjoined_.push_back(reply);
  replies_.clear();
}

Result<void, StoreError> ImportStore::join_rest(Instant now) {
  constexpr std::int64_t batch_changes = 5'000;
  return error_boundary([&] {
    const std::vector<Reply> replies = parents_first(std::exchange(unjoined_, {}));
    for (auto reply = replies.begin(); reply != replies.end();) {
      Transaction change(database_);
      touched_.clear();
      for (std::int64_t changes = 0; reply != replies.end() && changes < batch_changes; ++reply) {
        const auto joined = join_one(*reply);
        if (!joined) ++remarks_.parents_missing;
        changes += 1 + joined.value_or(0);
      }
      for (const std::int64_t thread : touched_)
        raise_thread_version(database_, ThreadId{thread}, now);
      change.commit();
    }
  });
}

void ImportStore::remark(Renumbered why) {
  if (why == Renumbered::taken) ++remarks_.taken;
  if (why == Renumbered::repeated) ++remarks_.repeated;
  if (why == Renumbered::unusable) ++remarks_.unusable;
}

Result<std::vector<ImportResult>, StoreError> ImportStore::put(
    const std::vector<ImportedPiece>& pieces, Instant now) {
  return error_boundary([&] {
    std::vector<ImportResult> results;
    counts_ = {};
    to_index_.clear();
    touched_.clear();
    Transaction change(database_);
    matcher_->notice_other_imports();
    for (const ImportedPiece& piece : pieces) {
      const ThreadId thread = pages_->put(piece.post, now);
      Instant oldest = piece.post.created.ms != 0 ? piece.post.created : now;
      for (const ImportedComment& imported : piece.comments) {
        results.push_back(put_comment(thread, imported));
        remark(results.back().renumbered);
        oldest = std::min(oldest, imported.comment.created);
      }
      if (piece.complete) join_piece();
      // Readers see until when comments can be written.
      if (sql::backdate_thread(database_, {.created_at = oldest.ms, .id = thread.value}) > 0)
        pages_->touch_if_seen(thread);
    }
    index_added();
    counts_.write(database_);
    for (const std::int64_t thread : touched_)
      raise_thread_version(database_, ThreadId{thread}, now);
    change.commit();
    return results;
  });
}

Result<std::vector<PostPage>, StoreError> ImportStore::pages_of_post(std::int64_t post) {
  return error_boundary([&] {
    std::vector<PostPage> pages;
    sql::list_pages_of_post(database_, post, [&](const sql::ListPagesOfPostView& row) {
      pages.push_back({ThreadId{row.thread_id}, {}, read_blog(row.source, row.address)});
    });
    for (PostPage& page : pages)
      page.path = sql::find_thread_address(database_, current_thread(database_, page.thread).value)
                      .value()
                      .path;
    return pages;
  });
}

Result<void, StoreError> ImportStore::end(const Actor& actor, std::int64_t comments, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    write_audit_entry(database_, {.at = now,
                                  .actor = actor,
                                  .action = audit_action::import,
                                  .change = audit::CommentCount{comments}});
    for (const std::int64_t thread : filled_)
      count_parts_of_long_thread(database_, ThreadId{thread});
    filled_.clear();
    change.commit();
    database_.set_workload(Workload::requests);
  });
}

}  // namespace afterword
