// Which view of a host page shows a comment, and the query of a link to it.
#pragma once

#include <optional>
#include <string>

#include "base/id.h"
#include "base/url.h"

namespace afterword {

struct CommentPlace {
  /// The page of comments, if the thread has more than one.
  std::optional<int> page = std::nullopt;
  /// The comment is a late reply in a long subthread. Pages of comments show only the beginning of
  /// such a subthread.
  bool in_subthread = false;
};

/// A subthread of which a page of comments shows only the first replies.
struct CutSubthread {
  CommentId top_level;
  CommentId next;  // the first hidden reply
  int hidden = 0;  // number of hidden replies
};

/// The query of a link to a comment, such as "cpage=2". Empty if the page needs no query.
inline UrlQuery place_query(CommentId comment, const CommentPlace& place) {
  if (place.in_subthread) return UrlQuery().add("subthread", comment.value);
  return place.page ? UrlQuery().add("cpage", *place.page) : UrlQuery();
}

/// The fragment of a comment's link: its element's id.
inline std::string comment_fragment(CommentId comment) {
  return "comment-" + std::to_string(comment.value);
}

/// A place for links to a comment whose view is not known; the server finds it on the request.
inline CommentPlace unresolved_place() { return {std::nullopt, true}; }

}  // namespace afterword
