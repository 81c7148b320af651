// Imports the comments of another system in many short transactions while the site is running.
// Importing the same file again, also after an interruption, results in the same rows.
//
// A comment is identified by its source and its number there, never by its number in this database.
// Comments that were written here or came from another source are therefore never matched. An
// import updates a previously imported comment only if it was not changed here.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/moderation/moderation.h"
#include "store/comment/comment_counts.h"
#include "store/engine/database.h"
#include "store/people/commenter_store.h"
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

/// A page whose address at the source has changed since an earlier import.
struct PageMove {
  std::string from;
  std::string to;
};

/// Observations about the import so far.
struct ImportRemarks {
  // Numbers that could not be kept, by the reasons of Renumbered.
  std::int64_t taken = 0;
  std::int64_t repeated = 0;
  std::int64_t unusable = 0;
  /// Replies whose parent does not exist; they become top-level comments. Known after join_rest.
  std::int64_t parents_missing = 0;
  std::vector<PageMove> page_moves;
  std::int64_t moved_along = 0;  // comments written here that were moved with such a page
};

Blog read_blog(std::string_view source, std::string_view address);

/// The page of a post.
struct PostPage {
  std::string path;
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
  /// The current state of a comment in this database.
  struct Here {
    std::int64_t id = 0;  // 0: permanently deleted
    std::int64_t thread = 0;
    std::int64_t parent = 0;
    std::int64_t top_level = 0;
    std::int64_t version = 0;
    bool deleted = false;  // only a placeholder is left
    Instant created;
  };
  /// A row of imported_comment with its comment. Without a source, the comment was written here.
  struct Known {
    std::int64_t blog = 0;
    std::int64_t number = 0;
    std::int64_t copy = 0;
    std::int64_t thread = 0;
    std::int64_t digest = 0;
    Instant created;
    std::int64_t version = 0;
    bool again = false;  // an identical comment occurred earlier in the file
    Here here;
  };

  /// A comment as it is in the file.
  struct Incoming {
    const ImportedComment& imported;
    ThreadId thread;
    std::int64_t digest = 0;
  };

  void notice_other_imports();
  std::int64_t blog_row(const Blog& blog);
  std::int64_t digest_of(const ImportedComment& imported);
  std::optional<Here> here(std::int64_t id);
  std::vector<Known> known(std::int64_t blog, std::int64_t number);
  bool is_ambiguous(std::int64_t number) const;
  std::optional<Known> find_own(const SourceNumber& origin, Instant created, bool& deleted);
  std::optional<Known> find_known(const Blog& from, std::int64_t number, const Incoming& incoming);
  std::optional<Known> find_undeclared(const Incoming& incoming);
  bool is_another(const Here& found, const Incoming& incoming);
  std::optional<Known> identify(const Incoming& incoming);

  // Here `imported` is the comment as it will be stored, without the identity of a commenter whose
  // data was erased.
  ImportResult put_comment(ThreadId thread, const ImportedComment& imported);
  ImportResult add(const Incoming& incoming, const ImportedComment& imported);
  ImportResult keep(const Incoming& incoming, Known known, const ImportedComment& imported);
  bool update(const Known& known, const ImportedComment& imported);
  std::optional<ThreadId> insert(ThreadId thread, CommentId id, const ImportedComment& imported,
                                 std::int64_t version);
  void note(const SourceNumber& origin, const Incoming& incoming, std::int64_t id,
            std::int64_t version);
  void note_new_origins(const Incoming& incoming, const Known& found, std::int64_t version);
  void index_added();

  ThreadId put_page(const ImportedPage& post, Instant now);
  void move_page(const std::string& from, ThreadId to, bool is_new);
  bool follow_page(const Incoming& incoming, Known& known);
  void move_subthread(std::int64_t id, std::int64_t thread, std::int64_t parent,
                      std::int64_t top_level);
  std::optional<Here> find_parent(ThreadId thread, std::int64_t number);
  void join_piece();
  void remark(Renumbered why);
  bool join_one(const Reply& reply);

  Database& database_;
  const ImportSurvey* survey_ = nullptr;
  Blog file_;              // the source of the file
  std::int64_t blog_ = 0;  // its row id
  Blog own_;               // this installation
  std::map<Blog, std::int64_t> blog_rows_;
  std::int64_t batches_ = 0;  // of this source, as of our last batch; another import adds to it
  bool has_known_ = false;    // an earlier import of this source stored comments
  std::int64_t highest_known_ = 0;   // highest number of this source from earlier imports
  std::int64_t highest_before_ = 0;  // ids up to this one may have been used before
  // ids of this database that were matched with comments of the file
  NumberSet matched_;
  // replies of the current post whose parents have not been read yet
  std::vector<Reply> replies_;
  std::vector<Reply> unjoined_;     // the same for completed posts
  CommentCounts counts_;            // of the current transaction
  std::vector<Comment> to_index_;   // comments to be indexed in the current transaction
  std::set<std::int64_t> touched_;  // threads whose rendered pages are outdated
  ImportRemarks remarks_;
  std::optional<ErasureList> erasures_;
  std::optional<Fingerprint> fingerprint_;
};

}  // namespace afterword
