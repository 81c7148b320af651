// From rows to the order in which a thread is shown: replies below what they answer, flattened
// beyond a depth, and quiet places where a removed comment has replies.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "base/id.h"

namespace afterword {

/// What ordering needs to know of a comment.
struct ThreadNode {
  CommentId id;
  std::optional<CommentId> parent;
  bool shown = true;    // false: only a place, kept while something below it is shown
  bool pinned = false;  // stands before what is on its level
};

struct PlacedComment {
  std::size_t index;  // into the nodes
  int depth;          // 1 for a comment on the page
};

/// Depth-first: a comment, then its replies, each level by ascending id, what is pinned before the
/// others; roots by descending id when `newest_first`. A reply below `max_depth` (1 or more) joins
/// the last level, after what it answers. A node that is not shown and has nothing shown below it
/// is left out, and so is one whose parent is not among the nodes. Of a chain of places that are
/// not shown only the first and the last stay. Linear in the number of nodes, whatever their depth.
std::vector<PlacedComment> order_thread(std::span<const ThreadNode> nodes, int max_depth,
                                        bool newest_first);

}  // namespace afterword
