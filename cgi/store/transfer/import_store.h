// Imports the comments of another system in many short transactions while the site is running.
// Importing the same file again, also after an interruption, results in the same rows.
//
// An import updates a previously imported comment only if it was not changed here.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/moderation/audit.h"
#include "domain/moderation/moderation.h"
#include "store/comment/comment_counts.h"
#include "store/engine/database.h"
#include "store/people/commenter_store.h"
#include "store/transfer/import_matcher.h"
#include "store/transfer/import_pages.h"
#include "store/transfer/import_survey.h"
#include "store/transfer/imported_comment.h"

namespace afterword {

/// A post with some of its comments, in file order.
struct ImportedPiece {
  ImportedPage post;
  std::vector<ImportedComment> comments;
  bool complete = false;  // this is the post's last piece
};

enum class ImportOutcome {
  added,
  updated,       // it existed, was not changed here, and differs at the source
  moved,         // it existed, and only its page differs at the source
  there,         // it existed
  deleted_here,  // it was imported before and permanently deleted here; it stays deleted
};

/// Why an added comment could not keep its number.
enum class Renumbered {
  no,
  taken,     // another comment of this database has it
  repeated,  // another comment of the file has it
  unusable,  // 0, negative, too large, or not a number
};

struct ImportResult {
  ImportOutcome as = ImportOutcome::added;
  Renumbered renumbered = Renumbered::no;  // for an added comment
};

/// Observations about the import so far.
struct ImportRemarks : PageRemarks {
  // Numbers that could not be kept, by the reasons of Renumbered.
  std::int64_t taken = 0;
  std::int64_t repeated = 0;
  std::int64_t unusable = 0;
  /// Replies whose parent does not exist; they become top-level comments. Known after join_rest.
  std::int64_t parents_missing = 0;
  std::int64_t votes = 0;  // likes and dislikes that were stored
};

/// The page of a post.
struct PostPage {
  ThreadId thread;
  std::string path;  // as it is now
  Blog blog;
};

class ImportStore {
 public:
  explicit ImportStore(Database& database) : database_(database) {}

  /// Call first, with the source of the file and its survey. Comments written here meanwhile get
  /// ids above the file's highest. `survey` must outlive the import.
  Result<void, StoreError> begin(const Blog& blog, const ImportSurvey& survey);

  /// Stores pieces in one transaction; returns the outcome of each comment, in their order.
  Result<std::vector<ImportResult>, StoreError> put(const std::vector<ImportedPiece>& pieces,
                                                    Instant now);

  /// Call after the last put: connects replies with parents that came later in the file.
  Result<void, StoreError> join_rest(Instant now);

  /// Writes one audit-log entry for the whole import.
  Result<void, StoreError> end(const Actor& actor, std::int64_t comments, Instant now);

  /// The pages of posts with this number, one for each source that has such a post.
  Result<std::vector<PostPage>, StoreError> pages_of_post(std::int64_t post);

  const ImportRemarks& remarks() const { return remarks_; }

 private:
  struct Reply {
    std::int64_t id = 0;
    std::int64_t parent = 0;  // as numbered in the file
    std::int64_t thread = 0;
  };

  // Here `imported` is the comment as it will be stored, without the identity of a commenter whose
  // data was erased.
  ImportResult put_comment(ThreadId thread, const ImportedComment& imported);
  ImportResult add(const IncomingComment& incoming, const ImportedComment& imported);
  ImportResult keep(const IncomingComment& incoming, KnownComment known,
                    const ImportedComment& imported);
  bool update(const KnownComment& known, const ImportedComment& imported);
  std::optional<ThreadId> insert(ThreadId thread, CommentId id, const ImportedComment& imported,
                                 std::int64_t version);
  void put_votes(std::int64_t id, const ImportedComment& imported);
  void note(const SourceNumber& origin, const IncomingComment& incoming, std::int64_t id,
            std::int64_t version);
  void note_new_origins(const IncomingComment& incoming, const KnownComment& found,
                        std::int64_t version);
  void index_added();

  bool follow_page(const IncomingComment& incoming, KnownComment& known);
  void join_piece();
  void remark(Renumbered why);
  std::vector<Reply> parents_first(const std::vector<Reply>& replies);
  std::optional<std::int64_t> join_one(const Reply& reply);

  Database& database_;
  std::optional<ImportMatcher> matcher_;
  std::optional<ImportPages> pages_;
  std::int64_t highest_before_ = 0;  // ids up to this one may have been used before
  // replies of the current post whose parents have not been read yet
  std::vector<Reply> replies_;
  std::vector<Reply> unjoined_;     // the same for completed posts
  CommentCounts counts_;            // of the current transaction
  std::vector<Comment> to_index_;   // comments to be indexed in the current transaction
  std::set<std::int64_t> filled_;   // threads with comments of this import
  std::set<std::int64_t> touched_;  // threads whose rendered pages are outdated
  ImportRemarks remarks_;
  std::optional<ErasureList> erasures_;
};

}  // namespace afterword
