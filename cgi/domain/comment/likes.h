// Likes of comments by readers.
#pragma once

#include <cstdint>

#include "domain/comment/comment.h"

namespace afterword {

/// The likes of a comment, with those at the source of an import, and whether a reader is among
/// them.
struct LikeState {
  std::int64_t likes = 0;
  bool liked = false;
};

/// Whether readers can like a comment: it is published, by a person, and not under care. Likes of
/// words about somebody's life would rate them.
inline bool is_likeable(const Comment& comment) {
  const bool under_care = comment.care == CareState::open || comment.care == CareState::resolved;
  return comment.status == Status::approved && comment.kind == CommentKind::comment && !under_care;
}

}  // namespace afterword
