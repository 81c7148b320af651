// Moderators, their sessions, and recent sign-in attempts. Does not handle cookies or tokens:
// sessions and sources are passed as keyed hashes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "domain/moderation/moderation.h"
#include "store/engine/database.h"
#include "store/moderation/change.h"

namespace afterword {

/// Longest name of a moderator, in characters.
inline constexpr std::size_t longest_moderator_name = 100;

struct Moderator {
  ModeratorId id;
  std::string name;  // shown on their replies
  std::string email;
  Role role = Role::moderator;
  std::string password_hash;
  Instant created;
};

enum class AccountRefusal {
  name_taken,
  no_such_moderator,
  last_owner,  // at least one owner must remain
  not_first,   // an owner exists already
};

/// Why an account was not changed: the request was refused, or the database failed.
using ModeratorError = std::variant<AccountRefusal, StoreError>;

/// What sign-in attempts are counted by: the account from this address prefix, the account, the
/// address prefix.
struct SignInSources {
  std::string account_here;
  std::string account;
  std::string address_prefix;
};

class ModeratorStore {
 public:
  explicit ModeratorStore(Database& database) : database_(database) {}

  // A session ends twelve hours after its last use, and fourteen days after its start.
  static constexpr std::int64_t idle_ms = 12 * 60 * minute_ms;
  static constexpr std::int64_t longest_ms = 14 * day_ms;

  Result<std::vector<Moderator>, StoreError> list();
  Result<std::optional<Moderator>, StoreError> find(std::string_view name);
  Result<std::optional<Moderator>, StoreError> find(ModeratorId id);

  // These also write the audit log.
  /// The first moderator becomes an owner regardless of `role`.
  Result<ModeratorId, ModeratorError> add(const Actor& actor, std::string_view name,
                                          std::string_view email, Role role,
                                          std::string_view password_hash, Instant now);
  /// Refused if an owner exists; of two concurrent calls one is refused.
  Result<ModeratorId, ModeratorError> add_first(const Actor& actor, std::string_view name,
                                                std::string_view email,
                                                std::string_view password_hash, Instant now);
  /// Ends all sessions of the moderator.
  Result<void, ModeratorError> set_password(const Actor& actor, ModeratorId id,
                                            std::string_view password_hash, Instant now);
  /// The same by a link for a forgotten password, if the password is still the one that the link
  /// was made for.
  Result<Change, StoreError> reset_password(const Actor& actor, ModeratorId id,
                                            std::string_view present_hash,
                                            std::string_view password_hash, Instant now);
  Result<void, ModeratorError> set_role(const Actor& actor, ModeratorId id, Role role, Instant now);
  Result<void, ModeratorError> remove(const Actor& actor, ModeratorId id, Instant now);

  // --- sessions, identified by the keyed hash of their token
  /// Ends the session `replaced`, of whichever moderator, if there is one.
  Result<void, StoreError> begin_session(std::string_view session, std::string_view replaced,
                                         ModeratorId id, Instant now);
  /// The moderator of a session. Records the use of the session, once a minute.
  Result<std::optional<Moderator>, StoreError> find_session(std::string_view session, Instant now);
  Result<void, StoreError> end_session(std::string_view session);

  // --- rate limits. An attempt is counted before the password is checked, so that concurrent
  // attempts cannot exceed the limit.
  /// Returns how many milliseconds a sign-in attempt must wait, or 0 if the password may be
  /// checked. In that case it counts as a failure until note_success. Concurrent attempts are each
  /// counted once. A clock that was set back does not lock anybody out.
  Result<std::int64_t, StoreError> begin_attempt(const SignInSources& sources, Instant now);
  /// The attempt had the right password. Removes it and the failures of this account from this
  /// address prefix, and remembers the prefix: sign-ins from it do not wait because of failures
  /// elsewhere.
  Result<void, StoreError> note_success(const SignInSources& sources, Instant now);
  /// The same for the setup token, by address prefix only, so that other people's attempts do not
  /// lock the owner out.
  Result<std::int64_t, StoreError> begin_code_attempt(std::string_view who, Instant now);
  Result<void, StoreError> note_code_success(std::string_view who);

 private:
  ModeratorId insert(const Actor& actor, std::string_view name, std::string_view email, Role role,
                     std::string_view password_hash, Instant now);

  Database& database_;
};

}  // namespace afterword
