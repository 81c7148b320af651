// Moderators, their sessions, and attempts to sign in of late. Knows neither cookies nor tokens:
// what comes in is already a keyed hash.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "domain/moderation/moderation.h"
#include "store/engine/database.h"

namespace afterword {

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
  last_owner,  // somebody must be left who can manage the others
  not_first,   // there is a moderator already
};

/// Why a change of the accounts was not made: what was asked for, or the database.
using ModeratorError = std::variant<AccountRefusal, StoreError>;

/// What a sign-in is measured by: the account from this network, the account, the network.
struct SignInSources {
  std::string account_here;
  std::string account;
  std::string address_prefix;
};

class ModeratorStore {
 public:
  explicit ModeratorStore(Database& database) : database_(database) {}

  // A session ends twelve hours after it was used last, and fourteen days after its beginning.
  static constexpr std::int64_t idle_ms = 12 * 60 * minute_ms;
  static constexpr std::int64_t longest_ms = 14 * day_ms;

  Result<std::vector<Moderator>, StoreError> list();
  Result<std::optional<Moderator>, StoreError> find(std::string_view name);
  Result<std::optional<Moderator>, StoreError> find(ModeratorId id);

  // Each of these also writes the audit_log.
  /// The first one is an owner whatever `role` says.
  Result<ModeratorId, ModeratorError> add(const Actor& actor, std::string_view name,
                                          std::string_view email, Role role,
                                          std::string_view password_hash, Instant now);
  /// Only where there is none yet: of two that come at once, one is refused.
  Result<ModeratorId, ModeratorError> add_first(const Actor& actor, std::string_view name,
                                                std::string_view email,
                                                std::string_view password_hash, Instant now);
  /// Ends every session of theirs.
  Result<void, ModeratorError> set_password(const Actor& actor, ModeratorId id,
                                            std::string_view password_hash, Instant now);
  Result<void, ModeratorError> set_role(const Actor& actor, ModeratorId id, Role role, Instant now);
  Result<void, ModeratorError> remove(const Actor& actor, ModeratorId id, Instant now);

  // --- sessions, named by the keyed hash of their token
  Result<void, StoreError> begin_session(std::string_view session, ModeratorId id, Instant now);
  /// Whose session it is; also notes that it is used, once a minute.
  Result<std::optional<Moderator>, StoreError> find_session(std::string_view session, Instant now);
  Result<void, StoreError> end_session(std::string_view session);

  // --- guesses. An attempt is counted before the password is looked at, so that of many at once
  // none is free.
  /// How many milliseconds an attempt to sign in must wait; 0 when the password may be looked at:
  /// then it counts as a failure until note_success. Counts each attempt once, whatever the order
  /// of those that overlap. A clock that was set back locks nobody out.
  Result<std::int64_t, StoreError> begin_attempt(const SignInSources& sources, Instant now);
  /// The attempt had the right password: it counts no more, nor do the failures of this account
  /// from this network, which is known from now on. There nobody waits for strangers' guesses.
  Result<void, StoreError> note_success(const SignInSources& sources, Instant now);
  /// The same for the code of the set-up page, by network alone: nobody else's guesses keep the
  /// owner out.
  Result<std::int64_t, StoreError> begin_code_attempt(std::string_view who, Instant now);
  Result<void, StoreError> note_code_success(std::string_view who);

 private:
  ModeratorId insert(const Actor& actor, std::string_view name, std::string_view email, Role role,
                     std::string_view password_hash, Instant now);

  Database& database_;
};

}  // namespace afterword
