#include "store/mail/subscription_store.h"

#include <algorithm>

#include "domain/comment/submission.h"
#include "sql/mail.h"
#include "sql/subscriptions.h"
#include "store/comment/comment_rows.h"
#include "store/engine/columns.h"
#include "store/engine/error_boundary.h"
#include "store/engine/installation_key.h"
#include "store/engine/recent.h"

namespace afterword {
namespace {

// Requests for consent go to addresses that any visitor may enter. These limits per day prevent the
// program from being used to send mail to strangers.
constexpr std::int64_t most_questions_to_a_mailbox = 1;
constexpr std::int64_t most_questions_of_a_prefix = 3;
constexpr std::int64_t most_questions_an_hour = 60;
// What one question can list.
constexpr std::int64_t most_open_of_an_address = 10;
// The version of templates/mail_confirm.tpl and of the page that it leads to. Raise it with the
// meaning of their words, because the answers are a proof of consent.
constexpr std::int64_t question_wording = 1;
// Links in old mails find an ended subscription for as long as the link to all of them is valid.
constexpr std::int64_t ended_ms = 30 * day_ms;

std::string suppression_key(Database& database, std::string_view email) {
  return installation_key(database).hash("suppressed", ascii_email(normalized_email(email)));
}

bool is_suppressed(Database& database, std::string_view email, Instant now) {
  const auto found = sql::find_suppression(database, suppression_key(database, email));
  return found && (found->reason == to_text(SuppressionReason::refused) ||
                   now.ms - found->at < suppression_ms);
}

std::string mailbox_key(Database& database, std::string_view email) {
  return installation_key(database).hash("question to", mailbox_of(ascii_email(email)));
}

/// The key of a refusal in the table of suppressed addresses, for other ways to write the address.
std::string refused_mailbox_key(Database& database, std::string_view email) {
  return installation_key(database).hash("refused", mailbox_of(ascii_email(email)));
}

bool has_mailbox_refused(Database& database, std::string_view email) {
  return sql::find_refusal(database, email) ||
         sql::find_suppression(database, refused_mailbox_key(database, email));
}

template <class Text>
Subscription read_subscription(const sql::BasicSubscription<Text>& row) {
  Subscription found;
  found.id = SubscriptionId{row.id};
  found.email = row.email;
  found.kind = parse_subscription_kind(row.kind).value_or(SubscriptionKind::replies);
  found.thread = ThreadId{row.thread_id};
  found.comment = to_id<CommentId>(row.comment_id);
  found.state = parse_subscription_state(row.state).value_or(SubscriptionState::ended);
  found.schedule = parse_mail_schedule(row.schedule).value_or(MailSchedule::each);
  found.asked = Instant{row.asked_at};
  found.asked_by = row.asked_by;
  found.wording = static_cast<int>(row.wording);
  found.confirmed = to_instant(row.confirmed_at);
  found.page_path = row.path;
  found.page_title = row.title;
  return found;
}

/// Whether one more request for consent may be sent; if so, counts it.
bool may_ask(Database& database, const SubscriptionRequest& request, const std::string& asked_by,
             Instant now) {
  const std::string address = mailbox_key(database, request.email);
  const auto asked = sql::count_consent_questions(
      database, {.address = address, .address_prefix = asked_by, .since = now.ms - hour_ms});
  const bool allowed = asked.to_mailbox < most_questions_to_a_mailbox &&
                       asked.for_prefix < most_questions_of_a_prefix &&
                       asked.recent < most_questions_an_hour;
  if (allowed)
    sql::insert_consent_question(database,
                                 {.address = address, .address_prefix = asked_by, .now = now.ms});
  return allowed;
}

bool has_same_subject(Database& database, const Subscription& known,
                      const SubscriptionRequest& request) {
  if (known.kind == SubscriptionKind::replies)
    return request.kind == SubscriptionKind::replies && known.comment == request.comment;
  return current_thread(database, known.thread) == current_thread(database, request.thread);
}

/// What is known of an address with regard to a request.
struct KnownSubscriptions {
  bool is_on = false;
  std::optional<SubscriptionId> asked;  // the same was asked for before
  std::int64_t open = 0;
};

KnownSubscriptions find_known(Database& database, const SubscriptionRequest& request) {
  KnownSubscriptions known;
  for (const Subscription& each : list_subscriptions(database, request.email)) {
    if (each.state == SubscriptionState::ended) continue;
    const bool waits = each.state == SubscriptionState::asked;
    known.open += waits ? 1 : 0;
    if (!has_same_subject(database, each, request)) continue;
    if (!waits) known.is_on = true;
    if (waits && each.kind == request.kind) known.asked = each.id;
  }
  return known;
}

void delete_unanswered(Database& database, Instant now) {
  const Recent day = recent(now, day_ms);
  sql::delete_old_consent_questions(database, {.since = day.since, .until = day.until});
  sql::delete_unanswered_subscriptions(database, now.ms - unanswered_ms);
}

}  // namespace

std::string_view to_text(SuppressionReason reason) {
  switch (reason) {
    case SuppressionReason::bounce:
      return "bounce";
    case SuppressionReason::complaint:
      return "complaint";
    case SuppressionReason::refused:
      break;
  }
  return "refused";
}

std::optional<AskedSubscription> ask_for_subscription(Database& database,
                                                      const SubscriptionRequest& request,
                                                      Instant now) {
  if (request.email.empty() || has_mailbox_refused(database, request.email) ||
      is_suppressed(database, request.email, now))
    return std::nullopt;
  delete_unanswered(database, now);
  const KnownSubscriptions known = find_known(database, request);
  if (known.is_on) return std::nullopt;
  const std::string asked_by =
      installation_key(database).hash("question by", request.address_prefix);
  const bool allowed = may_ask(database, request, asked_by, now);
  if (!allowed && (known.asked || known.open == 0 || known.open >= most_open_of_an_address))
    return std::nullopt;
  if (known.asked) {
    sql::ask_again(database, {.now = now.ms,
                              .asked_by = asked_by,
                              .wording = question_wording,
                              .id = known.asked->value});
    return AskedSubscription{*known.asked, allowed};
  }
  const std::int64_t id = sql::insert_subscription(database, {.email = request.email,
                                                              .kind = to_text(request.kind),
                                                              .thread = request.thread.value,
                                                              .comment = to_number(request.comment),
                                                              .schedule = to_text(request.schedule),
                                                              .now = now.ms,
                                                              .asked_by = asked_by,
                                                              .wording = question_wording});
  return AskedSubscription{SubscriptionId{id}, allowed};
}

std::optional<Subscription> find_reason(Database& database, std::string_view email, ThreadId thread,
                                        std::optional<CommentId> replies_to, Instant now) {
  const auto row = sql::find_reason(
      database, {.email = email, .thread = thread.value, .replies_to = to_number(replies_to)});
  if (!row || is_suppressed(database, email, now)) return std::nullopt;
  return read_subscription(*row);
}

void erase_subscriptions(Database& database, std::string_view email, Instant now) {
  sql::delete_subscriptions_of(database, email);
  if (sql::find_refusal(database, email))
    sql::insert_suppression(database, {.address = suppression_key(database, email),
                                       .reason = to_text(SuppressionReason::refused),
                                       .now = now.ms});
  sql::delete_refusal(database, email);
}

std::vector<Subscription> list_subscriptions(Database& database, std::string_view email) {
  std::vector<Subscription> found;
  sql::list_subscriptions(database, email, [&](const sql::SubscriptionView& row) {
    found.push_back(read_subscription(row));
  });
  return found;
}

void delete_expired_subscriptions(Database& database, Instant now) {
  delete_unanswered(database, now);
  sql::end_pointless_subscriptions(database, now.ms);
  sql::delete_ended_subscriptions(database, now.ms - ended_ms);
  sql::delete_old_suppressions(database, now.ms - suppression_ms);
}

Result<void, StoreError> SubscriptionStore::follow(const PagePath& page,
                                                   SubscriptionRequest request, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    const auto thread = find_thread_row(database_, page.key);
    request.kind = SubscriptionKind::thread;
    request.thread = thread ? thread->id : insert_thread(database_, page.key, page.path, now);
    const auto asked = ask_for_subscription(database_, request, now);
    // Without a subscription, no thread is stored for the page either.
    if (!asked) return;
    if (asked->send_question)
      sql::insert_mail(database_, {.purpose = to_text(MailPurpose::confirm),
                                   .recipient = request.email,
                                   .comment = std::nullopt,
                                   .subscription = asked->id.value,
                                   .due = now.ms,
                                   .now = now.ms});
    change.commit();
  });
}

Result<std::optional<Subscription>, StoreError> SubscriptionStore::find(SubscriptionId id) {
  return error_boundary([&]() -> std::optional<Subscription> {
    const auto row = sql::find_subscription(database_, id.value);
    return row ? std::optional(read_subscription(*row)) : std::nullopt;
  });
}

Result<std::vector<Subscription>, StoreError> SubscriptionStore::list(std::string_view email) {
  return error_boundary([&] { return list_subscriptions(database_, email); });
}

Result<std::optional<Subscription>, StoreError> SubscriptionStore::reason_for(
    const PendingMail& mail, const Comment* comment, Instant now) {
  return error_boundary([&]() -> std::optional<Subscription> {
    switch (mail.purpose) {
      case MailPurpose::confirm: {
        if (!mail.subscription || afterword::is_suppressed(database_, mail.recipient, now))
          return std::nullopt;
        const auto row = sql::find_subscription(database_, mail.subscription->value);
        if (!row || row->state != to_text(SubscriptionState::asked) ||
            row->email != mail.recipient || sql::find_refusal(database_, mail.recipient))
          return std::nullopt;
        return read_subscription(*row);
      }
      case MailPurpose::published:
      case MailPurpose::reply:
      case MailPurpose::followed:
      case MailPurpose::digest_daily:
      case MailPurpose::digest_weekly:
        if (comment == nullptr) return std::nullopt;
        return find_reason(
            database_, mail.recipient, comment->thread,
            mail.purpose == MailPurpose::published ? std::optional(comment->id) : comment->parent,
            now);
      case MailPurpose::waiting:
      case MailPurpose::care:
      case MailPurpose::care_unread:
      case MailPurpose::approved:
      case MailPurpose::edited:
      case MailPurpose::reported:
      case MailPurpose::report_closed:
      case MailPurpose::password:
      case MailPurpose::test:
        break;
    }
    return std::nullopt;
  });
}

Result<bool, StoreError> SubscriptionStore::is_suppressed(std::string_view email, Instant now) {
  return error_boundary([&] { return afterword::is_suppressed(database_, email, now); });
}

Result<void, StoreError> SubscriptionStore::confirm(std::string_view email,
                                                    const std::vector<SubscriptionId>& ids,
                                                    Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    for (const Subscription& each : list_subscriptions(database_, email))
      if (std::find(ids.begin(), ids.end(), each.id) != ids.end() &&
          now.ms - each.asked.ms <= unanswered_ms)
        sql::confirm_subscription(database_, {.now = now.ms, .id = each.id.value});
    // The question is answered, so that the next request of its owner is asked about, too.
    sql::close_consent_question(database_, mailbox_key(database_, email));
    change.commit();
  });
}

Result<void, StoreError> SubscriptionStore::confirm_earlier(std::string_view email, Instant now) {
  std::vector<SubscriptionId> earlier;
  const auto all = list(email);
  if (!all) return Failure{all.error()};
  for (const Subscription& each : *all)
    if (each.wording == 0) earlier.push_back(each.id);
  return confirm(email, earlier, now);
}

Result<void, StoreError> SubscriptionStore::end(const Subscription& subscription, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    sql::end_subscription(database_, {.now = now.ms, .id = subscription.id.value});
    const ThreadId thread = current_thread(database_, subscription.thread);
    if (subscription.kind == SubscriptionKind::thread)
      for (const Subscription& other : list_subscriptions(database_, subscription.email))
        if (other.kind == SubscriptionKind::thread &&
            current_thread(database_, other.thread) == thread)
          sql::end_subscription(database_, {.now = now.ms, .id = other.id.value});
    change.commit();
  });
}

Result<bool, StoreError> SubscriptionStore::is_followed_again(const Subscription& ended) {
  return error_boundary([&] {
    const ThreadId thread = current_thread(database_, ended.thread);
    const auto all = list_subscriptions(database_, ended.email);
    return ended.kind == SubscriptionKind::thread &&
           std::any_of(all.begin(), all.end(), [&](const Subscription& other) {
             return other.kind == SubscriptionKind::thread &&
                    other.state == SubscriptionState::on &&
                    current_thread(database_, other.thread) == thread;
           });
  });
}

Result<void, StoreError> SubscriptionStore::end_all(std::string_view email, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    sql::end_subscriptions_of(database_, {.now = now.ms, .email = email});
    change.commit();
  });
}

Result<void, StoreError> SubscriptionStore::refuse(std::string_view email, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    sql::end_subscriptions_of(database_, {.now = now.ms, .email = email});
    sql::insert_refusal(database_, {.email = email, .now = now.ms});
    sql::insert_suppression(database_, {.address = refused_mailbox_key(database_, email),
                                        .reason = to_text(SuppressionReason::refused),
                                        .now = now.ms});
    change.commit();
  });
}

Result<void, StoreError> SubscriptionStore::allow(std::string_view email) {
  return error_boundary([&] {
    Transaction change(database_);
    sql::delete_refusal(database_, email);
    sql::delete_suppression(database_, refused_mailbox_key(database_, email));
    change.commit();
  });
}

Result<bool, StoreError> SubscriptionStore::has_refused(std::string_view email) {
  return error_boundary([&] { return sql::find_refusal(database_, email).has_value(); });
}

Result<void, StoreError> SubscriptionStore::set_schedule(SubscriptionId id, MailSchedule schedule) {
  return error_boundary([&] {
    Transaction change(database_);
    sql::set_schedule(database_, {.schedule = to_text(schedule), .id = id.value});
    change.commit();
  });
}

Result<void, StoreError> SubscriptionStore::suppress(std::string_view email,
                                                     SuppressionReason reason, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    sql::insert_suppression(
        database_,
        {.address = suppression_key(database_, email), .reason = to_text(reason), .now = now.ms});
    sql::end_subscriptions_of(database_, {.now = now.ms, .email = email});
    change.commit();
  });
}

}  // namespace afterword
