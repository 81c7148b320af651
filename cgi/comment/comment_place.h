// Which view of a page shows a comment, and the query of a link that leads there.
#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>

#include "base/id.h"

namespace afterword {

struct CommentPlace {
  /// The page of comments, where the thread has several.
  std::optional<int> page = std::nullopt;
  /// It is a late reply in a long subthread, of which the pages of comments show only the
  /// beginning.
  bool in_subthread = false;
};

/// A subthread of which a page of comments shows only the first replies.
struct CutSubthread {
  CommentId root;
  CommentId next;  // the first reply that is not shown
  int hidden = 0;  // how many are not
};

/// What leads to a comment, such as "cpage=2"; "" when the page alone does.
inline std::string place_query(CommentId comment, const CommentPlace& place) {
  if (place.in_subthread) return fmt::format("subthread={}", comment.value);
  return place.page ? fmt::format("cpage={}", *place.page) : "";
}

/// What leads to a comment wherever it is shown: the server finds out.
inline CommentPlace place_to_be_found() { return {std::nullopt, true}; }

}  // namespace afterword
