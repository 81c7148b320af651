// Taking in the comments of another system, in many short transactions, while the site goes on. The
// same file again, or after it was stopped anywhere, leads to the same rows.
//
// A comment is known by where it comes from and its number there, never by its number here: what
// was written here, or came from another blog, is never taken for it. Of a comment that was
// imported before, an import changes only what nobody has changed here.
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

/// A post with some of its comments, in the order in which they came.
struct ImportedPiece {
  ImportedPage post;
  std::vector<ImportedComment> comments;
  bool complete = false;  // its last piece
};

enum class ImportOutcome {
  added,
  updated,       // it was there, unchanged since, and is different where it comes from
  moved,         // it was there, and only its page is another one where it comes from
  there,         // it was there
  deleted_here,  // it was imported before and permanently deleted here, and it stays so
};

/// Why an added comment could not keep its number.
enum class Renumbered {
  no,
  taken,     // another comment here has it
  repeated,  // another comment of the file has it
  unusable,  // 0, negative, too large, or no number at all
};

struct ImportResult {
  ImportOutcome as = ImportOutcome::added;
  Renumbered renumbered = Renumbered::no;  // of one that was added
};

/// A page that has another address at the source than it had at an earlier import.
struct PageMove {
  std::string from;
  std::string to;
};

/// Remarks about the comments of an import so far.
struct ImportRemarks {
  // How many could not keep their numbers, as in Renumbered.
  std::int64_t taken = 0;
  std::int64_t repeated = 0;
  std::int64_t unusable = 0;
  /// Reply to one that is nowhere; they stand on the page itself. Known after join_rest.
  std::int64_t parents_missing = 0;
  std::vector<PageMove> page_moves;
  std::int64_t moved_along = 0;  // written here, on such a page
};

Blog read_blog(std::string_view source, std::string_view address);

/// The page that a post became.
struct PostPage {
  std::string path;
  Blog blog;
};

class ImportStore {
 public:
  explicit ImportStore(Database& database) : database_(database) {}

  /// To be called first: where the file comes from, and what is in it. What is written here
  /// meanwhile gets ids above the file's highest. `survey` must live until the end.
  Result<void, StoreError> begin(const Blog& blog, const ImportSurvey& survey);

  /// Stores pieces in one transaction; what became of each comment, in their order.
  Result<std::vector<ImportResult>, StoreError> put(const std::vector<ImportedPiece>& pieces,
                                                    Instant now);

  /// To be called after the last put: replies whose parents came later find them now.
  Result<void, StoreError> join_rest(Instant now);

  /// Writes one line of the audit log about the whole.
  Result<void, StoreError> end(const Actor& actor, std::int64_t comments, Instant now);

  /// The pages that posts of this number became, one for each blog that has such a post.
  Result<std::vector<PostPage>, StoreError> pages_of_post(std::int64_t post);

  const ImportRemarks& remarks() const { return remarks_; }

 private:
  struct Reply {
    std::int64_t id = 0;
    std::int64_t parent = 0;  // as the file numbers it
    std::int64_t thread = 0;
  };
  /// A comment that is here already, as it is.
  struct Here {
    std::int64_t id = 0;  // 0: permanently deleted
    std::int64_t thread = 0;
    std::int64_t parent = 0;
    std::int64_t top_level = 0;
    std::int64_t version = 0;
    bool deleted = false;  // only its empty place is left
    Instant created;
  };
  /// A row of imported_comment with the comment that it leads to. Without a blog: a comment that
  /// was written here.
  struct Known {
    std::int64_t blog = 0;
    std::int64_t number = 0;
    std::int64_t copy = 0;
    std::int64_t thread = 0;
    std::int64_t digest = 0;
    Instant created;
    std::int64_t version = 0;
    bool again = false;  // the file has had it before, word by word
    Here here;
  };

  /// A comment of the file, as the file has it.
  struct Arriving {
    const ImportedComment& moved;
    ThreadId thread;
    std::int64_t digest = 0;
  };

  std::int64_t blog_row(const Blog& blog);
  std::int64_t digest_of(const ImportedComment& moved);
  std::optional<Here> here(std::int64_t id);
  std::vector<Known> known(std::int64_t blog, std::int64_t number);
  bool is_ambiguous(std::int64_t number) const;
  std::optional<Known> find_own(const SourceNumber& origin, Instant created, bool& deleted);
  std::optional<Known> find_known(const Blog& from, std::int64_t number, const Arriving& arriving);
  std::optional<Known> find_undeclared(const Arriving& arriving);
  bool is_another(const Here& found, const Arriving& arriving);
  std::optional<Known> identify(const Arriving& arriving);

  // In these, `moved` is what is to be stored of the comment: without the name of somebody who
  // wanted to be forgotten.
  ImportResult put_comment(ThreadId thread, const ImportedComment& moved);
  ImportResult add(const Arriving& arriving, const ImportedComment& moved);
  ImportResult keep(const Arriving& arriving, Known known, const ImportedComment& moved);
  bool update(const Known& known, const ImportedComment& moved);
  std::optional<ThreadId> insert(ThreadId thread, CommentId id, const ImportedComment& moved,
                                 std::int64_t version);
  void note(const SourceNumber& origin, const Arriving& arriving, std::int64_t id,
            std::int64_t version);
  void note_new_origins(const Arriving& arriving, const Known& found, std::int64_t version);
  void index_added();

  ThreadId put_page(const ImportedPage& post, Instant now);
  void move_page(const std::string& from, ThreadId to, bool is_new);
  bool follow_page(const Arriving& arriving, Known& known);
  void move_subthread(std::int64_t id, std::int64_t thread, std::int64_t parent,
                      std::int64_t top_level);
  std::optional<Here> find_parent(ThreadId thread, std::int64_t number);
  void join_piece();
  void remark(Renumbered why);
  bool join_one(const Reply& reply);

  Database& database_;
  const ImportSurvey* survey_ = nullptr;
  Blog file_;              // where the file comes from
  std::int64_t blog_ = 0;  // its row
  Blog own_;               // this installation
  std::map<Blog, std::int64_t> blog_rows_;
  std::int64_t highest_known_ = 0;   // the highest number of the file's blog from earlier imports
  std::int64_t highest_before_ = 0;  // ids up to this one may have been here before
  NumberSet matched_;                // the ids here that comments of the file were found to be
  std::vector<Reply> replies_;       // of the post in hand, whose parents have not come yet
  std::vector<Reply> unjoined_;      // of posts that are complete
  CommentCounts counts_;             // of the transaction in hand
  std::vector<Comment> to_index_;    // their words, in the transaction in hand
  std::set<std::int64_t> touched_;   // threads that look different to readers now
  ImportRemarks remarks_;
  std::optional<Forgotten> forgotten_;
  std::optional<Fingerprint> fingerprint_;
};

}  // namespace afterword
