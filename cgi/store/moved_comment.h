// A page and a comment on their way from one installation to another.
#pragma once

#include <cstdint>
#include <string>

#include "comment/comment.h"

namespace afterword {

struct MovedPost {
  std::int64_t wordpress_id = 0;  // 0: it had no number, or the number is not to be kept
  std::string page;               // the page's one name
  std::string path;
  std::string title;
  bool closed = false;
  bool memorial = false;
  Instant created;  // 0: not known; its oldest comment tells
  // As WordPress writes them, only to be given back.
  std::string wordpress_title;
  std::string date;
  std::string type = "post";
};

/// A comment with the id and the parent that it had.
struct MovedComment {
  std::int64_t parent = 0;  // 0: on the page itself
  std::int64_t old_id = 0;  // a number that it had before its id; 0: none
  Comment comment;          // going in, thread, parent, root and moderator are not looked at
  std::string moderator;    // the name of the moderator who wrote it; "" for a visitor's
  std::string care_topics;
  Instant edited;  // 0: never
};

}  // namespace afterword
