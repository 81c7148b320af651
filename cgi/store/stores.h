// The stores of one connection, by subject.
#pragma once

#include "store/care_store.h"
#include "store/comment_store.h"
#include "store/database.h"
#include "store/moderation_store.h"
#include "store/moderator_store.h"
#include "store/queue_store.h"
#include "store/rule_store.h"

namespace afterword {

struct Stores {
  explicit Stores(Database& database)
      : comments(database),
        queue(database),
        moderation(database),
        moderators(database),
        rules(database),
        care(database) {}

  CommentStore comments;
  QueueStore queue;
  ModerationStore moderation;
  ModeratorStore moderators;
  RuleStore rules;
  CareStore care;
};

}  // namespace afterword
