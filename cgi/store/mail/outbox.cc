#include "store/mail/outbox.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "sql/mail.h"
#include "sql/moderators.h"
#include "sql/subscriptions.h"
#include "store/engine/columns.h"
#include "store/engine/error_boundary.h"
#include "store/mail/mail_retry.h"
#include "store/mail/subscription_store.h"

namespace afterword {
namespace {

// A mail worker that has been sending a mail for this long is considered dead.
constexpr std::int64_t abandoned_ms = 10 * minute_ms;
// A decision can be undone for so long before a reader is told about it.
constexpr std::int64_t report_closed_delay_ms = 10 * minute_ms;
// To an address, because a reader can enter any.
constexpr std::int64_t most_report_closed_mails_a_day = 3;

constexpr std::array<std::pair<MailPurpose, std::string_view>, 15> purposes{
    {{MailPurpose::waiting, "waiting"},
     {MailPurpose::care, "care"},
     {MailPurpose::care_unread, "care_unread"},
     {MailPurpose::approved, "approved"},
     {MailPurpose::edited, "edited"},
     {MailPurpose::confirm, "confirm"},
     {MailPurpose::published, "published"},
     {MailPurpose::reply, "reply"},
     {MailPurpose::followed, "followed"},
     {MailPurpose::digest_daily, "digest_daily"},
     {MailPurpose::digest_weekly, "digest_weekly"},
     {MailPurpose::reported, "reported"},
     {MailPurpose::report_closed, "report_closed"},
     {MailPurpose::password, "password"},
     {MailPurpose::test, "test"}}};

void enqueue(Database& database, MailPurpose purpose, std::string_view recipient,
             std::optional<CommentId> comment, Instant due, Instant now) {
  sql::insert_mail(database, {.purpose = to_text(purpose),
                              .recipient = recipient,
                              .comment = to_number(comment),
                              .subscription = std::nullopt,
                              .due = due.ms,
                              .now = now.ms});
}

/// Enqueues a mail unless one of its purpose about the comment is still pending for the recipient.
void enqueue_once(Database& database, MailPurpose purpose, std::string_view recipient,
                  CommentId comment, Instant due, Instant now) {
  if (!sql::is_mail_queued(
          database,
          {.comment = comment.value, .purpose = to_text(purpose), .recipient = recipient}))
    enqueue(database, purpose, recipient, comment, due, now);
}

/// The properties of a comment that determine its mails.
struct CommentMail {
  std::string email;
  bool wanted = false;
  std::optional<CommentId> parent;
  ThreadId thread;
  bool may_be_followed = false;  // there may be subscribers to tell
  std::string path;
  Status status = Status::waiting;
  CareState care = CareState::none;
  std::string address_prefix;
};

std::optional<CommentMail> read_comment(Database& database, CommentId id) {
  auto row = sql::find_comment_mail(database, id.value);
  if (!row) return std::nullopt;
  return CommentMail{std::move(row->email),
                     row->mail_wanted != 0,
                     to_id<CommentId>(row->parent_id),
                     ThreadId{row->thread_id},
                     row->may_be_followed != 0,
                     std::move(row->path),
                     parse_status(row->status).value_or(Status::waiting),
                     parse_care(row->care),
                     std::move(row->address_prefix)};
}

/// Enqueues a request for consent to what a commenter wants, if one may be sent.
void ask_for_consent(Database& database, const CommentMail& comment, CommentId id,
                     SubscriptionKind wanted, Instant now) {
  const auto asked = ask_for_subscription(database,
                                          {.email = comment.email,
                                           .kind = wanted,
                                           .thread = comment.thread,
                                           .comment = id,
                                           .address_prefix = comment.address_prefix},
                                          now);
  if (!asked || !asked->send_question) return;
  sql::insert_mail(database, {.purpose = to_text(MailPurpose::confirm),
                              .recipient = comment.email,
                              .comment = id.value,
                              .subscription = asked->id.value,
                              .due = now.ms,
                              .now = now.ms});
}

/// How long after its first entry a digest is due; 0 for other mail.
std::int64_t digest_period_ms(MailPurpose purpose) {
  if (purpose == MailPurpose::digest_daily) return day_ms;
  return purpose == MailPurpose::digest_weekly ? 7 * day_ms : 0;
}

/// When the next digest of a subscriber is due.
Instant reader_digest_time(Database& database, MailPurpose purpose, std::string_view recipient,
                           Instant now) {
  const std::int64_t due = sql::reader_digest_due(
      database, {.purpose = to_text(purpose), .recipient = recipient, .now = now.ms});
  if (due != 0) return Instant{due};
  return Instant{now.ms + digest_period_ms(purpose)};
}

/// How a subscriber is told about a comment. The most frequent schedule of several reasons counts.
struct Telling {
  SubscriptionKind kind = SubscriptionKind::thread;
  MailSchedule schedule = MailSchedule::weekly;
};

MailPurpose purpose_of(const Telling& telling) {
  switch (telling.schedule) {
    case MailSchedule::each:
      break;
    case MailSchedule::daily:
      return MailPurpose::digest_daily;
    case MailSchedule::weekly:
      return MailPurpose::digest_weekly;
  }
  return telling.kind == SubscriptionKind::replies ? MailPurpose::reply : MailPurpose::followed;
}

/// Enqueues one mail to each subscriber who was not told about the comment before.
void enqueue_for_subscribers(Database& database, const CommentMail& comment, CommentId id,
                             Instant now) {
  if (!comment.may_be_followed) return;
  std::map<std::string, Telling> people;
  sql::list_subscribers(
      database, {.parent = to_number(comment.parent), .thread = comment.thread.value},
      [&](const sql::ListSubscribersView& row) {
        Telling& telling = people[std::string(row.email)];
        if (row.kind == to_text(SubscriptionKind::replies))
          telling.kind = SubscriptionKind::replies;
        telling.schedule = std::min(telling.schedule,
                                    parse_mail_schedule(row.schedule).value_or(MailSchedule::each));
      });
  people.erase(comment.email);
  for (const auto& [recipient, telling] : people) {
    if (sql::was_told(database, {.comment = id.value, .recipient = recipient})) continue;
    const MailPurpose purpose = purpose_of(telling);
    const Instant due =
        is_digest(purpose) ? reader_digest_time(database, purpose, recipient, now) : now;
    enqueue(database, purpose, recipient, id, due, now);
  }
}

/// The configured addresses, and the moderators' own addresses if `everybody` is set or none is
/// configured.
std::set<std::string> moderators(Database& database, const MailPlan& plan, bool everybody) {
  std::set<std::string> addresses(plan.moderators.begin(), plan.moderators.end());
  if (everybody || addresses.empty())
    sql::list_moderators(database, [&](const sql::ModeratorView& row) {
      if (!row.email.empty()) addresses.emplace(row.email);
    });
  return addresses;
}

/// When the next digest is due; `now` if digests are disabled.
Instant digest_time(const MailPlan& plan, Instant now) {
  if (plan.digest_ms == 0) return now;
  return Instant{(now.ms / plan.digest_ms + 1) * plan.digest_ms};
}

template <class Text>
PendingMail read_mail(const sql::BasicMail<Text>& row) {
  PendingMail mail;
  mail.id = MailId{row.id};
  mail.purpose = parse_mail_purpose(row.purpose).value_or(MailPurpose::test);
  mail.recipient = row.recipient;
  mail.comment = to_id<CommentId>(row.comment_id);
  mail.subscription = to_id<SubscriptionId>(row.subscription_id);
  mail.status = row.status;
  mail.due = Instant{row.due_at};
  mail.attempts = static_cast<int>(row.attempts);
  mail.created = Instant{row.created_at};
  mail.problem = row.problem;
  return mail;
}

void mark_sending(Database& database, const PendingMail& mail, Instant now) {
  sql::set_mail(database, {.status = "sending",
                           .due = mail.due.ms,
                           .attempts = mail.attempts,
                           .problem = mail.problem,
                           .now = now.ms,
                           .id = mail.id.value});
}

/// The result of an attempt to deliver a mail.
struct Outcome {
  std::string_view status;
  Instant due;
  int attempts = 0;
  std::string_view problem;
};

template <class OutcomeOf>
Result<void, StoreError> store_results(Database& database, const std::vector<PendingMail>& mails,
                                       Instant now, const OutcomeOf& outcome_of) {
  return error_boundary([&] {
    Transaction change(database);
    for (const PendingMail& mail : mails) {
      const Outcome outcome = outcome_of(mail);
      sql::set_mail(database, {.status = outcome.status,
                               .due = outcome.due.ms,
                               .attempts = outcome.attempts,
                               .problem = outcome.problem,
                               .now = now.ms,
                               .id = mail.id.value});
    }
    change.commit();
  });
}

}  // namespace

bool is_digest(MailPurpose purpose) {
  return purpose == MailPurpose::digest_daily || purpose == MailPurpose::digest_weekly;
}

bool is_to_visitor(MailPurpose purpose) {
  return purpose == MailPurpose::confirm || purpose == MailPurpose::published ||
         purpose == MailPurpose::reply || purpose == MailPurpose::followed || is_digest(purpose) ||
         purpose == MailPurpose::report_closed;
}

std::string_view to_text(MailPurpose purpose) {
  return std::find_if(purposes.begin(), purposes.end(),
                      [&](const auto& row) { return row.first == purpose; })
      ->second;
}

std::optional<MailPurpose> parse_mail_purpose(std::string_view text) {
  for (const auto& [purpose, name] : purposes)
    if (text == name) return purpose;
  return std::nullopt;
}

void enqueue_for_report(Database& database, const MailPlan& plan, CommentId comment, Instant now) {
  if (!plan.enabled) return;
  for (const std::string& address : moderators(database, plan, false))
    enqueue_once(database, MailPurpose::reported, address, comment, now, now);
}

void enqueue_for_closed_report(Database& database, const MailPlan& plan, std::string_view reader,
                               std::optional<CommentId> comment, Instant now) {
  if (!plan.enabled) return;
  if (sql::count_report_closed_mail(database, {.recipient = reader, .since = now.ms - day_ms}) >=
      most_report_closed_mails_a_day)
    return;
  enqueue(database, MailPurpose::report_closed, reader, comment,
          Instant{now.ms + report_closed_delay_ms}, now);
}

void enqueue_for_care(Database& database, const MailPlan& plan, CommentId comment, Instant now) {
  if (!plan.enabled) return;
  for (const std::string& address : moderators(database, plan, true)) {
    enqueue(database, MailPurpose::care, address, comment, now, now);
    // A second notification, dropped if somebody has opened the comment by then.
    enqueue(database, MailPurpose::care_unread, address, comment, Instant{now.ms + care_unread_ms},
            now);
  }
}

void enqueue_for_publication(Database& database, const MailPlan& plan, CommentId id,
                             bool by_moderator, Instant now) {
  if (!plan.enabled) return;
  const auto comment = read_comment(database, id);
  if (!comment || comment->status != Status::approved) return;
  if (by_moderator && comment->wanted &&
      find_reason(database, comment->email, comment->thread, id, now))
    enqueue(database, MailPurpose::published, comment->email, id, now, now);
  const std::string author = plan.page_author ? plan.page_author(comment->path) : "";
  if (!author.empty() && author != comment->email)
    enqueue(database, MailPurpose::approved, author, id, now, now);
  enqueue_for_subscribers(database, *comment, id, now);
}

void enqueue_for_submission(Database& database, const MailPlan& plan, CommentId id,
                            std::optional<SubscriptionKind> wanted, Instant now) {
  if (!plan.enabled) return;
  const auto comment = read_comment(database, id);
  if (!comment) return;
  // Comments in spam or trash are not reported to anybody.
  if (wanted && (comment->status == Status::approved || comment->status == Status::waiting))
    ask_for_consent(database, *comment, id, *wanted, now);
  if (comment->care == CareState::open) return enqueue_for_care(database, plan, id, now);
  if (comment->status == Status::approved)
    return enqueue_for_publication(database, plan, id, false, now);
  if (comment->status != Status::waiting) return;
  for (const std::string& address : moderators(database, plan, false))
    enqueue(database, MailPurpose::waiting, address, id, digest_time(plan, now), now);
}

void enqueue_for_rewrite(Database& database, const MailPlan& plan, CommentId id, Instant now) {
  if (!plan.enabled) return;
  const auto comment = read_comment(database, id);
  if (!comment) return;
  const bool published = comment->status == Status::approved;
  if (!published && comment->status != Status::waiting) return;
  const MailPurpose purpose = published ? MailPurpose::edited : MailPurpose::waiting;
  std::set<std::string> addresses = moderators(database, plan, false);
  if (published && plan.page_author)
    if (std::string author = plan.page_author(comment->path); author != comment->email)
      addresses.insert(std::move(author));
  addresses.erase("");
  for (const std::string& address : addresses)
    enqueue_once(database, purpose, address, id, digest_time(plan, now), now);
}

Result<std::vector<PendingMail>, StoreError> OutboxStore::take(Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    std::vector<PendingMail> taken;
    if (const auto first = sql::find_due_mail(
            database_, {.now = now.ms, .abandoned_before = now.ms - abandoned_ms})) {
      taken.push_back(read_mail(*first));
      const auto add = [&](const sql::MailView& row) { taken.push_back(read_mail(row)); };
      if (taken.front().purpose == MailPurpose::waiting)
        sql::list_digest_mail(database_,
                              {.now = now.ms,
                               .purpose = first->purpose,
                               .recipient = first->recipient,
                               .except = first->id},
                              add);
      if (is_digest(taken.front().purpose))
        sql::list_reader_digest(database_,
                                {.purpose = first->purpose,
                                 .recipient = first->recipient,
                                 .now = now.ms,
                                 .except = first->id,
                                 .abandoned_before = now.ms - abandoned_ms},
                                add);
      for (const PendingMail& mail : taken) mark_sending(database_, mail, now);
    }
    change.commit();
    return taken;
  });
}

Result<void, StoreError> OutboxStore::note_sent(const std::vector<PendingMail>& mails,
                                                Instant now) {
  return store_results(database_, mails, now, [&](const PendingMail& mail) {
    return Outcome{"sent", mail.due, mail.attempts + 1, ""};
  });
}

Result<void, StoreError> OutboxStore::note_dropped(const std::vector<PendingMail>& mails,
                                                   Instant now) {
  return store_results(database_, mails, now, [&](const PendingMail& mail) {
    return Outcome{"dropped", mail.due, mail.attempts, ""};
  });
}

Result<void, StoreError> OutboxStore::note_failed(const std::vector<PendingMail>& mails,
                                                  std::string_view problem, Instant now) {
  return store_results(database_, mails, now, [&](const PendingMail& mail) {
    return Outcome{"failed", mail.due, mail.attempts + 1, problem};
  });
}

Result<void, StoreError> OutboxStore::note_delayed(const std::vector<PendingMail>& mails,
                                                   std::string_view problem, Instant now) {
  return store_results(database_, mails, now, [&](const PendingMail& mail) {
    const int attempts = mail.attempts + 1;
    if (now.ms - mail.created.ms > mail_give_up_ms + digest_period_ms(mail.purpose))
      return Outcome{"failed", mail.due, attempts, problem};
    return Outcome{"queued", Instant{now.ms + mail_retry_ms(mail.purpose, attempts)}, attempts,
                   problem};
  });
}

Result<std::optional<Instant>, StoreError> OutboxStore::next_due() {
  return error_boundary([&] {
    const std::int64_t due = sql::next_mail_due(database_);
    return due == 0 ? std::optional<Instant>{} : std::optional(Instant{due});
  });
}

Result<std::vector<PendingMail>, StoreError> OutboxStore::list(std::string_view status, int limit) {
  return error_boundary([&] {
    std::vector<PendingMail> found;
    sql::list_mail(database_, {.status = status, .limit = limit},
                   [&](const sql::MailView& row) { found.push_back(read_mail(row)); });
    return found;
  });
}

Result<MailCounts, StoreError> OutboxStore::counts() {
  return error_boundary([&] {
    const auto count = [&](std::string_view status) {
      return static_cast<int>(sql::count_mail(database_, status));
    };
    return MailCounts{count("queued") + count("sending"), count("failed")};
  });
}

Result<void, StoreError> OutboxStore::retry_failed(Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    sql::retry_failed_mail(database_, now.ms);
    change.commit();
  });
}

Result<void, StoreError> OutboxStore::enqueue_password(std::string_view recipient, Instant now) {
  constexpr std::int64_t most_a_day = 3;
  return error_boundary([&] {
    Transaction change(database_);
    const auto mails = sql::count_mail_since(database_, {.purpose = to_text(MailPurpose::password),
                                                         .recipient = recipient,
                                                         .since = now.ms - day_ms});
    if (mails < most_a_day) enqueue(database_, MailPurpose::password, recipient, {}, now, now);
    change.commit();
  });
}

Result<void, StoreError> OutboxStore::enqueue_test(std::string_view recipient, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    enqueue(database_, MailPurpose::test, recipient, {}, now, now);
    change.commit();
  });
}

Result<void, StoreError> OutboxStore::delete_expired(Instant before, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    sql::delete_old_mail(database_, before.ms);
    delete_expired_subscriptions(database_, now);
    change.commit();
  });
}

Result<std::vector<CommentId>, StoreError> OutboxStore::ancestors(CommentId comment) {
  return error_boundary([&] {
    std::vector<CommentId> found;
    sql::list_ancestors(database_, comment.value,
                        [&](std::int64_t id) { found.push_back(CommentId{id}); });
    return found;
  });
}

Result<std::optional<std::string>, StoreError> OutboxStore::recipient(MailId id) {
  return error_boundary([&] { return sql::find_recipient(database_, id.value); });
}

Result<std::vector<std::string>, StoreError> OutboxStore::recipients_about(CommentId comment) {
  return error_boundary([&] {
    std::vector<std::string> found;
    sql::list_recipients_about(database_, comment.value,
                               [&](std::string_view recipient) { found.emplace_back(recipient); });
    return found;
  });
}

}  // namespace afterword
