// The stores of one connection, by subject.
#pragma once

#include "store/comment_store.h"
#include "store/database.h"

namespace afterword {

struct Stores {
  explicit Stores(Database& database) : comments(database) {}

  CommentStore comments;
};

}  // namespace afterword
