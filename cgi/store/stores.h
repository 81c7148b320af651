// The stores of one connection, by subject.
#pragma once

#include "store/comment/comment_store.h"
#include "store/comment/feed_store.h"
#include "store/comment/submission_store.h"
#include "store/engine/database.h"
#include "store/mail/outbox.h"
#include "store/mail/subscription_store.h"
#include "store/moderation/audit_log_store.h"
#include "store/moderation/care_store.h"
#include "store/moderation/moderation_store.h"
#include "store/moderation/queue_store.h"
#include "store/moderation/report_store.h"
#include "store/moderation/rule_store.h"
#include "store/moderation/thread_list_store.h"
#include "store/people/commenter_store.h"
#include "store/people/moderator_store.h"
#include "store/transfer/export_store.h"
#include "store/transfer/import_store.h"

namespace afterword {

struct Stores {
  explicit Stores(Database& database, const MailPlan& plan = {})
      : comments(database),
        submissions(database, plan),
        queue(database),
        audit_log(database),
        thread_list(database),
        moderation(database, plan),
        moderators(database),
        rules(database),
        care(database),
        reports(database, plan),
        outbox(database),
        subscriptions(database),
        imports(database),
        exports(database),
        feeds(database),
        commenters(database) {}

  CommentStore comments;
  SubmissionStore submissions;
  QueueStore queue;
  AuditLogStore audit_log;
  ThreadListStore thread_list;
  ModerationStore moderation;
  ModeratorStore moderators;
  RuleStore rules;
  CareStore care;
  ReportStore reports;
  OutboxStore outbox;
  SubscriptionStore subscriptions;
  ImportStore imports;
  ExportStore exports;
  FeedStore feeds;
  CommenterStore commenters;
};

}  // namespace afterword
