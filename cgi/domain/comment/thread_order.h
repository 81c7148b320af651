// Orders a thread's comments for display: replies follow their parent, nesting is limited, and a
// removed comment with replies leaves a placeholder.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "base/id.h"

namespace afterword {

/// The properties of a comment that ordering needs.
struct ThreadNode {
  CommentId id;
  std::optional<CommentId> parent;
  bool shown = true;    // false: a placeholder, kept only if a descendant is shown
  bool pinned = false;  // sorts before the others of its level
};

struct PlacedComment {
  std::size_t index;  // index into the nodes
  int depth;          // 1 for a top-level comment
};

enum class TopLevelOrder {
  oldest_first,
  newest_first,
  as_given,  // the order of the nodes
};

/// Depth-first order: a comment, then its replies. Each level is sorted by ascending id, pinned
/// comments first; top-level comments by `order`. Replies below `max_depth`
/// (at least 1) are placed on the last level, after their parent. Omits hidden nodes without shown
/// descendants and nodes whose parent is not among the nodes. Of a chain of hidden nodes, only the
/// first and the last are kept. Linear in the number of nodes.
std::vector<PlacedComment> order_thread(std::span<const ThreadNode> nodes, int max_depth,
                                        TopLevelOrder order);

}  // namespace afterword
