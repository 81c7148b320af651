// Taking in the comments of another system, in many short transactions, while the site goes on. The
// same file again, or after it was stopped anywhere, leads to the same rows.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "comment/moderation.h"
#include "store/database.h"
#include "store/moved_comment.h"
#include "store/person_store.h"

namespace afterword {

/// A post with some of its comments, in the order in which they came.
struct MovedPiece {
  MovedPost post;
  std::vector<MovedComment> comments;
  bool complete = false;  // its last piece
};

enum class MovedAs {
  added,
  updated,       // it was there, unchanged since, and is different where it comes from
  there,         // it was there
  deleted_here,  // somebody has deleted it for ever here, and it stays so
};

struct MovedResult {
  MovedAs as = MovedAs::added;
  bool renumbered = false;  // its id was taken by another comment
};

class ImportStore {
 public:
  explicit ImportStore(Database& database) : database_(database) {}

  /// To be called first. `highest_id` is the highest id that will come: what is written here
  /// meanwhile, and what cannot keep its id, gets ids above it.
  /// With `dry_run` nothing is written: put() then tells what would become of each.
  Result<bool, StoreError> begin(std::int64_t highest_id, bool dry_run = false);

  /// Stores pieces in one transaction; what became of each comment, in their order.
  Result<std::vector<MovedResult>, StoreError> put(const std::vector<MovedPiece>& pieces,
                                                   Instant now);

  /// Writes one line of the record about the whole.
  Result<bool, StoreError> end(const Actor& actor, std::int64_t comments, Instant now);

  /// The path of the page that a WordPress post became; nullopt for a number that nobody knows.
  Result<std::optional<std::string>, StoreError> page_of_post(std::int64_t post);

  /// How many comments so far reply to one that is nowhere; they stand on the page itself.
  std::int64_t parents_missing() const { return parents_missing_; }

 private:
  struct Reply {
    std::int64_t id = 0;
    std::int64_t parent = 0;  // as it was numbered elsewhere
  };

  MovedResult preview(const MovedPiece& piece, const MovedComment& moved);
  MovedResult put_comment(ThreadId thread, const MovedComment& moved);
  MovedResult put_forgotten(ThreadId thread, const MovedComment& moved);
  MovedResult compare(CommentId id, const MovedComment& moved);
  bool insert(ThreadId thread, CommentId id, const MovedComment& moved);
  void index_added();
  void join(ThreadId thread);
  bool join_one(ThreadId thread, const Reply& reply);

  Database& database_;
  std::int64_t highest_before_ = 0;  // ids up to this one may have been here before
  std::vector<Reply> replies_;       // of the post in hand, whose parents have not come yet
  std::map<std::string_view, std::int64_t> added_;  // by status, in the transaction in hand
  std::vector<Comment> to_index_;                   // their words, in the transaction in hand
  std::int64_t parents_missing_ = 0;
  std::optional<Forgotten> forgotten_;
  bool dry_run_ = false;
  bool changed_ = false;  // the thread in hand, for readers
};

}  // namespace afterword
