// Subscriptions to mail. A subscription gets mail only after consent by a link that was mailed to
// its address, however often the address was confirmed for others.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/page_path.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/account/subscription.h"
#include "domain/comment/comment.h"
#include "store/engine/database.h"
#include "store/mail/outbox.h"

namespace afterword {

/// Why an address gets no mail any more.
enum class SuppressionReason {
  bounce,
  complaint,
  refused,  // its owner does not want to be asked, and its data was erased
};

std::string_view to_text(SuppressionReason reason);

/// A bounce or a complaint stops mail for this time, whatever is asked for.
inline constexpr std::int64_t suppression_ms = 90 * day_ms;

/// What somebody asked for. Anybody can enter any address.
struct SubscriptionRequest {
  std::string_view email;
  SubscriptionKind kind = SubscriptionKind::replies;
  ThreadId thread = {};
  std::optional<CommentId> comment = {};
  MailSchedule schedule = MailSchedule::each;
  std::string_view address_prefix;  // of the requester
};

struct AskedSubscription {
  SubscriptionId id;
  bool send_question = false;  // otherwise another question to the address is open, which lists it
};

// --- within a transaction of store/; these throw StoreException

/// Records what was asked for, within the limits of requests for consent. nullopt if nothing is to
/// be done: it is subscribed already, its owner refused, mail to it failed, or a limit is reached.
std::optional<AskedSubscription> ask_for_subscription(Database& database,
                                                      const SubscriptionRequest& request,
                                                      Instant now);

/// The subscription by which an address gets mail about a comment of a thread: to replies to
/// `replies_to`, or to the thread. nullopt also if mail to it is suppressed.
std::optional<Subscription> find_reason(Database& database, std::string_view email, ThreadId thread,
                                        std::optional<CommentId> replies_to, Instant now);

/// Ends and forgets everything that is stored for an address. A refusal remains as a keyed hash.
void erase_subscriptions(Database& database, std::string_view email, Instant now);

std::vector<Subscription> list_subscriptions(Database& database, std::string_view email);

/// Deletes what is kept for a limited time.
void delete_expired_subscriptions(Database& database, Instant now);

class SubscriptionStore {
 public:
  explicit SubscriptionStore(Database& database) : database_(database) {}

  /// Asks the owner of an address whether to follow a page. `request.thread` is not used. The
  /// result does not tell what was known of the address.
  Result<void, StoreError> follow(const PagePath& page, SubscriptionRequest request, Instant now);

  Result<std::optional<Subscription>, StoreError> find(SubscriptionId id);
  /// In every state, newest first.
  Result<std::vector<Subscription>, StoreError> list(std::string_view email);

  /// The subscription that a pending mail is sent for: the one that a question is about, or the one
  /// by which the recipient still gets mail about the comment.
  Result<std::optional<Subscription>, StoreError> reason_for(const PendingMail& mail,
                                                             const Comment* comment, Instant now);
  /// Whether an address must not get mail, because mail to it failed or was complained about.
  Result<bool, StoreError> is_suppressed(std::string_view email, Instant now);

  /// Records consent for those of an address that wait for it. `ids` of others are ignored.
  Result<void, StoreError> confirm(std::string_view email, const std::vector<SubscriptionId>& ids,
                                   Instant now);
  /// Records consent by a link of an earlier version, which asked for an address.
  Result<void, StoreError> confirm_earlier(std::string_view email, Instant now);
  /// Ends a subscription, and others of the address to the same thread.
  Result<void, StoreError> end(const Subscription& subscription, Instant now);
  /// Whether the address of an ended subscription to a thread has subscribed to it again.
  Result<bool, StoreError> is_followed_again(const Subscription& ended);
  Result<void, StoreError> end_all(std::string_view email, Instant now);
  /// Ends all, and records that the owner does not want to be asked again.
  Result<void, StoreError> refuse(std::string_view email, Instant now);
  /// Lets the address be asked again.
  Result<void, StoreError> allow(std::string_view email);
  Result<bool, StoreError> has_refused(std::string_view email);
  Result<void, StoreError> set_schedule(SubscriptionId id, MailSchedule schedule);
  /// Records that mail to an address failed or was complained about, and ends its subscriptions.
  Result<void, StoreError> suppress(std::string_view email, SuppressionReason reason, Instant now);

 private:
  Database& database_;
};

}  // namespace afterword
