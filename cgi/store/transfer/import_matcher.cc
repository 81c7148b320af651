#include "store/transfer/import_matcher.h"

#include <algorithm>
#include <utility>

#include "sql/comments.h"
#include "sql/import.h"
#include "store/comment/comment_rows.h"
#include "store/engine/installation_key.h"

namespace afterword {
namespace {

constexpr std::int64_t looked_at_once = 100;

KnownComment read_known(std::int64_t blog, std::int64_t number, const sql::ImportedView& row) {
  KnownComment known;
  known.blog = blog;
  known.number = number;
  known.copy = row.copy;
  known.thread = row.source_thread_id;
  known.digest = row.digest;
  known.created = Instant{row.created_at};
  known.version = row.source_version;
  known.here = {.id = row.id,
                .thread = row.thread_id,
                .parent = row.parent_id,
                .top_level = row.top_level_id,
                .version = row.version,
                .deleted = parse_status(row.status) == Status::deleted,
                .created = {}};
  return known;
}

}  // namespace

ImportMatcher::ImportMatcher(Database& database, Blog file, const ImportSurvey& survey)
    : database_(database),
      survey_(survey),
      file_(std::move(file)),
      own_{BlogSource::afterword, installation_name(installation_key(database))},
      fingerprint_(installation_key(database), "import") {
  sql::list_blogs(database_, [&](const sql::ListBlogsView& row) {
    blog_rows_.emplace(read_blog(row.source, row.address), row.id);
  });
  blog_ = blog_row(file_);
  notice_other_imports();
}

void ImportMatcher::notice_other_imports() {
  const std::int64_t before = std::exchange(batches_, sql::count_batch(database_, blog_));
  if (batches_ == before + 1) return;
  highest_known_ = sql::highest_imported(database_, blog_);
  has_known_ = sql::has_imported(database_, blog_).has_value();
}

std::int64_t ImportMatcher::blog_row(const Blog& blog) {
  const auto [found, fresh] = blog_rows_.emplace(blog, 0);
  if (fresh)
    found->second =
        sql::insert_blog(database_, {.source = to_text(blog.source), .address = blog.address});
  return found->second;
}

std::int64_t ImportMatcher::digest_of(const ImportedComment& imported) {
  const Comment& comment = imported.comment;
  const std::string created = std::to_string(comment.created.ms);
  const std::string edited = std::to_string(comment.writer_edited.value_or(Instant{}).ms);
  std::string all;
  all.reserve(comment.text.size() + 160);
  for (const std::string_view part :
       {to_text(comment.status), to_text(comment.format), std::string_view(created),
        std::string_view(comment.author), std::string_view(comment.email),
        std::string_view(comment.url), std::string_view(comment.text), std::string_view(edited),
        std::string_view(comment.not_spam ? "not_spam" : ""),
        std::string_view(comment.post_author ? "post_author" : ""),
        comment.kind == CommentKind::comment ? std::string_view{} : to_text(comment.kind)}) {
    all += part;
    all += '\0';
  }
  const std::int64_t digest = fingerprint_.of(all);
  return digest != 0 ? digest : 1;
}

std::optional<CommentHere> ImportMatcher::here(std::int64_t id) {
  const auto row = sql::find_imported_here(database_, id);
  if (!row) return std::nullopt;
  return CommentHere{.id = id,
                     .thread = row->thread_id,
                     .parent = row->parent_id,
                     .top_level = row->top_level_id,
                     .version = row->version,
                     .deleted = parse_status(row->status) == Status::deleted,
                     .created = Instant{row->created_at}};
}

std::vector<KnownComment> ImportMatcher::known(std::int64_t blog, std::int64_t number) {
  std::vector<KnownComment> rows;
  sql::list_imported(
      database_, {.blog = blog, .number = number},
      [&](const sql::ImportedView& row) { rows.push_back(read_known(blog, number, row)); });
  return rows;
}

bool ImportMatcher::is_ambiguous(std::int64_t number) const {
  return number == 0 || (file_.address.empty() && has_known_) || survey_.is_repeated(number);
}

/// Finds a comment that was written here and re-imported. A copy of this installation may have
/// given the number to another comment, so the date must match too.
std::optional<KnownComment> ImportMatcher::find_own(const SourceNumber& origin, Instant created,
                                                    bool& deleted) {
  if (origin.blog != own_ || !can_be_kept(origin.number)) return std::nullopt;
  const auto found = here(origin.number);
  if (!found || found->created != created) {
    deleted = deleted || sql::is_deleted_here(database_, origin.number);
    return std::nullopt;
  }
  KnownComment own;
  own.here = *found;
  return own;
}

/// Finds the comment that was imported with this number from this source. Each comment is matched
/// at most once per file, except by exact repetitions.
///
/// An installation may have reused the number of a deleted comment for an imported one, and a copy
/// of it may have given the number to a different comment. In these cases the date must match.
std::optional<KnownComment> ImportMatcher::find_known(const Blog& from, std::int64_t number,
                                                      const IncomingComment& incoming) {
  const std::int64_t blog = from == file_ ? blog_ : blog_row(from);
  const bool in_file = blog == blog_;
  if (in_file ? is_ambiguous(number) : number == 0) return find_ambiguous(blog, number, incoming);
  if (in_file && (!has_known_ || number > highest_known_)) return std::nullopt;
  std::vector<KnownComment> rows = known(blog, number);
  if (from.source == BlogSource::afterword)
    std::erase_if(rows, [&](const KnownComment& row) {
      return row.created != incoming.imported.comment.created;
    });
  const auto is_free = [&](const KnownComment& row) { return !matched_.has(row.here.id); };
  if (rows.size() == 1 && is_free(rows.front())) return rows.front();
  if (auto found = find_ambiguous(blog, number, incoming)) return found;
  const auto free = std::find_if(rows.begin(), rows.end(), is_free);
  return free != rows.end() ? std::optional(*free) : std::nullopt;
}

/// Finds the comment among all with this number by its content, then by its date and page.
std::optional<KnownComment> ImportMatcher::find_ambiguous(std::int64_t blog, std::int64_t number,
                                                          const IncomingComment& incoming) {
  std::optional<KnownComment> first;
  sql::list_first_imported(
      database_, {.blog = blog, .number = number},
      [&](const sql::ImportedView& row) { first = read_known(blog, number, row); });
  if (!first) return std::nullopt;
  const bool is_free = !matched_.has(first->here.id);
  const bool same_words = first->digest == incoming.digest;
  const bool same_page = first->thread == incoming.thread.value;
  if (is_free && same_words && same_page) return first;
  const auto alike = find_alike(blog, number, incoming);
  const bool fits_better = is_free && same_words;
  if (alike && !alike->again && (alike->thread == incoming.thread.value || !fits_better))
    return alike;
  if (fits_better) return first;
  if (alike) return alike;
  if (same_words && (number != 0 || same_page)) {
    first->again = true;
    return first;
  }
  if (is_free && same_page && first->created == incoming.imported.comment.created) return first;
  return find_dated(blog, number, incoming);
}

/// Finds a comment with the same content that is not matched yet, if possible on the same page;
/// otherwise one that is (`again`). Not the first comment with this number.
std::optional<KnownComment> ImportMatcher::find_alike(std::int64_t blog, std::int64_t number,
                                                      const IncomingComment& incoming) {
  std::optional<KnownComment> repeated;
  std::optional<KnownComment> found;
  const auto look = [&](std::array<std::int64_t, 2> after, std::int64_t limit, const auto& take) {
    std::vector<KnownComment> rows;
    sql::list_imported_alike(
        database_,
        {.blog = blog,
         .number = number,
         .digest = incoming.digest,
         .after_thread = after[0],
         .after = after[1],
         .limit = limit},
        [&](const sql::ImportedView& row) { rows.push_back(read_known(blog, number, row)); });
    for (const KnownComment& row : rows)
      if (!take(row)) return false;
    return std::ssize(rows) == limit;
  };
  // On a page, comments with the same content and number are rare, because repetitions in a file
  // are imported once.
  look({incoming.thread.value, 0}, looked_at_once, [&](const KnownComment& row) {
    if (row.thread != incoming.thread.value) return false;
    if (!matched_.has(row.here.id)) found = row;
    if (!repeated) repeated = row;
    return !found;
  });
  if (found) return found;
  const std::array key{blog, number, incoming.digest};
  const auto seen = matched_alike_.find(key);
  std::array<std::int64_t, 2> after =
      seen != matched_alike_.end() ? seen->second : std::array<std::int64_t, 2>{};
  const auto before = after;
  while (look(after, looked_at_once, [&](const KnownComment& row) {
    if (!repeated && number != 0) repeated = row;
    if (!matched_.has(row.here.id)) found = row;
    if (!found) after = {row.thread, row.copy};
    return !found;
  })) {
  }
  if (after != before) matched_alike_[key] = after;
  if (found || !repeated) return found;
  repeated->again = true;
  return repeated;
}

/// Finds a comment with the same date on the same page that is not matched yet. Not the first
/// comment with this number.
std::optional<KnownComment> ImportMatcher::find_dated(std::int64_t blog, std::int64_t number,
                                                      const IncomingComment& incoming) {
  const std::array key{blog, number, incoming.imported.comment.created.ms, incoming.thread.value};
  const auto seen = matched_dated_.find(key);
  std::int64_t after = seen != matched_dated_.end() ? seen->second : 0;
  const std::int64_t before = after;
  for (;;) {
    std::vector<KnownComment> rows;
    sql::list_imported_dated(
        database_,
        {.blog = blog,
         .number = number,
         .created_at = key[2],
         .thread = key[3],
         .after = after,
         .limit = looked_at_once},
        [&](const sql::ImportedView& row) { rows.push_back(read_known(blog, number, row)); });
    for (const KnownComment& row : rows) {
      if (!matched_.has(row.here.id)) {
        if (after != before) matched_dated_[key] = after;
        return row;
      }
      after = row.copy;
    }
    if (std::ssize(rows) < looked_at_once) break;
  }
  if (after != before) matched_dated_[key] = after;
  return std::nullopt;
}

/// For a file that does not name its source, such as the output of `comment list --json`: finds the
/// comment with the same number and date, wherever it came from.
std::optional<KnownComment> ImportMatcher::find_undeclared(const IncomingComment& incoming) {
  const Comment& comment = incoming.imported.comment;
  if (!can_be_kept(comment.id.value)) return std::nullopt;
  for (const auto& [blog, row] : blog_rows_) {
    if (row == blog_) continue;
    for (const KnownComment& found : known(row, comment.id.value))
      if (found.here.id != 0 && found.created == comment.created && !matched_.has(found.here.id))
        return found;
  }
  const auto found = here(comment.id.value);
  if (!found || found->created != comment.created || matched_.has(found->id)) return std::nullopt;
  if (is_another(*found, incoming)) return std::nullopt;
  KnownComment own;
  own.here = *found;
  return own;
}

/// True if the comment found came from such a file too, with another number and different content.
/// Its number here then does not identify the one in the file, and many files have dates without a
/// time.
bool ImportMatcher::is_another(const CommentHere& found, const IncomingComment& incoming) {
  const Comment& comment = incoming.imported.comment;
  if (!sql::is_imported_otherwise(
          database_,
          {.id = found.id, .blog = blog_, .number = comment.id.value, .digest = incoming.digest}))
    return false;
  const auto now = get_comment(database_, CommentId{found.id});
  return !now || now->text != comment.text;
}

std::optional<KnownComment> ImportMatcher::identify(const IncomingComment& incoming) {
  const ImportedComment& imported = incoming.imported;
  const SourceNumber in_file{file_, imported.comment.id.value};
  bool deleted = false;
  if (auto own = find_own(in_file, imported.comment.created, deleted)) return own;
  std::optional<KnownComment> gone;
  auto found = find_known(file_, in_file.number, incoming);
  if (found && found->here.id != 0) return found;
  if (found) gone = found;
  for (const SourceNumber& origin : imported.origins) {
    if (origin.blog == own_) continue;
    found = find_known(origin.blog, origin.number, incoming);
    if (found && found->here.id != 0) return found;
    if (found && !gone) gone = found;
  }
  // Tried last: comments from that source may have been exported by this installation.
  for (const SourceNumber& origin : imported.origins)
    if (auto own = find_own(origin, imported.comment.created, deleted)) return own;
  if (!gone && deleted) gone.emplace();
  if (gone || file_.source != BlogSource::json) return gone;
  return find_undeclared(incoming);
}

std::optional<CommentHere> ImportMatcher::find_parent(ThreadId thread, std::int64_t number) {
  std::optional<CommentHere> best;
  int best_score = -1;
  for (const KnownComment& row : known(blog_, number)) {
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

}  // namespace afterword
