// Readers' likes of comments. They are no content: the versions of the comment and of its thread
// stay, so that rendered threads do not depend on them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/comment/likes.h"
#include "domain/errors.h"
#include "store/engine/database.h"

namespace afterword {

/// A reader, by keyed hashes: of the comment, the address prefix and the browser; and of the day
/// and the address prefix, for limits.
struct Liker {
  std::string who;
  std::string network;
};

struct CommentLikes {
  CommentId comment;
  std::int64_t likes = 0;
};

class LikeStore {
 public:
  explicit LikeStore(Database& database) : database_(database) {}

  struct Changed {
    LikeState state;
    bool is_new = false;  // nothing changed if false
  };

  /// Adds a reader's like of a comment. Refusals: not_published, not_likeable, too_many_likes,
  /// unavailable. Limits on a day (UTC): 200 comments from one address prefix, 20 readers of one
  /// prefix for one comment, 20,000 likes on the site.
  Result<Changed, Refusal> like(CommentId comment, const Liker& liker, Instant now);
  /// Takes it back. Refusals: not_published, not_likeable, unavailable.
  Result<Changed, Refusal> unlike(CommentId comment, const Liker& liker);
  /// Refusals: not_published, not_likeable, unavailable.
  Result<LikeState, Refusal> state(CommentId comment, const Liker& liker);

  /// The comments of a thread that have likes and may be liked, at most `limit`.
  Result<std::vector<CommentLikes>, StoreError> of_thread(ThreadId thread, int limit);

  /// Forgets who liked comments more than ninety days ago. The numbers stay.
  Result<void, StoreError> delete_expired(Instant now);

 private:
  Database& database_;
};

}  // namespace afterword
