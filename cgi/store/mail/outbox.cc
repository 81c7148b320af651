#include "store/mail/outbox.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "domain/comment/submission.h"
#include "sql/mail.h"
#include "sql/moderators.h"
#include "store/engine/columns.h"
#include "store/engine/error_boundary.h"
#include "store/engine/installation_key.h"
#include "store/engine/recent.h"
#include "store/mail/mail_retry.h"

namespace afterword {
namespace {

// A mail worker that has been sending a mail for this long is considered dead.
constexpr std::int64_t abandoned_ms = 10 * minute_ms;
// Requests for consent go to addresses that any visitor may enter. These limits per day prevent the
// program from being used to send mail to strangers.
constexpr std::int64_t most_questions_to_a_mailbox = 1;
constexpr std::int64_t most_questions_of_a_prefix = 3;
constexpr std::int64_t most_questions_an_hour = 60;
// How long the link in a request for consent is valid (base/signed_link.h). The address is deleted
// afterwards.
constexpr std::int64_t unanswered_ms = 7 * day_ms;

// A decision can be undone for so long before a reader is told about it.
constexpr std::int64_t report_closed_delay_ms = 10 * minute_ms;
// To an address, because a reader can enter any.
constexpr std::int64_t most_report_closed_mails_a_day = 3;

constexpr std::array<std::pair<MailPurpose, std::string_view>, 12> purposes{
    {{MailPurpose::waiting, "waiting"},
     {MailPurpose::care, "care"},
     {MailPurpose::care_unread, "care_unread"},
     {MailPurpose::approved, "approved"},
     {MailPurpose::edited, "edited"},
     {MailPurpose::confirm, "confirm"},
     {MailPurpose::published, "published"},
     {MailPurpose::reply, "reply"},
     {MailPurpose::reported, "reported"},
     {MailPurpose::report_closed, "report_closed"},
     {MailPurpose::password, "password"},
     {MailPurpose::test, "test"}}};

void enqueue(Database& database, MailPurpose purpose, std::string_view recipient,
             std::optional<CommentId> comment, Instant due, Instant now) {
  sql::insert_mail(database, {.purpose = to_text(purpose),
                              .recipient = recipient,
                              .comment = to_number(comment),
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
                     std::move(row->path),
                     parse_status(row->status).value_or(Status::waiting),
                     parse_care(row->care),
                     std::move(row->address_prefix)};
}

std::string read_consent(Database& database, std::string_view email) {
  const auto found = sql::find_consent(database, email);
  return found ? found->consent : "";
}

bool may_write_to(Database& database, const CommentMail& comment) {
  return comment.wanted && !comment.email.empty() &&
         read_consent(database, comment.email) == "given";
}

/// Whether a request for consent may be sent, for this mailbox and this address prefix; if so,
/// counts it. Beyond the limits, the next comment that asks for mail tries again.
bool may_ask(Database& database, const CommentMail& comment, Instant now) {
  const SecretKey key = installation_key(database);
  const std::string address = key.hash("question to", mailbox_of(comment.email));
  const std::string address_prefix = key.hash("question by", comment.address_prefix);
  const Recent day = recent(now, day_ms);
  sql::delete_old_consent_questions(database, {.since = day.since, .until = day.until});
  sql::delete_old_unanswered_consent(database, now.ms - unanswered_ms);
  const auto asked = sql::count_consent_questions(
      database, {.address = address, .address_prefix = address_prefix, .since = now.ms - hour_ms});
  const bool allowed = asked.to_mailbox < most_questions_to_a_mailbox &&
                       asked.for_prefix < most_questions_of_a_prefix &&
                       asked.recent < most_questions_an_hour;
  if (allowed)
    sql::insert_consent_question(
        database, {.address = address, .address_prefix = address_prefix, .now = now.ms});
  return allowed;
}

/// Enqueues a request for consent, at most once a day per address and never after a refusal.
void ask_for_consent(Database& database, const CommentMail& comment, CommentId id, Instant now) {
  if (!comment.wanted || comment.email.empty()) return;
  const auto asked = sql::find_consent(database, comment.email);
  const Recent day = recent(now, day_ms);
  if (asked && (asked->consent != "asked" ||
                (asked->changed_at > day.since && asked->changed_at < day.until)))
    return;
  if (!may_ask(database, comment, now)) return;
  sql::set_consent(database, {.email = comment.email, .consent = "asked", .now = now.ms});
  enqueue(database, MailPurpose::confirm, comment.email, id, now, now);
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

}  // namespace

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
  if (by_moderator && may_write_to(database, *comment))
    enqueue(database, MailPurpose::published, comment->email, id, now, now);
  const std::string author = plan.page_author ? plan.page_author(comment->path) : "";
  if (!author.empty() && author != comment->email)
    enqueue(database, MailPurpose::approved, author, id, now, now);
  if (!comment->parent) return;
  const auto parent = read_comment(database, *comment->parent);
  if (parent && parent->email != comment->email && may_write_to(database, *parent))
    enqueue(database, MailPurpose::reply, parent->email, id, now, now);
}

void enqueue_for_submission(Database& database, const MailPlan& plan, CommentId id, Instant now) {
  if (!plan.enabled) return;
  const auto comment = read_comment(database, id);
  if (!comment) return;
  // Comments in spam or trash are not reported to anybody.
  if (comment->status == Status::approved || comment->status == Status::waiting)
    ask_for_consent(database, *comment, id, now);
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
      if (taken.front().purpose == MailPurpose::waiting) {
        sql::list_digest_mail(database_,
                              {.now = now.ms,
                               .purpose = first->purpose,
                               .recipient = first->recipient,
                               .except = first->id},
                              [&](const sql::MailView& row) { taken.push_back(read_mail(row)); });
      }
      for (const PendingMail& mail : taken) mark_sending(database_, mail, now);
    }
    change.commit();
    return taken;
  });
}

Result<void, StoreError> OutboxStore::set(const PendingMail& mail, std::string_view status,
                                          Instant due, int attempts, std::string_view problem,
                                          Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    sql::set_mail(database_, {.status = status,
                              .due = due.ms,
                              .attempts = attempts,
                              .problem = problem,
                              .now = now.ms,
                              .id = mail.id.value});
    change.commit();
  });
}

Result<void, StoreError> OutboxStore::note_sent(const PendingMail& mail, Instant now) {
  return set(mail, "sent", mail.due, mail.attempts + 1, "", now);
}

Result<void, StoreError> OutboxStore::note_dropped(const PendingMail& mail, Instant now) {
  return set(mail, "dropped", mail.due, mail.attempts, "", now);
}

Result<void, StoreError> OutboxStore::note_failed(const PendingMail& mail, std::string_view problem,
                                                  Instant now) {
  return set(mail, "failed", mail.due, mail.attempts + 1, problem, now);
}

Result<void, StoreError> OutboxStore::note_delayed(const PendingMail& mail,
                                                   std::string_view problem, Instant now) {
  const int attempts = mail.attempts + 1;
  if (now.ms - mail.created.ms > mail_give_up_ms) return note_failed(mail, problem, now);
  return set(mail, "queued", Instant{now.ms + mail_retry_ms(mail.purpose, attempts)}, attempts,
             problem, now);
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
    const Recent day = recent(now, day_ms);
    sql::delete_old_mail(database_, before.ms);
    sql::delete_old_consent_questions(database_, {.since = day.since, .until = day.until});
    sql::delete_old_unanswered_consent(database_, now.ms - unanswered_ms);
    change.commit();
  });
}

Result<std::string, StoreError> OutboxStore::consent(std::string_view email) {
  return error_boundary([&] { return read_consent(database_, email); });
}

Result<void, StoreError> OutboxStore::set_consent(std::string_view email, bool given, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    sql::set_consent(database_,
                     {.email = email, .consent = given ? "given" : "withdrawn", .now = now.ms});
    change.commit();
  });
}

}  // namespace afterword
