#include "store/outbox.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "comment/submission.h"
#include "store/guarded.h"
#include "store/installation_key.h"
#include "store/recent.h"

namespace afterword {
namespace {

constexpr std::int64_t hour_ms = 60 * minute_ms;
constexpr std::int64_t give_up_ms = 3 * day_ms;
// A courier that began to send and did not come back within this time has died.
constexpr std::int64_t abandoned_ms = 10 * minute_ms;
// The question whether somebody wants mail goes to addresses that anybody may enter: without limits
// this program would send as many mails to a stranger as a visitor likes. A day's for the first
// two.
constexpr std::int64_t most_questions_to_a_mailbox = 1;
constexpr std::int64_t most_questions_of_a_network = 3;
constexpr std::int64_t most_questions_an_hour = 60;
// The question's link is good for as long (base/signed_link.h); then the address is forgotten too.
constexpr std::int64_t unanswered_ms = 7 * day_ms;

void owe(Database& database, MailPurpose purpose, std::string_view recipient,
         std::optional<CommentId> comment, Instant due, Instant now) {
  const Value about = comment ? Value(comment->value) : Value(nullptr);
  database.run(Query::outbox_insert, {to_text(purpose), recipient, about, due.ms, now.ms});
}

/// What the mails about a comment are decided by.
struct CommentMail {
  std::string email;
  bool wanted = false;
  std::optional<CommentId> parent;
  std::string path;
  Status status = Status::waiting;
  CareState care = CareState::none;
  std::string network;
};

std::optional<CommentMail> read_comment(Database& database, CommentId id) {
  return first_row(database, Query::comment_mail, {id.value}, [](const Row& row) {
    CommentMail mail{std::string(row.text(0)),
                     row.integer(1) != 0,
                     {},
                     std::string(row.text(3)),
                     parse_status(row.text(4)).value_or(Status::waiting),
                     parse_care(row.text(5)),
                     std::string(row.text(6))};
    if (row.integer(2) != 0) mail.parent = CommentId{row.integer(2)};
    return mail;
  });
}

std::string read_consent(Database& database, std::string_view email) {
  return first_row(database, Query::consent_get, {email},
                   [](const Row& row) { return std::string(row.text(0)); })
      .value_or("");
}

bool may_write_to(Database& database, const CommentMail& comment) {
  return comment.wanted && !comment.email.empty() &&
         read_consent(database, comment.email) == "given";
}

/// Whether a question may be sent to an address for somebody who asks from a network; then it is
/// counted. Beyond the limits it waits for the next comment that asks for mail.
bool may_ask(Database& database, const CommentMail& comment, Instant now) {
  const SecretKey key = installation_key(database);
  const std::string address = key.hash("question to", mailbox_of(comment.email));
  const std::string network = key.hash("question by", comment.network);
  const Recent day = recent(now, day_ms);
  database.run(Query::consent_question_forget, {day.since, day.until});
  database.run(Query::consent_forget, {now.ms - unanswered_ms});
  const bool allowed =
      first_row(database, Query::consent_question_counts,
                {std::string_view(address), std::string_view(network), now.ms - hour_ms},
                [](const Row& row) {
                  return row.integer(0) < most_questions_to_a_mailbox &&
                         row.integer(1) < most_questions_of_a_network &&
                         row.integer(2) < most_questions_an_hour;
                })
          .value_or(false);
  if (allowed)
    database.run(Query::consent_question_insert,
                 {std::string_view(address), std::string_view(network), now.ms});
  return allowed;
}

/// Asks the owner of an address once a day at most, and never again who said no.
void ask_for_consent(Database& database, const CommentMail& comment, CommentId id, Instant now) {
  if (!comment.wanted || comment.email.empty()) return;
  const auto asked = first_row(database, Query::consent_get, {std::string_view(comment.email)},
                               [](const Row& row) {
                                 return std::pair{std::string(row.text(0)), row.integer(1)};
                               });
  const Recent day = recent(now, day_ms);
  if (asked &&
      (asked->first != "asked" || (asked->second > day.since && asked->second < day.until)))
    return;
  if (!may_ask(database, comment, now)) return;
  database.run(Query::consent_set,
               {std::string_view(comment.email), std::string_view("asked"), now.ms});
  owe(database, MailPurpose::confirm, comment.email, id, now, now);
}

/// The configured addresses, and those of the moderators themselves where `everybody` is called or
/// none is configured.
std::set<std::string> moderators(Database& database, const MailPlan& plan, bool everybody) {
  std::set<std::string> addresses(plan.moderators.begin(), plan.moderators.end());
  if (everybody || addresses.empty())
    database.run(Query::moderator_list, {}, [&](const Row& row) {
      if (!row.text(2).empty()) addresses.emplace(row.text(2));
    });
  return addresses;
}

/// When the next digest is due; now where there is none.
Instant digest_time(const MailPlan& plan, Instant now) {
  if (plan.digest_ms == 0) return now;
  return Instant{(now.ms / plan.digest_ms + 1) * plan.digest_ms};
}

OwedMail read_mail(const Row& row) {
  OwedMail mail;
  mail.id = MailId{row.integer(0)};
  mail.purpose = parse_mail_purpose(row.text(1)).value_or(MailPurpose::test);
  mail.recipient = row.text(2);
  if (!row.is_null(3)) mail.comment = CommentId{row.integer(3)};
  mail.status = row.text(4);
  mail.due = Instant{row.integer(5)};
  mail.attempts = static_cast<int>(row.integer(6));
  mail.created = Instant{row.integer(7)};
  mail.problem = row.text(8);
  return mail;
}

void mark_sending(Database& database, const OwedMail& mail, Instant now) {
  database.run(Query::outbox_set,
               {mail.id.value, std::string_view("sending"), mail.due.ms,
                std::int64_t{mail.attempts}, std::string_view(mail.problem), now.ms});
}

}  // namespace

std::string_view to_text(MailPurpose purpose) {
  switch (purpose) {
    case MailPurpose::waiting:
      return "waiting";
    case MailPurpose::care:
      return "care";
    case MailPurpose::care_unread:
      return "care_unread";
    case MailPurpose::approved:
      return "approved";
    case MailPurpose::edited:
      return "edited";
    case MailPurpose::confirm:
      return "confirm";
    case MailPurpose::published:
      return "published";
    case MailPurpose::reply:
      return "reply";
    case MailPurpose::test:
      return "test";
  }
  return "";
}

std::optional<MailPurpose> parse_mail_purpose(std::string_view text) {
  for (const MailPurpose purpose :
       {MailPurpose::waiting, MailPurpose::care, MailPurpose::care_unread, MailPurpose::approved,
        MailPurpose::edited, MailPurpose::confirm, MailPurpose::published, MailPurpose::reply,
        MailPurpose::test})
    if (text == to_text(purpose)) return purpose;
  return std::nullopt;
}

std::int64_t retry_after_ms(MailPurpose purpose, int attempts) {
  const bool urgent = purpose == MailPurpose::care || purpose == MailPurpose::care_unread;
  if (urgent && attempts <= 60) return minute_ms;
  constexpr std::array<std::int64_t, 4> minutes{1, 5, 15, 60};
  const auto index = static_cast<std::size_t>(std::max(attempts - 1, 0));
  return index < minutes.size() ? minutes[index] * minute_ms : 4 * hour_ms;
}

void owe_for_care(Database& database, const MailPlan& plan, CommentId comment, Instant now) {
  if (!plan.enabled) return;
  for (const std::string& address : moderators(database, plan, true)) {
    owe(database, MailPurpose::care, address, comment, now, now);
    // Told again later, unless somebody has opened it by then.
    owe(database, MailPurpose::care_unread, address, comment, Instant{now.ms + care_unread_ms},
        now);
  }
}

void owe_for_publication(Database& database, const MailPlan& plan, CommentId id, bool by_moderator,
                         Instant now) {
  if (!plan.enabled) return;
  const auto comment = read_comment(database, id);
  if (!comment || comment->status != Status::approved) return;
  if (by_moderator && may_write_to(database, *comment))
    owe(database, MailPurpose::published, comment->email, id, now, now);
  const std::string author = plan.page_author ? plan.page_author(comment->path) : "";
  if (!author.empty() && author != comment->email)
    owe(database, MailPurpose::approved, author, id, now, now);
  if (!comment->parent) return;
  const auto parent = read_comment(database, *comment->parent);
  if (parent && parent->email != comment->email && may_write_to(database, *parent))
    owe(database, MailPurpose::reply, parent->email, id, now, now);
}

void owe_for_arrival(Database& database, const MailPlan& plan, CommentId id, Instant now) {
  if (!plan.enabled) return;
  const auto comment = read_comment(database, id);
  if (!comment) return;
  // What was put away quietly is told to nobody.
  if (comment->status == Status::approved || comment->status == Status::waiting)
    ask_for_consent(database, *comment, id, now);
  if (comment->care == CareState::open) return owe_for_care(database, plan, id, now);
  if (comment->status == Status::approved)
    return owe_for_publication(database, plan, id, false, now);
  if (comment->status != Status::waiting) return;
  for (const std::string& address : moderators(database, plan, false))
    owe(database, MailPurpose::waiting, address, id, digest_time(plan, now), now);
}

void owe_for_rewrite(Database& database, const MailPlan& plan, CommentId id, Instant now) {
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
    if (first_number(database, Query::outbox_is_queued,
                     {id.value, to_text(purpose), std::string_view(address)}) == 0)
      owe(database, purpose, address, id, digest_time(plan, now), now);
}

Result<std::vector<OwedMail>, StoreError> OutboxStore::take(Instant now) {
  return guarded([&] {
    Transaction change(database_);
    std::vector<OwedMail> taken;
    if (auto first =
            first_row(database_, Query::outbox_next, {now.ms, now.ms - abandoned_ms}, read_mail)) {
      taken.push_back(*std::move(first));
      if (taken.front().purpose == MailPurpose::waiting) {
        const OwedMail& begun = taken.front();
        std::vector<OwedMail> others;
        database_.run(
            Query::outbox_digest,
            {to_text(begun.purpose), std::string_view(begun.recipient), now.ms, begun.id.value},
            [&](const Row& row) { others.push_back(read_mail(row)); });
        taken.insert(taken.end(), others.begin(), others.end());
      }
      for (const OwedMail& mail : taken) mark_sending(database_, mail, now);
    }
    change.commit();
    return taken;
  });
}

Result<void, StoreError> OutboxStore::set(const OwedMail& mail, std::string_view status,
                                          Instant due, int attempts, std::string_view problem,
                                          Instant now) {
  return guarded([&] {
    Transaction change(database_);
    database_.run(Query::outbox_set,
                  {mail.id.value, status, due.ms, std::int64_t{attempts}, problem, now.ms});
    change.commit();
  });
}

Result<void, StoreError> OutboxStore::note_sent(const OwedMail& mail, Instant now) {
  return set(mail, "sent", mail.due, mail.attempts + 1, "", now);
}

Result<void, StoreError> OutboxStore::note_dropped(const OwedMail& mail, Instant now) {
  return set(mail, "dropped", mail.due, mail.attempts, "", now);
}

Result<void, StoreError> OutboxStore::note_failed(const OwedMail& mail, std::string_view problem,
                                                  Instant now) {
  return set(mail, "failed", mail.due, mail.attempts + 1, problem, now);
}

Result<void, StoreError> OutboxStore::note_delayed(const OwedMail& mail, std::string_view problem,
                                                   Instant now) {
  const int attempts = mail.attempts + 1;
  if (now.ms - mail.created.ms > give_up_ms) return note_failed(mail, problem, now);
  return set(mail, "queued", Instant{now.ms + retry_after_ms(mail.purpose, attempts)}, attempts,
             problem, now);
}

Result<std::optional<Instant>, StoreError> OutboxStore::next_due() {
  return guarded([&] {
    const std::int64_t due = first_number(database_, Query::outbox_next_due, {});
    return due == 0 ? std::optional<Instant>{} : std::optional(Instant{due});
  });
}

Result<std::vector<OwedMail>, StoreError> OutboxStore::list(std::string_view status, int limit) {
  return guarded([&] {
    std::vector<OwedMail> found;
    database_.run(Query::outbox_list, {status, std::int64_t{limit}},
                  [&](const Row& row) { found.push_back(read_mail(row)); });
    return found;
  });
}

Result<MailCounts, StoreError> OutboxStore::counts() {
  return guarded([&] {
    const auto count = [&](std::string_view status) {
      return static_cast<int>(first_number(database_, Query::outbox_count, {status}));
    };
    return MailCounts{count("queued") + count("sending"), count("failed")};
  });
}

Result<void, StoreError> OutboxStore::retry_failed(Instant now) {
  return guarded([&] {
    Transaction change(database_);
    database_.run(Query::outbox_retry, {now.ms});
    change.commit();
  });
}

Result<void, StoreError> OutboxStore::owe_test(std::string_view recipient, Instant now) {
  return guarded([&] {
    Transaction change(database_);
    owe(database_, MailPurpose::test, recipient, {}, now, now);
    change.commit();
  });
}

Result<void, StoreError> OutboxStore::forget(Instant before, Instant now) {
  return guarded([&] {
    Transaction change(database_);
    const Recent day = recent(now, day_ms);
    database_.run(Query::outbox_forget, {before.ms});
    database_.run(Query::consent_question_forget, {day.since, day.until});
    database_.run(Query::consent_forget, {now.ms - unanswered_ms});
    change.commit();
  });
}

Result<std::string, StoreError> OutboxStore::consent(std::string_view email) {
  return guarded([&] { return read_consent(database_, email); });
}

Result<void, StoreError> OutboxStore::set_consent(std::string_view email, bool given, Instant now) {
  return guarded([&] {
    Transaction change(database_);
    database_.run(Query::consent_set,
                  {email, std::string_view(given ? "given" : "withdrawn"), now.ms});
    change.commit();
  });
}

}  // namespace afterword
