// The stores of one connection, by subject.
#pragma once

#include "store/comment_store.h"
#include "store/database.h"
#include "store/moderation_store.h"
#include "store/queue_store.h"

namespace afterword {

struct Stores {
  explicit Stores(Database& database) : comments(database), queue(database), moderation(database) {}

  CommentStore comments;
  QueueStore queue;
  ModerationStore moderation;
};

}  // namespace afterword
