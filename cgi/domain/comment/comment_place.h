// Which view of a page shows a comment, and the query of a link that leads there.
#pragma once

#include <optional>
#include <string>

#include "base/id.h"
#include "base/url.h"

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
  CommentId top_level;
  CommentId next;  // the first reply that is not shown
  int hidden = 0;  // how many are not
};

/// What leads to a comment, such as "cpage=2"; nothing when the page alone does.
inline UrlQuery place_query(CommentId comment, const CommentPlace& place) {
  if (place.in_subthread) return UrlQuery().add("subthread", comment.value);
  return place.page ? UrlQuery().add("cpage", *place.page) : UrlQuery();
}

/// The fragment of a comment's link: the id of its element.
inline std::string comment_fragment(CommentId comment) {
  return "comment-" + std::to_string(comment.value);
}

/// What leads to a comment wherever it is shown: the server finds out.
inline CommentPlace place_to_be_found() { return {std::nullopt, true}; }

}  // namespace afterword
