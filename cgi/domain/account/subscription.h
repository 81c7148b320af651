// Subscriptions to mail about comments, as plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/time.h"

namespace afterword {

/// The subject of a subscription: replies to one comment, or every comment of a thread.
enum class SubscriptionKind { replies, thread };

enum class SubscriptionState {
  asked,  // the owner of the address has not answered
  on,
  ended,
};

/// When its mail is sent: as it comes, or as a digest.
enum class MailSchedule { each, daily, weekly };

std::string_view to_text(SubscriptionKind kind);
std::string_view to_text(SubscriptionState state);
std::string_view to_text(MailSchedule schedule);
std::optional<SubscriptionKind> parse_subscription_kind(std::string_view text);
std::optional<SubscriptionState> parse_subscription_state(std::string_view text);
std::optional<MailSchedule> parse_mail_schedule(std::string_view text);

/// The value of the form field aw_mail: "replies" or "yes", "thread"; nullopt for no mail.
std::optional<SubscriptionKind> parse_mail_wish(std::string_view sent);

struct Subscription {
  SubscriptionId id;
  std::string email;
  SubscriptionKind kind = SubscriptionKind::replies;
  ThreadId thread;                   // where it was asked
  std::optional<CommentId> comment;  // that it was asked with; nullopt if that is deleted
  SubscriptionState state = SubscriptionState::asked;
  MailSchedule schedule = MailSchedule::each;
  Instant asked;
  std::string asked_by;  // a keyed hash of the address prefix
  int wording = 0;       // version of the question
  std::optional<Instant> confirmed;
  std::string page_path;
  std::string page_title;
};

/// A subscription that is not answered is deleted after this time.
inline constexpr std::int64_t unanswered_ms = 7 * day_ms;

}  // namespace afterword
