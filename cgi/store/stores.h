// The stores of one connection, by subject.
#pragma once

#include "store/care_store.h"
#include "store/comment_store.h"
#include "store/database.h"
#include "store/export_store.h"
#include "store/feed_store.h"
#include "store/import_store.h"
#include "store/moderation_store.h"
#include "store/moderator_store.h"
#include "store/outbox.h"
#include "store/person_store.h"
#include "store/queue_store.h"
#include "store/rule_store.h"

namespace afterword {

struct Stores {
  explicit Stores(Database& database, const MailPlan& plan = {})
      : comments(database, plan),
        queue(database),
        moderation(database, plan),
        moderators(database),
        rules(database),
        care(database, plan),
        outbox(database),
        imports(database),
        exports(database),
        feeds(database),
        people(database) {}

  CommentStore comments;
  QueueStore queue;
  ModerationStore moderation;
  ModeratorStore moderators;
  RuleStore rules;
  CareStore care;
  OutboxStore outbox;
  ImportStore imports;
  ExportStore exports;
  FeedStore feeds;
  PersonStore people;
};

}  // namespace afterword
