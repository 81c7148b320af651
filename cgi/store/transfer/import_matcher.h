// Finds the comment of this database that a comment of an import file is, if there is one. Writes
// nothing but the rows of sources that are new.
//
// A comment is identified by its source and its number there, never by its number in this database.
// Comments that were written here or came from another source are therefore never matched.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/secret.h"
#include "domain/comment/comment.h"
#include "store/engine/database.h"
#include "store/transfer/import_survey.h"
#include "store/transfer/imported_comment.h"

namespace afterword {

/// The current state of a comment in this database.
struct CommentHere {
  std::int64_t id = 0;  // 0: permanently deleted
  std::int64_t thread = 0;
  std::int64_t parent = 0;
  std::int64_t top_level = 0;
  std::int64_t version = 0;
  bool deleted = false;  // only a placeholder is left
  Instant created;
};

/// A row of imported_comment with its comment. Without a source, the comment was written here.
struct KnownComment {
  std::int64_t blog = 0;
  std::int64_t number = 0;
  std::int64_t copy = 0;
  std::int64_t thread = 0;
  std::int64_t digest = 0;
  Instant created;
  std::int64_t version = 0;
  bool again = false;  // an identical comment occurred earlier in the file
  CommentHere here;
};

/// A comment as it is in the file.
struct IncomingComment {
  const ImportedComment& imported;
  ThreadId thread;
  std::int64_t digest = 0;
};

class ImportMatcher {
 public:
  /// Within a transaction. `file` is the source of the file; `survey` must outlive the matcher.
  ImportMatcher(Database& database, Blog file, const ImportSurvey& survey);

  /// Call at the start of each transaction: reads what earlier imports of this source stored, also
  /// one that runs at the same time.
  void notice_other_imports();

  /// The digest of a comment's content. Never 0, which means unknown.
  std::int64_t digest_of(const ImportedComment& imported);

  /// The comment that this one is, also if it was deleted here (`here.id` 0); nullopt if it is new.
  std::optional<KnownComment> identify(const IncomingComment& incoming);

  /// Call with each comment that was matched or added, by its id in this database.
  void add_matched(std::int64_t id) { matched_.add(id); }
  bool is_matched(std::int64_t id) const { return matched_.has(id); }

  /// Finds the comment that the file numbers `number`, as the parent of a comment on a page. It is
  /// on the same page unless it was moved here.
  std::optional<CommentHere> find_parent(ThreadId thread, std::int64_t number);

  /// The comments that were imported from a source with this number.
  std::vector<KnownComment> known(std::int64_t blog, std::int64_t number);

  /// The comment with this id; nullopt if there is none.
  std::optional<CommentHere> here(std::int64_t id);

  /// Whether a number of the file does not identify a comment by itself.
  bool is_ambiguous(std::int64_t number) const;

  /// The row id of a source, which is added if it is new.
  std::int64_t blog_row(const Blog& blog);

  const Blog& file() const { return file_; }
  std::int64_t file_row() const { return blog_; }
  /// This installation as a source.
  const Blog& own() const { return own_; }

 private:
  std::optional<KnownComment> find_own(const SourceNumber& origin, Instant created, bool& deleted);
  std::optional<KnownComment> find_known(const Blog& from, std::int64_t number,
                                         const IncomingComment& incoming);
  std::optional<KnownComment> find_ambiguous(std::int64_t blog, std::int64_t number,
                                             const IncomingComment& incoming);
  std::optional<KnownComment> find_alike(std::int64_t blog, std::int64_t number,
                                         const IncomingComment& incoming);
  std::optional<KnownComment> find_dated(std::int64_t blog, std::int64_t number,
                                         const IncomingComment& incoming);
  std::optional<KnownComment> find_undeclared(const IncomingComment& incoming);
  bool is_another(const CommentHere& found, const IncomingComment& incoming);

  Database& database_;
  const ImportSurvey& survey_;
  Blog file_;              // the source of the file
  std::int64_t blog_ = 0;  // its row id
  Blog own_;               // this installation
  std::map<Blog, std::int64_t> blog_rows_;
  std::int64_t batches_ = -1;  // of this source, as of our last batch; another import adds to it
  bool has_known_ = false;     // an earlier import of this source stored comments
  std::int64_t highest_known_ = 0;  // highest number of this source from earlier imports
  NumberSet matched_;  // ids of this database that were matched with comments of the file
  Fingerprint fingerprint_;
  // Of the comments with one number, how far they are matched: by source, number and digest, as
  // page and copy; by source, number, date and page, as copy. So that each is looked at once.
  std::map<std::array<std::int64_t, 3>, std::array<std::int64_t, 2>> matched_alike_;
  std::map<std::array<std::int64_t, 4>, std::int64_t> matched_dated_;
};

}  // namespace afterword
